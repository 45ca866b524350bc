package dev.tidings.structures.hashes;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.DenseBytes;
import dev.tidings.structures.HeapBytes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a large hash in a dense table, the values beside it, and a heap of deadlines. A
 * position is a place in the table.
 *
 * <pre>
 *   place       0       1       2
 *   names     byte[]  byte[]  byte[]      with an index, see {@link DenseBytes}
 *   values    byte[]  byte[]  byte[]
 *   deadlines (beside, only for those that have one, see {@link Deadlines})
 * </pre>
 */
final class TableFields extends Fields {
  /** This object, the table's and the heap's, and the head of the array of values. */
  private static final int OBJECT_BYTES = 24 + 32 + 32 + 16;

  private static final int REFERENCE_BYTES = 4;
  private static final byte[][] NOTHING = new byte[0][];

  private final DenseBytes names;
  private final Deadlines deadlines = new Deadlines();
  private byte[] @Nullable [] values;
  private long textBytes;

  TableFields() {
    this(new DenseBytes(), NOTHING, 0);
  }

  private TableFields(DenseBytes names, byte[] @Nullable [] values, long textBytes) {
    this.names = names;
    this.values = values;
    this.textBytes = textBytes;
  }

  @Override
  int size() {
    return names.size();
  }

  @Override
  long heldBytes() {
    return OBJECT_BYTES
        + names.heldBytes()
        + (long) REFERENCE_BYTES * values.length
        + deadlines.heldBytes()
        + textBytes;
  }

  @Override
  String encoding() {
    return "hashtable";
  }

  @Override
  TableFields copy() {
    // The texts are shared: nobody changes them.
    TableFields copy = new TableFields(names.copy(), values.clone(), textBytes);
    for (int place = 0; deadlines.size() > 0 && place < names.size(); place++) {
      copy.deadlines.set(place, deadlines.of(place));
    }
    return copy;
  }

  @Override
  int find(Bytes field) {
    return names.placeOf(field);
  }

  @Override
  int positionAt(int index) {
    return index;
  }

  @Override
  void show(int position, FieldCursor cursor) {
    cursor.fieldArray = names.at(position);
    cursor.fieldStart = 0;
    cursor.fieldLength = cursor.fieldArray.length;
    cursor.valueArray = valueAt(position);
    cursor.valueStart = 0;
    cursor.valueLength = cursor.valueArray.length;
    cursor.deadline = deadlines.of(position);
    cursor.behind = position + 1;
  }

  private byte[] valueAt(int place) {
    return Objects.requireNonNull(values[place]);
  }

  @Override
  int add(Bytes field, Bytes value) {
    int place = names.add(field);
    follow();
    values[place] = value.array();
    textBytes += HeapBytes.ofArray(field.length()) + HeapBytes.ofArray(value.length());
    return place;
  }

  @Override
  void value(int position, Bytes value) {
    textBytes += HeapBytes.ofArray(value.length()) - HeapBytes.ofArray(valueAt(position).length);
    values[position] = value.array();
  }

  @Override
  void removeAt(int position) {
    int last = names.size() - 1;
    deadlines.set(position, Deadlines.NONE);
    deadlines.move(last, position);
    textBytes -=
        HeapBytes.ofArray(names.at(position).length) + HeapBytes.ofArray(valueAt(position).length);
    values[position] = values[last];
    values[last] = null;
    names.removeAt(position);
    follow();
  }

  /** Makes the array of values as long as that of the names. */
  private void follow() {
    if (values.length != names.capacity()) {
      values = Arrays.copyOf(values, names.capacity());
    }
  }

  @Override
  long deadlineAt(int position) {
    return deadlines.of(position);
  }

  @Override
  void deadline(Bytes field, long millis) {
    deadlines.set(names.placeOf(field), millis);
  }

  @Override
  long earliestDeadline() {
    return deadlines.earliest();
  }

  @Override
  int removeExpired(long nowMillis, int most) {
    int removed = 0;
    while (removed < most && deadlines.earliest() < nowMillis) {
      removeAt(deadlines.earliestPlace());
      removed++;
    }
    return removed;
  }
}
