package dev.tidings.structures;

import java.util.HexFormat;

/**
 * The hash function XXH3 with the seed 0 and the secret that its specification gives, in 64 and in
 * 128 bits: what DIGEST tells, and what IDMPAUTO goes by.
 *
 * <p>How a text is hashed depends on its length in bytes; all of it together is the function, so
 * every branch must give exactly the bits that other programs compute.
 *
 * <pre>
 *   0        1 … 3     4 … 8     9 … 16     17 … 128      129 … 240      241 …
 *   secret   a word    two ends  two ends   16 at a time, from both      blocks of 16 stripes of 64
 *   alone                                   ends | from the start        bytes in eight accumulators
 * </pre>
 */
public final class Xxh3 {

  private static final long PRIME32_1 = 0x9E3779B1L;
  private static final long PRIME32_2 = 0x85EBCA77L;
  private static final long PRIME32_3 = 0xC2B2AE3DL;
  private static final long PRIME64_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME64_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME64_3 = 0x165667B19E3779F9L;
  private static final long PRIME64_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME64_5 = 0x27D4EB2F165667C5L;
  private static final long MIX_1 = 0x165667919E3779F9L;
  private static final long MIX_2 = 0x9FB21C651E98DF25L;

  private static final byte[] SECRET =
      HexFormat.of()
          .parseHex(
              "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                  + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                  + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                  + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                  + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                  + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

  private static final int STRIPE_BYTES = 64;
  private static final int SECRET_STEP = 8;
  private static final int STRIPES = (192 - STRIPE_BYTES) / SECRET_STEP;

  /** Both halves of a hash of 128 bits. */
  public record Hash128(long high, long low) {}

  private Xxh3() {}

  // ---- 64 bits ------------------------------------------------------------------------------

  /** The hash of {@code length} bytes from {@code offset} in 64 bits. */
  public static long hash64(byte[] array, int offset, int length) {
    if (length <= 16) {
      return hashShort(array, offset, length);
    }
    if (length <= 240) {
      return hashMiddle(array, offset, length);
    }
    long[] lanes = accumulate(array, offset, length);
    return merge(lanes, 11, length * PRIME64_1);
  }

  private static long hashShort(byte[] array, int at, int length) {
    if (length > 8) {
      long low = long64(array, at) ^ (secret(24) ^ secret(32));
      long high = long64(array, at + length - 8) ^ (secret(40) ^ secret(48));
      return avalanche(length + Long.reverseBytes(low) + high + fold(low, high));
    }
    if (length >= 4) {
      long both = ((long) int32(array, at) << 32) + word(array, at + length - 4);
      long mixed = both ^ (secret(8) ^ secret(16));
      mixed ^= Long.rotateLeft(mixed, 49) ^ Long.rotateLeft(mixed, 24);
      mixed *= MIX_2;
      mixed ^= (mixed >>> 35) + length;
      mixed *= MIX_2;
      return mixed ^ (mixed >>> 28);
    }
    if (length > 0) {
      long three = Integer.toUnsignedLong(threeBytes(array, at, length));
      return avalancheOfOld(three ^ (secretWord(0) ^ secretWord(4)));
    }
    return avalancheOfOld(secret(56) ^ secret(64));
  }

  private static long hashMiddle(byte[] array, int at, int length) {
    long sum = length * PRIME64_1;
    if (length <= 128) {
      for (int pair = (length - 1) / 32; pair >= 0; pair--) {
        sum += mix16(array, at + 16 * pair, 32 * pair);
        sum += mix16(array, at + length - 16 * (pair + 1), 32 * pair + 16);
      }
      return avalanche(sum);
    }
    for (int i = 0; i < 8; i++) {
      sum += mix16(array, at + 16 * i, 16 * i);
    }
    sum = avalanche(sum);
    for (int i = 8; i < length / 16; i++) {
      sum += mix16(array, at + 16 * i, 16 * (i - 8) + 3);
    }
    return avalanche(sum + mix16(array, at + length - 16, 136 - 17));
  }

  // ---- 128 bits -----------------------------------------------------------------------------

  /** The hash of {@code length} bytes from {@code offset} in 128 bits. */
  public static Hash128 hash128(byte[] array, int offset, int length) {
    if (length <= 16) {
      return shortOf128(array, offset, length);
    }
    if (length <= 240) {
      return middleOf128(array, offset, length);
    }
    long[] lanes = accumulate(array, offset, length);
    long high = merge(lanes, 192 - STRIPE_BYTES - 11, ~(length * PRIME64_2));
    return new Hash128(high, merge(lanes, 11, length * PRIME64_1));
  }

  private static Hash128 shortOf128(byte[] array, int at, int length) {
    if (length > 8) {
      return upTo16Of128(long64(array, at), long64(array, at + length - 8), length);
    }
    if (length >= 4) {
      long both = word(array, at) + ((long) int32(array, at + length - 4) << 32);
      long keyed = both ^ (secret(16) ^ secret(24));
      long by = PRIME64_1 + ((long) length << 2);
      long low = keyed * by;
      long high = Math.unsignedMultiplyHigh(keyed, by) + (low << 1);
      low ^= high >>> 3;
      low ^= low >>> 35;
      low *= MIX_2;
      return new Hash128(avalanche(high), low ^ (low >>> 28));
    }
    if (length > 0) {
      int low = threeBytes(array, at, length);
      int high = Integer.rotateLeft(Integer.reverseBytes(low), 13);
      return new Hash128(
          avalancheOfOld(Integer.toUnsignedLong(high) ^ (secretWord(8) ^ secretWord(12))),
          avalancheOfOld(Integer.toUnsignedLong(low) ^ (secretWord(0) ^ secretWord(4))));
    }
    return new Hash128(
        avalancheOfOld(secret(80) ^ secret(88)), avalancheOfOld(secret(64) ^ secret(72)));
  }

  private static Hash128 upTo16Of128(long first, long last, int length) {
    long mixed = first ^ last ^ (secret(32) ^ secret(40));
    long low = mixed * PRIME64_1 + ((long) (length - 1) << 54);
    long keyed = last ^ (secret(48) ^ secret(56));
    long high =
        Math.unsignedMultiplyHigh(mixed, PRIME64_1)
            + keyed
            + (keyed & 0xFFFFFFFFL) * (PRIME32_2 - 1);
    low ^= Long.reverseBytes(high);
    return new Hash128(
        avalanche(Math.unsignedMultiplyHigh(low, PRIME64_2) + high * PRIME64_2),
        avalanche(low * PRIME64_2));
  }

  private static Hash128 middleOf128(byte[] array, int at, int length) {
    long[] sums = {length * PRIME64_1, 0};
    if (length <= 128) {
      for (int pair = (length - 1) / 32; pair >= 0; pair--) {
        mix32(sums, array, at + 16 * pair, at + length - 16 * (pair + 1), 32 * pair);
      }
    } else {
      for (int i = 0; i < 128; i += 32) {
        mix32(sums, array, at + i, at + i + 16, i);
      }
      sums[0] = avalanche(sums[0]);
      sums[1] = avalanche(sums[1]);
      for (int i = 128; i + 32 <= length; i += 32) {
        mix32(sums, array, at + i, at + i + 16, i - 128 + 3);
      }
      mix32(sums, array, at + length - 16, at + length - 32, 136 - 17 - 16);
    }
    long high = sums[0] * PRIME64_1 + sums[1] * PRIME64_4 + length * PRIME64_2;
    return new Hash128(-avalanche(high), avalanche(sums[0] + sums[1]));
  }

  private static void mix32(long[] sums, byte[] array, int one, int other, int secretAt) {
    sums[0] += mix16(array, one, secretAt);
    sums[0] ^= long64(array, other) + long64(array, other + 8);
    sums[1] += mix16(array, other, secretAt + 16);
    sums[1] ^= long64(array, one) + long64(array, one + 8);
  }

  // ---- Long texts ---------------------------------------------------------------------------

  /** The eight accumulators after all of a text of more than 240 bytes. */
  private static long[] accumulate(byte[] array, int offset, int length) {
    long[] lanes = {
      PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1
    };
    int stripes = (length - 1) / STRIPE_BYTES;
    int inBlock = 0;
    for (int stripe = 0; stripe < stripes; stripe++) {
      addStripe(lanes, array, offset + stripe * STRIPE_BYTES, inBlock * SECRET_STEP);
      if (++inBlock == STRIPES) {
        scramble(lanes);
        inBlock = 0;
      }
    }
    addStripe(lanes, array, offset + length - STRIPE_BYTES, 192 - STRIPE_BYTES - 7);
    return lanes;
  }

  private static void addStripe(long[] lanes, byte[] array, int at, int secretAt) {
    for (int lane = 0; lane < 8; lane++) {
      long data = long64(array, at + 8 * lane);
      long keyed = data ^ secret(secretAt + 8 * lane);
      lanes[lane ^ 1] += data;
      lanes[lane] += (keyed & 0xFFFFFFFFL) * (keyed >>> 32);
    }
  }

  private static void scramble(long[] lanes) {
    for (int lane = 0; lane < 8; lane++) {
      long mixed = lanes[lane] ^ (lanes[lane] >>> 47) ^ secret(192 - STRIPE_BYTES + 8 * lane);
      lanes[lane] = mixed * PRIME32_1;
    }
  }

  private static long merge(long[] lanes, int secretAt, long start) {
    long sum = start;
    for (int pair = 0; pair < 4; pair++) {
      sum +=
          fold(
              lanes[2 * pair] ^ secret(secretAt + 16 * pair),
              lanes[2 * pair + 1] ^ secret(secretAt + 16 * pair + 8));
    }
    return avalanche(sum);
  }

  // ---- Parts --------------------------------------------------------------------------------

  private static long mix16(byte[] array, int at, int secretAt) {
    return fold(long64(array, at) ^ secret(secretAt), long64(array, at + 8) ^ secret(secretAt + 8));
  }

  private static long fold(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }

  private static long avalanche(long value) {
    long mixed = (value ^ (value >>> 37)) * MIX_1;
    return mixed ^ (mixed >>> 32);
  }

  /** The one of XXH64, which the shortest texts go through. */
  private static long avalancheOfOld(long value) {
    long mixed = (value ^ (value >>> 33)) * PRIME64_2;
    mixed = (mixed ^ (mixed >>> 29)) * PRIME64_3;
    return mixed ^ (mixed >>> 32);
  }

  /** One, two or three bytes and their number in a word. */
  private static int threeBytes(byte[] array, int at, int length) {
    return ((array[at] & 0xFF) << 16)
        | ((array[at + (length >> 1)] & 0xFF) << 24)
        | (array[at + length - 1] & 0xFF)
        | (length << 8);
  }

  private static long secret(int at) {
    return LittleEndian.longAt(SECRET, at);
  }

  private static long secretWord(int at) {
    return word(SECRET, at);
  }

  private static long long64(byte[] array, int at) {
    return LittleEndian.longAt(array, at);
  }

  private static int int32(byte[] array, int at) {
    return LittleEndian.intAt(array, at);
  }

  private static long word(byte[] array, int at) {
    return Integer.toUnsignedLong(int32(array, at));
  }
}
