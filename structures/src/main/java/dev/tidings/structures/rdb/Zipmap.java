package dev.tidings.structures.rdb;

import dev.tidings.structures.LittleEndian;

/**
 * The small hashes of Redis up to 2.4: fields and values in turn.
 *
 * <pre>
 *   count (1)   field   value   field   value   …   FF        count 254: unknown
 *
 *   field    length text
 *   value    length free text (free bytes)                    free: one byte
 *   length   one byte up to 253; more: FE and four, the low byte first
 * </pre>
 */
public final class Zipmap extends PackedStrings {
  private static final int END = 0xFF;
  private static final int LONG = 0xFE;

  private final int end;
  private final int told;
  private int at = 1;
  private int seen;

  /** All of {@code array} should be one. */
  public Zipmap(byte[] array) {
    super(array);
    Damage.unless(array.length >= 2 && (array[array.length - 1] & 0xFF) == END, "zipmap");
    end = array.length - 1;
    told = array[0] & 0xFF;
  }

  @Override
  public boolean next() {
    if (at == end) {
      Damage.unless(told == LONG || seen == 2 * told, "zipmap");
      return false;
    }
    long length = array[take(1)] & 0xFF;
    Damage.unless(length != END, "zipmap");
    if (length == LONG) {
      length = LittleEndian.unsignedIntAt(array, take(4));
      Damage.unless(length >= LONG, "zipmap");
    }
    int free = (seen & 1) == 0 ? 0 : array[take(1)] & 0xFF;
    Damage.unless(length <= end - at, "zipmap");
    showText(take((int) length), (int) length);
    take(free);
    seen++;
    return true;
  }

  private int take(int bytes) {
    Damage.unless(bytes <= end - at, "zipmap");
    int from = at;
    at += bytes;
    return from;
  }
}
