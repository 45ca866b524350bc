package dev.tidings.structures;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of a {@link PatternIndex} with their values, each under a number that it keeps until
 * it is removed, and a hash index from pattern to number.
 *
 * <p>Patterns which match the same names ({@code a*} and {@code a**}) are twins: they form a list
 * through their numbers, and a {@link PatternTree} knows the first of it only.
 */
final class PatternEntries<V> {
  static final int NONE = -1;

  /** How many bits a number takes. */
  static final int NUMBER_BITS = 27;

  /** How many entries there may be, so that a number and an age share a long. */
  static final int ENTRIES_MAX = 1 << NUMBER_BITS;

  /** Ages stay some millions below what would fit, for entries that come during a visit. */
  private static final long AGE_END = (1L << (63 - NUMBER_BITS)) - (1L << NUMBER_BITS);

  private static final int FIRST_CAPACITY = 4;
  private static final int SPREAD = 0x9E3779B9;

  private @Nullable Bytes[] patterns = new Bytes[FIRST_CAPACITY];
  private @Nullable Object[] values = new Object[FIRST_CAPACITY];
  private int[] twinAfter = new int[FIRST_CAPACITY];

  /** The twin before; for a number that is free the next one that is. */
  private int[] twinBefore = new int[FIRST_CAPACITY];

  /** The lookup that last tried the entry, so that none tries it twice. */
  private int[] triedBy = new int[FIRST_CAPACITY];

  /** How many entries had come before each. */
  private long[] ages = new long[FIRST_CAPACITY];

  /** Open addressing: a number + 1, or 0 where free. */
  private int[] index = new int[FIRST_CAPACITY * 2];

  private int size;
  private int used;
  private int firstFree = NONE;
  private long nextAge;

  int size() {
    return size;
  }

  int capacity() {
    return patterns.length;
  }

  boolean isUsed(int number) {
    return patterns[number] != null;
  }

  Bytes pattern(int number) {
    return Objects.requireNonNull(patterns[number]);
  }

  @SuppressWarnings("unchecked")
  V value(int number) {
    return (V) Objects.requireNonNull(values[number]);
  }

  void changeValue(int number, V value) {
    values[number] = value;
  }

  /** The age of an entry and its number in one long, which orders entries by their age. */
  long ageAndNumber(int number) {
    return ages[number] << NUMBER_BITS | number;
  }

  /** The number in an {@link #ageAndNumber}. */
  static int number(long ageAndNumber) {
    return (int) (ageAndNumber & (ENTRIES_MAX - 1));
  }

  /** All entries by their age. */
  long[] byAge() {
    long[] all = new long[size];
    int count = 0;
    for (int number = 0; number < used; number++) {
      if (patterns[number] != null) {
        all[count++] = ageAndNumber(number);
      }
    }
    Arrays.sort(all);
    return all;
  }

  /** Whether so many entries have come that the next age would not fit beside a number. */
  boolean isOutOfAges() {
    return nextAge >= AGE_END;
  }

  /** The twin after {@code number}, or {@link #NONE}. */
  int twinAfter(int number) {
    return twinAfter[number];
  }

  /** Notes that {@code lookup} tries the entry; false if it has done so before. */
  boolean tryOnce(int number, int lookup) {
    if (triedBy[number] == lookup) {
      return false;
    }
    triedBy[number] = lookup;
    return true;
  }

  /** Forgets which lookup tried what. */
  void forgetLookups() {
    Arrays.fill(triedBy, 0);
  }

  /** The number of {@code pattern}, or {@link #NONE}. */
  int find(Bytes pattern) {
    int mask = index.length - 1;
    for (int slot = home(pattern); index[slot] != 0; slot = (slot + 1) & mask) {
      int number = index[slot] - 1;
      if (pattern.equals(patterns[number])) {
        return number;
      }
    }
    return NONE;
  }

  /** Adds a pattern that is not there, without twins, and returns its number. */
  int add(Bytes pattern, V value) {
    if (size >= index.length / 4 * 3) {
      layIndex(index.length * 2);
    }
    int number = freeNumber();
    patterns[number] = pattern;
    values[number] = value;
    twinAfter[number] = NONE;
    twinBefore[number] = NONE;
    triedBy[number] = 0;
    ages[number] = nextAge++;
    enter(number);
    size++;
    return number;
  }

  /** Takes out an entry that has no twins any more. */
  void remove(int number) {
    leave(number);
    patterns[number] = null;
    values[number] = null;
    twinBefore[number] = firstFree;
    firstFree = number;
    size--;
  }

  /** Makes {@code number} the twin after {@code first}. */
  void joinTwins(int first, int number) {
    int after = twinAfter[first];
    twinAfter[first] = number;
    twinBefore[number] = first;
    twinAfter[number] = after;
    if (after != NONE) {
      twinBefore[after] = number;
    }
  }

  /** Parts {@code number} from its twins, of which {@code first} is the first; the first left. */
  int partTwins(int first, int number) {
    int before = twinBefore[number];
    int after = twinAfter[number];
    if (before != NONE) {
      twinAfter[before] = after;
    }
    if (after != NONE) {
      twinBefore[after] = before;
    }
    return number == first ? after : first;
  }

  private int freeNumber() {
    if (firstFree != NONE) {
      int number = firstFree;
      firstFree = twinBefore[number];
      return number;
    }
    if (used == patterns.length) {
      grow();
    }
    return used++;
  }

  private void grow() {
    if (used >= ENTRIES_MAX) {
      throw new IllegalStateException("a pattern index holds at most 2^27 patterns");
    }
    int capacity = Math.min(used + (used >> 1), ENTRIES_MAX);
    patterns = Arrays.copyOf(patterns, capacity);
    values = Arrays.copyOf(values, capacity);
    twinAfter = Arrays.copyOf(twinAfter, capacity);
    twinBefore = Arrays.copyOf(twinBefore, capacity);
    triedBy = Arrays.copyOf(triedBy, capacity);
    ages = Arrays.copyOf(ages, capacity);
  }

  private int home(Bytes pattern) {
    return (pattern.hashCode() * SPREAD) >>> (Integer.numberOfLeadingZeros(index.length) + 1);
  }

  private void enter(int number) {
    int mask = index.length - 1;
    int slot = home(pattern(number));
    while (index[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    index[slot] = number + 1;
  }

  private void leave(int number) {
    int mask = index.length - 1;
    int gap = home(pattern(number));
    while (index[gap] != number + 1) {
      gap = (gap + 1) & mask;
    }
    for (int at = (gap + 1) & mask; index[at] != 0; at = (at + 1) & mask) {
      int distanceHome = (at - home(pattern(index[at] - 1))) & mask;
      if (distanceHome >= ((at - gap) & mask)) {
        index[gap] = index[at];
        gap = at;
      }
    }
    index[gap] = 0;
  }

  private void layIndex(int capacity) {
    index = new int[capacity];
    for (int number = 0; number < used; number++) {
      if (patterns[number] != null) {
        enter(number);
      }
    }
  }
}
