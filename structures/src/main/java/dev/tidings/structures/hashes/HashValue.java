package dev.tidings.structures.hashes;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.Value;

/**
 * A hash: fields with values, each of which may end at an instant of its own.
 *
 * <p>Small hashes are packed into one array, in the order in which the fields came; where the
 * limits are passed the fields move to a dense table, in which the last field takes the place of
 * one that leaves, and stay there. Neither order follows from a hash code.
 *
 * <p>A field whose deadline has passed is still there until {@link #removeExpired}: who holds the
 * hash is the one to know the time.
 */
public final class HashValue extends Value {
  private static final int OBJECT_BYTES = 24;

  private Fields fields;

  /** An empty hash. */
  public HashValue() {
    this(new PackedFields());
  }

  private HashValue(Fields fields) {
    this.fields = fields;
  }

  @Override
  public KeyType type() {
    return KeyType.HASH;
  }

  /** {@code listpack}, with deadlines {@code listpackex}, or {@code hashtable}. */
  @Override
  public String encoding() {
    return fields.encoding();
  }

  @Override
  public long heldBytes() {
    return OBJECT_BYTES + fields.heldBytes();
  }

  @Override
  public HashValue copy() {
    return new HashValue(fields.copy());
  }

  @Override
  public long parts() {
    return size();
  }

  /** How many fields. */
  public int size() {
    return fields.size();
  }

  /** Whether it is packed: then it is walked through as a whole. */
  public boolean isPacked() {
    return fields instanceof PackedFields;
  }

  /** A cursor before the first field. */
  public FieldCursor cursor() {
    return new FieldCursor(fields);
  }

  /** Whether there is such a field. */
  public boolean contains(Bytes field) {
    return fields.find(field) >= 0;
  }

  /**
   * Gives {@code field} a value and takes its deadline away.
   *
   * @return whether the field is new
   */
  public boolean set(Bytes field, Bytes value, HashLimits limits) {
    boolean added = put(field, value, limits);
    if (!added && fields.earliestDeadline() != Deadlines.NONE) {
      fields.deadline(field, Deadlines.NONE);
    }
    return added;
  }

  /** The same, but a field that is there keeps its deadline. */
  public boolean put(Bytes field, Bytes value, HashLimits limits) {
    if (fields instanceof PackedFields packed
        && (!limits.allow(field, value) || packed.isTooSmallFor(field, value))) {
      unpack();
    }
    int position = fields.find(field);
    if (position >= 0) {
      fields.value(position, value);
    } else {
      fields.add(field, value);
    }
    if (fields.size() > limits.entries() && isPacked()) {
      unpack();
    }
    return position < 0;
  }

  /** Takes {@code field} out; false if there is none. */
  public boolean remove(Bytes field) {
    int position = fields.find(field);
    if (position < 0) {
      return false;
    }
    fields.removeAt(position);
    return true;
  }

  /** Makes it a table, which it stays. */
  void unpack() {
    TableFields table = new TableFields();
    for (FieldCursor at = cursor(); at.next(); ) {
      Bytes name = at.field();
      table.add(name, at.value());
      if (at.deadline() != Deadlines.NONE) {
        table.deadline(name, at.deadline());
      }
    }
    fields = table;
  }

  // ---- Deadlines ----------------------------------------------------------------------------

  /**
   * When {@code field} ends, in milliseconds since 1970; {@link Deadlines#NONE} if never, or if it
   * is not there.
   */
  public long deadline(Bytes field) {
    int position = fields.find(field);
    return position < 0 ? Deadlines.NONE : fields.deadlineAt(position);
  }

  /** Lets {@code field}, which must be there, end at {@code millis}, or never. */
  public void deadline(Bytes field, long millis) {
    if (!contains(field)) {
      throw new IllegalStateException("no such field: " + field);
    }
    fields.deadline(field, millis);
  }

  @Override
  public long earliestDeadline() {
    return fields.earliestDeadline();
  }

  /**
   * Takes out fields whose deadline is before {@code nowMillis}.
   *
   * @param most how many at most
   * @return how many
   */
  public int removeExpired(long nowMillis, int most) {
    return fields.removeExpired(nowMillis, most);
  }
}
