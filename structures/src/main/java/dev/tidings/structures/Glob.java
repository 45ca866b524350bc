package dev.tidings.structures;

/**
 * The wildcard patterns of Redis, byte by byte.
 *
 * <pre>
 *   *        any bytes, also none; but only the empty pattern matches the empty name
 *   ?        any one byte
 *   [abc]    one of these bytes         [a-c]  one byte of a range, in either order
 *   [^abc]   one byte that is not among these
 *   \x       the byte x, in a class too; a \ that ends the pattern stands for itself
 *   x        the byte x
 * </pre>
 *
 * <p>Odd corners that clients can see and that are kept: a class that is not closed ends with the
 * pattern; {@code ]} closes a class even as its first byte, so {@code []} never matches and {@code
 * [^]} matches any byte; the ends of a range are compared as signed bytes, the way a server built
 * for x86 does; no name matches a pattern of more than {@link #STARS_MAX} runs of stars (a run at
 * the very end is not counted).
 *
 * <p>Each run of stars takes as little as will do and is never extended for the sake of an earlier
 * one, so a match takes at most (bytes of the pattern) × (bytes of the name) steps. Nothing is
 * allocated.
 */
public final class Glob {
  /** How many runs of stars a pattern may have before the rest of it and still match. */
  static final int STARS_MAX = 1000;

  private static final int MISMATCH = -1;

  private Glob() {}

  /** Whether {@code name} matches {@code pattern}. */
  public static boolean matches(Bytes pattern, Bytes name) {
    return matches(pattern.array(), name.array());
  }

  /** Whether {@code name} matches {@code pattern}. */
  public static boolean matches(byte[] pattern, byte[] name) {
    return matches(pattern, 0, pattern.length, name, 0, name.length, false);
  }

  /** Whether a stretch of the array {@code name} matches a stretch of the array {@code pattern}. */
  public static boolean matches(
      byte[] pattern,
      int patternOffset,
      int patternLength,
      byte[] name,
      int nameOffset,
      int nameLength) {
    return matches(
        pattern,
        patternOffset,
        patternOffset + patternLength,
        name,
        nameOffset,
        nameOffset + nameLength,
        false);
  }

  /**
   * Whether {@code name} matches {@code pattern} when the ASCII letters {@code A-Z} and {@code a-z}
   * are the same, as CONFIG GET compares. Two oddities of Redis are kept: a letter after a
   * backslash in a class does mind its case, and the ends of a range are put in order before they
   * are made small, so {@code [a-Z]} is empty.
   */
  public static boolean matchesIgnoringCase(byte[] pattern, byte[] name) {
    return matches(pattern, 0, pattern.length, name, 0, name.length, true);
  }

  private static boolean matches(
      byte[] pattern,
      int patternStart,
      int patternEnd,
      byte[] name,
      int nameStart,
      int nameEnd,
      boolean ignoringCase) {
    if (nameStart == nameEnd) {
      return patternStart == patternEnd;
    }
    int token = patternStart;
    int at = nameStart;
    int stars = 0;
    int tokenAfterStars = MISMATCH;
    int starsReach = nameStart;
    while (at < nameEnd) {
      if (token < patternEnd && pattern[token] == '*') {
        token = afterStars(pattern, token, patternEnd);
        if (token == patternEnd) {
          return true;
        }
        if (++stars > STARS_MAX) {
          return false;
        }
        tokenAfterStars = token;
        starsReach = at;
        continue;
      }
      int next =
          token < patternEnd ? step(pattern, token, patternEnd, name[at], ignoringCase) : MISMATCH;
      if (next != MISMATCH) {
        token = next;
        at++;
      } else if (tokenAfterStars != MISMATCH) {
        // Only the latest run of stars need take one byte more: what stands before it has matched
        // as early as it can, and a later match of that leaves fewer bytes for the rest.
        token = tokenAfterStars;
        at = ++starsReach;
      } else {
        return false;
      }
    }
    return afterStars(pattern, token, patternEnd) == patternEnd;
  }

  /** The first index from {@code token} on that holds no star. */
  static int afterStars(byte[] pattern, int token, int end) {
    int at = token;
    while (at < end && pattern[at] == '*') {
      at++;
    }
    return at;
  }

  /** The index after the token at {@code token}, which is no star, if it takes {@code b}. */
  private static int step(byte[] pattern, int token, int end, byte b, boolean ignoringCase) {
    return switch (pattern[token]) {
      case '?' -> token + 1;
      case '[' -> stepClass(pattern, token, end, b, ignoringCase);
      default -> {
        int literal = literalAt(pattern, token, end);
        yield same(pattern[literal], b, ignoringCase) ? literal + 1 : MISMATCH;
      }
    };
  }

  /** Where the byte itself stands of the literal token at {@code token}, which may be escaped. */
  static int literalAt(byte[] pattern, int token, int end) {
    return pattern[token] == '\\' && end - token >= 2 ? token + 1 : token;
  }

  /** The index after the class that opens at {@code token} if it holds {@code b}. */
  private static int stepClass(byte[] pattern, int token, int end, byte b, boolean ignoringCase) {
    int at = token + 1;
    boolean negated = at < end && pattern[at] == '^';
    if (negated) {
      at++;
    }
    boolean found = false;
    while (at < end && pattern[at] != ']') {
      int next = memberEnd(pattern, at, end);
      found |=
          switch (next - at) {
            case 1 -> same(pattern[at], b, ignoringCase);
            case 2 -> pattern[at + 1] == b;
            default -> inRange(pattern[at], pattern[at + 2], b, ignoringCase);
          };
      at = next;
    }
    return found == negated ? MISMATCH : Math.min(at + 1, end);
  }

  /**
   * The index after the member at {@code at} of a class: one byte for a plain member, two for an
   * escaped one, three for a range.
   */
  static int memberEnd(byte[] pattern, int at, int end) {
    if (pattern[at] == '\\' && end - at >= 2) {
      return at + 2;
    }
    return end - at >= 3 && pattern[at + 1] == '-' ? at + 3 : at + 1;
  }

  private static boolean inRange(byte one, byte other, byte b, boolean ignoringCase) {
    byte low = one < other ? one : other;
    byte high = one < other ? other : one;
    return ignoringCase ? small(low) <= small(b) && small(b) <= small(high) : low <= b && b <= high;
  }

  private static boolean same(byte one, byte other, boolean ignoringCase) {
    return one == other || (ignoringCase && small(one) == small(other));
  }

  private static byte small(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }
}
