package dev.tidings.structures;

/**
 * What a key holds, unless that is a plain string, which is held as the {@code byte[]} itself. Only
 * the turn that looked it up may touch it, and may not keep it.
 */
public abstract class Value {
  private static final int CLASS_SHIFT = 56;

  /**
   * The bytes, and above them in eight bits the class of the size: an own field would cost more.
   */
  private long counted;

  /** A value that nobody counts yet. */
  protected Value() {}

  /** Which type it is, as clients see it. */
  public abstract KeyType type();

  /** How it is kept, as OBJECT ENCODING tells it: {@code listpack}, {@code quicklist}. */
  public abstract String encoding();

  /** The heap that it takes, in bytes: kept up to date, not added up. */
  public abstract long heldBytes();

  /**
   * When the first part of it ends by itself, in milliseconds since 1970: a field of a hash. {@link
   * Deadlines#NONE} if nothing does.
   */
  public long earliestDeadline() {
    return Deadlines.NONE;
  }

  /** How many parts it has: elements, members, fields, entries; the bytes of a text. */
  public abstract long parts();

  /** The same content in memory of its own. */
  public abstract Value copy();

  /** What {@link #heldBytes} was when the key space last counted it. The key space's own. */
  public final long countedBytes() {
    return counted & ((1L << CLASS_SHIFT) - 1);
  }

  /** What the class of its size was then. The key space's own. */
  public final int countedClass() {
    return (int) (counted >>> CLASS_SHIFT);
  }

  /** The key space has counted {@code bytes}, and a size of a class. The key space's own. */
  public final void counted(long bytes, int sizeClass) {
    counted = bytes | (long) sizeClass << CLASS_SHIFT;
  }
}
