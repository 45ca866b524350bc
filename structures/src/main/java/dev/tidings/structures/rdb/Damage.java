package dev.tidings.structures.rdb;

/** What was to be read is not what it says it is: it ends too early, or contradicts itself. */
public final class Damage extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what is wrong, for those who look for the reason. */
  public Damage(String message) {
    super(message, null, false, false);
  }

  /** Throws unless {@code holds}. */
  public static void unless(boolean holds, String message) {
    if (!holds) {
      throw new Damage(message);
    }
  }
}
