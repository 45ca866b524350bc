package dev.tidings.structures.rdb;

/**
 * The compression of long strings: what stood before within 8192 bytes is told by where and how
 * much.
 *
 * <pre>
 *   000lllll  bytes             l + 1 bytes as they are
 *   lllooooo  oooooooo          l + 2 bytes again, from o + 1 bytes before; l from 1 to 6
 *   111ooooo  llllllll oooooooo the same, l + 9 bytes
 * </pre>
 */
public final class Lzf {
  private static final int MOST_PLAIN = 32;
  private static final int MOST_BACK = 1 << 13;
  private static final int LEAST_AGAIN = 3;
  private static final int MOST_AGAIN = 264;

  /** From this length on a length byte of its own follows. */
  private static final int LONG_AGAIN = 9;

  private static final int LEAST_INDEX_BITS = 7;
  private static final int MOST_INDEX_BITS = 14;

  private Lzf() {}

  // ---- Packing ------------------------------------------------------------------------------

  /**
   * Compresses {@code length} bytes of {@code from} into {@code into}.
   *
   * @return how many bytes that took; 0 if {@code into} is too small for them
   */
  public static int pack(byte[] from, int offset, int length, byte[] into) {
    return new Packing(from, offset, length, into).pack();
  }

  private static final class Packing {
    private final byte[] from;
    private final int end;
    private final byte[] into;

    /** By a hash of three bytes, where they stood last, plus one. */
    private final int[] index;

    private final int shift;
    private int at;
    private int to;

    /** Where the bytes begin that are still to be written as they are. */
    private int plain;

    Packing(byte[] from, int offset, int length, byte[] into) {
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length);
      int indexBits = Math.clamp(bits, LEAST_INDEX_BITS, MOST_INDEX_BITS);
      this.from = from;
      this.at = offset;
      this.plain = offset;
      this.end = offset + length;
      this.into = into;
      this.index = new int[1 << indexBits];
      this.shift = Integer.SIZE - indexBits;
    }

    int pack() {
      while (at <= end - LEAST_AGAIN) {
        int hash = hash(at);
        int before = index[hash] - 1;
        index[hash] = at + 1;
        if (before < 0 || at - before > MOST_BACK || !isSame(before, at)) {
          at++;
        } else if (!writePlain() || !writeAgain(before)) {
          return 0;
        }
      }
      at = end;
      return writePlain() ? to : 0;
    }

    private int hash(int place) {
      int three =
          (from[place] & 0xFF) << 16 | (from[place + 1] & 0xFF) << 8 | (from[place + 2] & 0xFF);
      return (three * 0x9E3779B1) >>> shift;
    }

    private boolean isSame(int one, int other) {
      return from[one] == from[other]
          && from[one + 1] == from[other + 1]
          && from[one + 2] == from[other + 2];
    }

    /** Writes the bytes up to here that nothing stands for; false if there is no room. */
    private boolean writePlain() {
      while (plain < at) {
        int count = Math.min(MOST_PLAIN, at - plain);
        if (to + 1 + count > into.length) {
          return false;
        }
        into[to++] = (byte) (count - 1);
        System.arraycopy(from, plain, into, to, count);
        to += count;
        plain += count;
      }
      return true;
    }

    private boolean writeAgain(int before) {
      int most = Math.min(MOST_AGAIN, end - at);
      int length = LEAST_AGAIN;
      while (length < most && from[before + length] == from[at + length]) {
        length++;
      }
      if (to + 3 > into.length) {
        return false;
      }
      int back = at - before - 1;
      if (length < LONG_AGAIN) {
        into[to++] = (byte) ((length - 2) << 5 | back >> 8);
      } else {
        into[to++] = (byte) (7 << 5 | back >> 8);
        into[to++] = (byte) (length - LONG_AGAIN);
      }
      into[to++] = (byte) back;
      int behind = at + length;
      for (at++; at < behind; at++) {
        if (at <= end - LEAST_AGAIN) {
          index[hash(at)] = at + 1;
        }
      }
      plain = at;
      return true;
    }
  }

  // ---- Unpacking ----------------------------------------------------------------------------

  /**
   * What {@code packed} bytes of {@code from} stand for, which should be {@code whole} bytes: they
   * are measured before memory is taken.
   *
   * @throws Damage if they are not
   */
  public static byte[] unpack(byte[] from, int offset, int packed, long whole) {
    Damage.unless(measure(from, offset, packed, whole) == whole, "compressed string");
    byte[] into = new byte[(int) whole];
    int at = offset;
    int to = 0;
    while (to < whole) {
      int control = from[at++] & 0xFF;
      if (control < MOST_PLAIN) {
        System.arraycopy(from, at, into, to, control + 1);
        at += control + 1;
        to += control + 1;
        continue;
      }
      int length = (control >> 5) + 2;
      if (length == LONG_AGAIN) {
        length += from[at++] & 0xFF;
      }
      int back = to - ((control & 0x1F) << 8 | (from[at++] & 0xFF)) - 1;
      for (int i = 0; i < length; i++) {
        into[to++] = into[back++];
      }
    }
    return into;
  }

  /** How many bytes there will be; -1 if something is missing or refers to before the start. */
  private static long measure(byte[] from, int offset, int packed, long most) {
    int end = offset + packed;
    int at = offset;
    long to = 0;
    while (at < end) {
      int control = from[at++] & 0xFF;
      if (control < MOST_PLAIN) {
        at += control + 1;
        to += control + 1;
      } else {
        int length = (control >> 5) + 2;
        if (length == LONG_AGAIN && at < end) {
          length += from[at++] & 0xFF;
        }
        if (at >= end || ((control & 0x1F) << 8 | (from[at++] & 0xFF)) >= to) {
          return -1;
        }
        to += length;
      }
      if (to > most || to > Integer.MAX_VALUE - 16) {
        return -1;
      }
    }
    return at == end ? to : -1;
  }
}
