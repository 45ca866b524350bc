package dev.tidings.structures.hashes;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;

/**
 * Stands at one field of a hash and shows it where it lies, without copying: field and value are
 * stretches of arrays that belong to the hash. Good until the hash changes; not to be written
 * through.
 *
 * <pre>{@code
 * for (FieldCursor at = hash.cursor(); at.next(); ) {
 *   reply.bulk(at.fieldArray(), at.fieldStart(), at.fieldLength());
 *   reply.bulk(at.valueArray(), at.valueStart(), at.valueLength());
 * }
 * }</pre>
 */
public final class FieldCursor {
  private static final byte[] NOTHING = new byte[0];

  private final Fields fields;
  private int index = -1;

  // What follows is set by the form of the hash.
  byte[] fieldArray = NOTHING;
  int fieldStart;
  int fieldLength;
  byte[] valueArray = NOTHING;
  int valueStart;
  int valueLength;
  long deadline = Deadlines.NONE;

  /** The position behind this field, from which the next one is shown. */
  int behind;

  FieldCursor(Fields fields) {
    this.fields = fields;
    this.behind = fields.positionAt(0);
  }

  /** Goes to the next field in the order of the hash; false if there is none. */
  public boolean next() {
    if (++index >= fields.size()) {
      return false;
    }
    fields.show(behind, this);
    return true;
  }

  /** Goes to the field at {@code at} in the order of the hash, from 0; there must be one. */
  public void goTo(int at) {
    index = at;
    fields.show(fields.positionAt(at), this);
  }

  /** Goes to {@code field}; false if there is none. {@link #next} goes nowhere after this. */
  public boolean find(Bytes field) {
    int position = fields.find(field);
    if (position < 0) {
      return false;
    }
    index = fields.size();
    fields.show(position, this);
    return true;
  }

  /** The array in which the field's name lies. */
  public byte[] fieldArray() {
    return fieldArray;
  }

  /** Where the name starts. */
  public int fieldStart() {
    return fieldStart;
  }

  /** How many bytes the name has. */
  public int fieldLength() {
    return fieldLength;
  }

  /** The array in which the value lies. */
  public byte[] valueArray() {
    return valueArray;
  }

  /** Where the value starts. */
  public int valueStart() {
    return valueStart;
  }

  /** How many bytes the value has. */
  public int valueLength() {
    return valueLength;
  }

  /** When the field ends, in milliseconds since 1970, or {@link Deadlines#NONE}. */
  public long deadline() {
    return deadline;
  }

  /** The name as a value of its own. */
  public Bytes field() {
    return Bytes.copyOf(fieldArray, fieldStart, fieldLength);
  }

  /** The value as a value of its own. */
  public Bytes value() {
    return Bytes.copyOf(valueArray, valueStart, valueLength);
  }
}
