package dev.tidings.structures.packs;

/**
 * How an entry of a {@link Pack} is written: as in the listpacks of Redis, so that a pack is as
 * large as one there, limits mean the same, and it can be saved as it is.
 *
 * <pre>
 *   head        0xxxxxxx                    a number from 0 to 127
 *               10llllll  text              up to 63 bytes
 *               110xxxxx xxxxxxxx           a number of 13 bits with its sign
 *               1110llll llllllll  text     up to 4095 bytes
 *               F0 llllllll ×4  text        more; the length begins with its low byte
 *               F1, F2, F3, F4  number      of 2, 3, 4 or 8 bytes, the low one first
 *   then        how many bytes that was, 7 bits a byte, the last byte with the low ones;
 *               all but the first have their highest bit set: it is read from behind
 * </pre>
 */
final class Form {
  private static final int TEXT_6 = 0x80;
  private static final int NUMBER_13 = 0xC0;
  private static final int TEXT_12 = 0xE0;
  private static final int TEXT_32 = 0xF0;
  private static final int NUMBER_16 = 0xF1;
  private static final int NUMBER_24 = 0xF2;
  private static final int NUMBER_32 = 0xF3;
  private static final int NUMBER_64 = 0xF4;

  private Form() {}

  // ---- How large ----------------------------------------------------------------------------

  static int bytesOf(long number) {
    if (number >= 0 && number <= 127) {
      return 1;
    }
    if (number >= -4096 && number <= 4095) {
      return 2;
    }
    if (number == (short) number) {
      return 3;
    }
    if (number >= -(1 << 23) && number < 1 << 23) {
      return 4;
    }
    return number == (int) number ? 5 : 9;
  }

  static int bytesOfText(int length) {
    return (length < 64 ? 1 : length < 4096 ? 2 : 5) + length;
  }

  /** How many bytes the number behind an entry of {@code bytes} bytes takes. */
  static int bytesOfLength(int bytes) {
    if (bytes <= 127) {
      return 1;
    }
    return bytes < 16_383 ? 2 : bytes < 2_097_151 ? 3 : bytes < 268_435_455 ? 4 : 5;
  }

  /**
   * How many bytes an entry that begins with {@code head} has to have for its size to be known; 0
   * if none begins like that.
   */
  static int headBytes(int head) {
    if (head > NUMBER_64) {
      return 0;
    }
    return head == TEXT_32 ? 5 : head >= TEXT_12 && head < TEXT_32 ? 2 : 1;
  }

  /** How many bytes the entry at {@code at} takes, without the number behind it. */
  static int bytesAt(byte[] data, int at) {
    int head = data[at] & 0xFF;
    if (head < TEXT_6) {
      return 1;
    }
    if (head < NUMBER_13) {
      return 1 + (head & 0x3F);
    }
    if (head < TEXT_12) {
      return 2;
    }
    if (head < TEXT_32) {
      return 2 + textLength(data, at);
    }
    return switch (head) {
      case TEXT_32 -> 5 + textLength(data, at);
      case NUMBER_16 -> 3;
      case NUMBER_24 -> 4;
      case NUMBER_32 -> 5;
      default -> 9;
    };
  }

  /** How many bytes the entry takes that ends before {@code end}, without the number behind it. */
  static int bytesBefore(byte[] data, int end) {
    int at = end - 1;
    int bytes = data[at] & 0x7F;
    for (int shift = 7; data[at] < 0; shift += 7) {
      bytes |= (data[--at] & 0x7F) << shift;
    }
    return bytes;
  }

  // ---- Reading ------------------------------------------------------------------------------

  static boolean isNumber(byte[] data, int at) {
    int head = data[at] & 0xFF;
    return head < TEXT_6 || (head >= NUMBER_13 && head < TEXT_12) || head > TEXT_32;
  }

  static long number(byte[] data, int at) {
    int head = data[at] & 0xFF;
    if (head < TEXT_6) {
      return head;
    }
    if (head < TEXT_12) {
      int shifted = (head << 8 | (data[at + 1] & 0xFF)) << 19;
      int value = shifted >> 19;
      return value;
    }
    return switch (head) {
      case NUMBER_16 -> signed(data, at + 1, 2);
      case NUMBER_24 -> signed(data, at + 1, 3);
      case NUMBER_32 -> signed(data, at + 1, 4);
      default -> signed(data, at + 1, 8);
    };
  }

  private static long signed(byte[] data, int at, int bytes) {
    long value = data[at + bytes - 1];
    for (int i = bytes - 2; i >= 0; i--) {
      value = value << 8 | (data[at + i] & 0xFF);
    }
    return value;
  }

  static long unsigned(byte[] data, int at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | (data[at + i] & 0xFF);
    }
    return value;
  }

  static int textLength(byte[] data, int at) {
    int head = data[at] & 0xFF;
    if (head < NUMBER_13) {
      return head & 0x3F;
    }
    if (head < TEXT_32) {
      return (head & 0x0F) << 8 | (data[at + 1] & 0xFF);
    }
    return (int) signed(data, at + 1, 4);
  }

  static int textOffset(byte[] data, int at) {
    int head = data[at] & 0xFF;
    return at + (head < NUMBER_13 ? 1 : head < TEXT_32 ? 2 : 5);
  }

  // ---- Writing ------------------------------------------------------------------------------

  /** Writes the head of a text; answers where the text goes. */
  static int writeTextHead(byte[] into, int at, int length) {
    if (length < 64) {
      into[at] = (byte) (TEXT_6 | length);
      return at + 1;
    }
    if (length < 4096) {
      into[at] = (byte) (TEXT_12 | length >> 8);
      into[at + 1] = (byte) length;
      return at + 2;
    }
    into[at] = (byte) TEXT_32;
    little(into, at + 1, length, 4);
    return at + 5;
  }

  static void writeNumber(byte[] into, int at, long number) {
    switch (bytesOf(number)) {
      case 1 -> into[at] = (byte) number;
      case 2 -> {
        into[at] = (byte) (NUMBER_13 | (number >> 8 & 0x1F));
        into[at + 1] = (byte) number;
      }
      case 3 -> little(into, at, NUMBER_16, number, 2);
      case 4 -> little(into, at, NUMBER_24, number, 3);
      case 5 -> little(into, at, NUMBER_32, number, 4);
      default -> little(into, at, NUMBER_64, number, 8);
    }
  }

  private static void little(byte[] into, int at, int head, long number, int bytes) {
    into[at] = (byte) head;
    little(into, at + 1, number, bytes);
  }

  static void little(byte[] into, int at, long number, int bytes) {
    for (int i = 0; i < bytes; i++) {
      into[at + i] = (byte) (number >> (8 * i));
    }
  }

  /** Writes how many bytes an entry took, so that it can be read from behind. */
  static void writeLength(byte[] into, int at, int bytes) {
    int last = at + bytesOfLength(bytes) - 1;
    int rest = bytes;
    for (int i = last; i >= at; i--) {
      into[i] = (byte) ((rest & 0x7F) | (i == at ? 0 : 0x80));
      rest >>>= 7;
    }
  }
}
