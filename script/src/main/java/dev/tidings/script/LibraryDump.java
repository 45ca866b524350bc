package dev.tidings.script;

import dev.tidings.command.Refusal;
import dev.tidings.structures.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Libraries as FUNCTION DUMP tells them and FUNCTION RESTORE takes them, the form that a snapshot
 * of Redis has for them:
 *
 * <pre>
 *   F5 length text   F5 length text   …   version (2 bytes)   CRC-64 (8 bytes, of all before)
 * </pre>
 *
 * A length has 6, 14, 32 or 64 bits, as its first byte says; instead of one there may be a mark
 * that the text is compressed (LZF).
 */
final class LibraryDump {
  private static final int LIBRARY = 0xF5;
  private static final int VERSION = 10;
  private static final int MOST_VERSION = 14;
  private static final int FOOT_BYTES = 10;
  private static final int COMPRESSED = 0xC3;

  /** Three bytes stand for {@code 7 + 255 + 2} at most: what promises more is damaged. */
  private static final int MOST_GROWTH = 264 / 3;

  private static final long POLYNOMIAL = 0x95AC9329AC4BC9B5L;
  private static final long[] CRC = crcTable();

  private final byte[] array;
  private final int end;
  private int at;

  private LibraryDump(byte[] array) {
    this.array = array;
    this.end = array.length - FOOT_BYTES;
  }

  /** The bytes that stand for {@code libraries}. */
  static byte[] of(Collection<Library> libraries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Library library : libraries) {
      out.write(LIBRARY);
      int length = library.text().length();
      if (length < 1 << 6) {
        out.write(length);
      } else if (length < 1 << 14) {
        out.write(0x40 | length >> 8);
        out.write(length);
      } else {
        out.write(0x80);
        for (int shift = 24; shift >= 0; shift -= 8) {
          out.write(length >> shift);
        }
      }
      out.write(library.text().array(), 0, length);
    }
    out.write(VERSION);
    out.write(0);
    long crc = crc(out.toByteArray(), out.size());
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.write((int) (crc >>> shift));
    }
    return out.toByteArray();
  }

  /** The texts of the libraries that {@code dump} stands for. */
  static List<Bytes> read(Bytes dump) {
    if (!isWhole(dump.array())) {
      throw new Refusal("ERR DUMP payload version or checksum are wrong");
    }
    LibraryDump reader = new LibraryDump(dump.array());
    List<Bytes> texts = new ArrayList<>();
    try {
      while (reader.at < reader.end) {
        if (reader.next() != LIBRARY) {
          throw new Refusal("ERR given type is not a function");
        }
        texts.add(Bytes.wrap(reader.text()));
      }
    } catch (IndexOutOfBoundsException cut) {
      throw new Refusal("ERR failed loading functions payload");
    }
    return texts;
  }

  private static boolean isWhole(byte[] dump) {
    if (dump.length < FOOT_BYTES) {
      return false;
    }
    int foot = dump.length - FOOT_BYTES;
    int version = (dump[foot] & 0xFF) | (dump[foot + 1] & 0xFF) << 8;
    long told = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      told |= (dump[foot + 2 + i] & 0xFFL) << (i * Byte.SIZE);
    }
    return version <= MOST_VERSION && (told == 0 || told == crc(dump, dump.length - Long.BYTES));
  }

  private int next() {
    return array[at++] & 0xFF;
  }

  private byte[] text() {
    int first = array[at] & 0xFF;
    if (first == COMPRESSED) {
      at++;
      int packed = length();
      int whole = length();
      byte[] out = unpacked(packed, whole);
      at += packed;
      return out;
    }
    int length = length();
    byte[] out = new byte[require(length)];
    System.arraycopy(array, at, out, 0, length);
    at += length;
    return out;
  }

  private int require(int length) {
    if (length < 0 || length > end - at) {
      throw new IndexOutOfBoundsException();
    }
    return length;
  }

  private int length() {
    int first = next();
    return switch (first >> 6) {
      case 0 -> first;
      case 1 -> (first & 0x3F) << 8 | next();
      case 2 -> {
        if (first != 0x80) {
          throw new IndexOutOfBoundsException();
        }
        yield next() << 24 | next() << 16 | next() << 8 | next();
      }
      default -> throw new IndexOutOfBoundsException();
    };
  }

  /**
   * LZF: a byte below 32 says how many bytes less one follow as they are; any other has a length in
   * its upper 3 bits (7: more in the next byte) and the upper 5 of 13 bits that say how far back to
   * copy from.
   */
  private byte[] unpacked(int packed, int whole) {
    int stop = at + require(packed);
    if (whole < 0 || whole > (long) packed * MOST_GROWTH) {
      throw new IndexOutOfBoundsException();
    }
    byte[] out = new byte[whole];
    int from = at;
    int to = 0;
    while (from < stop) {
      int control = array[from++] & 0xFF;
      if (control < 32) {
        System.arraycopy(array, from, out, to, control + 1);
        from += control + 1;
        to += control + 1;
        continue;
      }
      int length = control >> 5;
      if (length == 7) {
        length += array[from++] & 0xFF;
      }
      int back = to - ((control & 0x1F) << 8 | (array[from++] & 0xFF)) - 1;
      for (int i = 0; i < length + 2; i++) {
        out[to++] = out[back++];
      }
    }
    if (to != whole) {
      throw new IndexOutOfBoundsException();
    }
    return out;
  }

  private static long[] crcTable() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      long crc = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
      table[i] = crc;
    }
    return table;
  }

  private static long crc(byte[] bytes, int length) {
    long crc = 0;
    for (int i = 0; i < length; i++) {
      crc = CRC[(int) (crc ^ bytes[i]) & 0xFF] ^ crc >>> 8;
    }
    return crc;
  }
}
