package dev.tidings.structures.hashes;

import dev.tidings.structures.Bytes;

/**
 * The fields of a hash in one of its forms. A <i>position</i> says where a field stands; it is good
 * until the next change.
 */
abstract sealed class Fields permits PackedFields, TableFields {
  abstract int size();

  abstract long heldBytes();

  abstract String encoding();

  abstract Fields copy();

  /** The position of {@code field}, or a negative number. */
  abstract int find(Bytes field);

  /** The position of the field at {@code index} in the order of the hash, from 0. */
  abstract int positionAt(int index);

  /** Shows the field at {@code position}, where there must be one, to {@code cursor}. */
  abstract void show(int position, FieldCursor cursor);

  /** Adds a field that is not there; returns its position. */
  abstract int add(Bytes field, Bytes value);

  /** Gives the field at {@code position} another value; the position stays good. */
  abstract void value(int position, Bytes value);

  abstract void removeAt(int position);

  /** When the field at {@code position} ends. */
  abstract long deadlineAt(int position);

  /** Lets the field of that name, which is there, end at {@code millis} or never. */
  abstract void deadline(Bytes field, long millis);

  /** The earliest of all. */
  abstract long earliestDeadline();

  /** Takes out fields that end before {@code nowMillis}, at most {@code most}; how many. */
  abstract int removeExpired(long nowMillis, int most);
}
