package dev.tidings.structures.rdb;

import dev.tidings.structures.LittleEndian;

/**
 * The packed strings of Redis up to 6.2.
 *
 * <pre>
 *   bytes (4)   last (4)   count (2)   entry   entry   …   FF
 *   all, and where the last entry is; the low byte first; count FFFF: unknown
 *
 *   entry    before    00llllll  text                up to 63 bytes
 *                      01llllll llllllll  text       up to 16383 bytes, the high byte first
 *                      80 llllllll ×4  text          more
 *                      C0, F0, D0, E0  number        of 2, 3, 4 or 8 bytes, the low one first
 *                      FE  number                    of one byte
 *                      F1 … FD                       0 to 12
 *   before   how many bytes the entry before takes: one byte, or FE and four
 * </pre>
 */
public final class Ziplist extends PackedStrings {
  private static final int HEAD = 10;
  private static final int END = 0xFF;
  private static final int LONG = 0xFE;
  private static final int MANY = 0xFFFF;

  private final int end;
  private final int last;
  private final int told;
  private int at = HEAD;
  private int beforeBytes;
  private int lastSeen;
  private int seen;

  /** All of {@code array} should be one. */
  public Ziplist(byte[] array) {
    super(array);
    Damage.unless(array.length > HEAD, "ziplist");
    end = array.length - 1;
    Damage.unless(
        LittleEndian.unsignedIntAt(array, 0) == array.length && (array[end] & 0xFF) == END,
        "ziplist");
    long lastAt = LittleEndian.unsignedIntAt(array, 4);
    Damage.unless(lastAt <= end, "ziplist");
    last = (int) lastAt;
    told = LittleEndian.unsignedShortAt(array, 8);
  }

  @Override
  public boolean next() {
    if (at == end) {
      // An empty one points to its end.
      Damage.unless(
          (told == MANY || seen == told) && last == (seen == 0 ? end : lastSeen), "ziplist");
      return false;
    }
    final int entry = at;
    Damage.unless(before() == beforeBytes, "ziplist");
    show();
    beforeBytes = at - entry;
    lastSeen = entry;
    seen++;
    return true;
  }

  private long before() {
    int first = array[take(1)] & 0xFF;
    Damage.unless(first != END, "ziplist");
    return first < LONG ? first : LittleEndian.unsignedIntAt(array, take(4));
  }

  private void show() {
    int head = array[take(1)] & 0xFF;
    switch (head >> 6) {
      case 0 -> text(head);
      case 1 -> text((head & 0x3F) << 8 | (array[take(1)] & 0xFF));
      case 2 -> {
        Damage.unless(head == 0x80, "ziplist");
        int from = take(4);
        long length = Integer.toUnsignedLong(Integer.reverseBytes((int) int32(from)));
        Damage.unless(length <= end - at, "ziplist");
        text((int) length);
      }
      default -> showNumber(number(head));
    }
  }

  private long int32(int from) {
    return LittleEndian.unsignedIntAt(array, from);
  }

  private void text(int length) {
    showText(take(length), length);
  }

  private long number(int head) {
    return switch (head) {
      case 0xC0 -> LittleEndian.signedAt(array, take(2), 2);
      case 0xF0 -> LittleEndian.signedAt(array, take(3), 3);
      case 0xD0 -> LittleEndian.signedAt(array, take(4), 4);
      case 0xE0 -> LittleEndian.signedAt(array, take(8), 8);
      case 0xFE -> array[take(1)];
      default -> {
        Damage.unless(head >= 0xF1 && head <= 0xFD, "ziplist");
        yield head - 0xF1;
      }
    };
  }

  private int take(int bytes) {
    Damage.unless(bytes <= end - at, "ziplist");
    int from = at;
    at += bytes;
    return from;
  }
}
