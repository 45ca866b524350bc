package dev.tidings.structures.sets;

/**
 * Up to where a set is kept in a small form.
 *
 * @param numbers {@code set-max-intset-entries}: members, if all are whole numbers
 * @param entries {@code set-max-listpack-entries}: members
 * @param value {@code set-max-listpack-value}: bytes of a member
 */
public record SetLimits(long numbers, long entries, long value) {
  private static final long MOST_NUMBERS = 1 << 30;

  /** What Redis starts with. */
  public static final SetLimits DEFAULT = new SetLimits(512, 128, 64);

  /** Not more numbers than an array can hold. */
  public SetLimits {
    numbers = Math.min(numbers, MOST_NUMBERS);
  }
}
