package dev.tidings.structures.hashes;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.HeapBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The fields of a small hash in one array, one behind the other in the order in which they came.
 * Searched from the first.
 *
 * <pre>
 *   without deadlines
 *   +---+-------+---+-------+---+-------+---+-------+- - -
 *   | n | field | n | value | n | field | n | value | room
 *   +---+-------+---+-------+---+-------+---+-------+- - -
 *     n: how many bytes follow: one byte up to 254, else 255 and four bytes
 *
 *   once a field has had a deadline (eight bytes each, {@link Deadlines#NONE} for none)
 *   +----------+----------+---+-------+---+-------+----------+- - -
 *   | earliest | deadline | n | field | n | value | deadline | …
 *   +----------+----------+---+-------+---+-------+----------+- - -
 * </pre>
 *
 * <p>A position is the offset of a field's first byte.
 */
final class PackedFields extends Fields {
  /** More is never packed, whatever the limits say: an array has an end. */
  static final int BYTES_MAX = 1 << 30;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int DEADLINE_BYTES = 8;
  private static final int LONG_LENGTH = 255;
  private static final int OBJECT_BYTES = 24;
  private static final byte[] NOTHING = new byte[0];

  private byte[] data = NOTHING;
  private int used;
  private int size;
  private boolean timed;

  @Override
  int size() {
    return size;
  }

  @Override
  long heldBytes() {
    return OBJECT_BYTES + (data.length == 0 ? 0 : HeapBytes.ofArray(data.length));
  }

  @Override
  String encoding() {
    return timed ? "listpackex" : "listpack";
  }

  @Override
  PackedFields copy() {
    PackedFields copy = new PackedFields();
    copy.data = data.clone();
    copy.used = used;
    copy.size = size;
    copy.timed = timed;
    return copy;
  }

  /** Whether the array has an end before a field of that size is in it. */
  boolean isTooSmallFor(Bytes field, Bytes value) {
    return (long) used + field.length() + value.length() + 32 > BYTES_MAX;
  }

  // ---- Looking ------------------------------------------------------------------------------

  @Override
  int find(Bytes field) {
    byte[] wanted = field.array();
    for (int at = head(); at < used; ) {
      int start = name(at);
      int length = length(start);
      int from = start + lengthBytes(length);
      int behind = from + length;
      if (length == wanted.length && Arrays.equals(data, from, behind, wanted, 0, wanted.length)) {
        return at;
      }
      at = behindText(behind);
    }
    return -1;
  }

  @Override
  int positionAt(int index) {
    int at = head();
    for (int passed = 0; passed < index; passed++) {
      at = behind(at);
    }
    return at;
  }

  @Override
  void show(int position, FieldCursor cursor) {
    cursor.deadline = deadlineAt(position);
    int at = name(position);
    int length = length(at);
    at += lengthBytes(length);
    cursor.fieldArray = data;
    cursor.fieldStart = at;
    cursor.fieldLength = length;
    at += length;
    length = length(at);
    at += lengthBytes(length);
    cursor.valueArray = data;
    cursor.valueStart = at;
    cursor.valueLength = length;
    cursor.behind = at + length;
  }

  private int head() {
    return timed ? DEADLINE_BYTES : 0;
  }

  /** Where the name of the field at {@code position} stands, with its length. */
  private int name(int position) {
    return timed ? position + DEADLINE_BYTES : position;
  }

  private int behind(int position) {
    return behindText(behindText(name(position)));
  }

  private int behindText(int at) {
    int length = length(at);
    return at + lengthBytes(length) + length;
  }

  private int length(int at) {
    int first = data[at] & 0xFF;
    return first < LONG_LENGTH ? first : (int) INTS.get(data, at + 1);
  }

  private static int lengthBytes(int length) {
    return length < LONG_LENGTH ? 1 : 5;
  }

  // ---- Changing -----------------------------------------------------------------------------

  @Override
  int add(Bytes field, Bytes value) {
    int position = used;
    int more = head() + textBytes(field) + textBytes(value);
    reserve(more);
    if (timed) {
      LONGS.set(data, position, Deadlines.NONE);
    }
    write(write(name(position), field), value);
    used += more;
    size++;
    return position;
  }

  @Override
  void value(int position, Bytes value) {
    int at = behindText(name(position));
    int behind = behindText(at);
    int growth = textBytes(value) - (behind - at);
    if (growth > 0) {
      reserve(growth);
    }
    if (growth != 0) {
      System.arraycopy(data, behind, data, behind + growth, used - behind);
      used += growth;
    }
    write(at, value);
    shrink();
  }

  @Override
  void removeAt(int position) {
    boolean first = timed && deadlineAt(position) == earliestDeadline();
    int behind = behind(position);
    System.arraycopy(data, behind, data, position, used - behind);
    used -= behind - position;
    size--;
    if (first) {
      findEarliest();
    }
    shrink();
  }

  private static int textBytes(Bytes text) {
    return lengthBytes(text.length()) + text.length();
  }

  private int write(int at, Bytes text) {
    int length = text.length();
    if (length < LONG_LENGTH) {
      data[at] = (byte) length;
    } else {
      data[at] = (byte) LONG_LENGTH;
      INTS.set(data, at + 1, length);
    }
    int from = at + lengthBytes(length);
    System.arraycopy(text.array(), 0, data, from, length);
    return from + length;
  }

  private void reserve(int more) {
    if (used + more > data.length) {
      data = Arrays.copyOf(data, capacity(used + more));
    }
  }

  private void shrink() {
    if (used < data.length / 2) {
      data = Arrays.copyOf(data, capacity(used));
    }
  }

  /** An eighth more than is needed, up to where the heap's own rounding ends. */
  private static int capacity(int needed) {
    return needed == 0 ? 0 : HeapBytes.room(needed + needed / 8);
  }

  // ---- Deadlines ----------------------------------------------------------------------------

  @Override
  long deadlineAt(int position) {
    return timed ? (long) LONGS.get(data, position) : Deadlines.NONE;
  }

  @Override
  void deadline(Bytes field, long millis) {
    if (!timed) {
      if (millis == Deadlines.NONE) {
        return;
      }
      makeRoomForDeadlines();
    }
    int position = find(field);
    long before = deadlineAt(position);
    LONGS.set(data, position, millis);
    if (millis <= earliestDeadline()) {
      LONGS.set(data, 0, millis);
    } else if (before == earliestDeadline()) {
      findEarliest();
    }
  }

  @Override
  long earliestDeadline() {
    return timed ? (long) LONGS.get(data, 0) : Deadlines.NONE;
  }

  @Override
  int removeExpired(long nowMillis, int most) {
    if (earliestDeadline() >= nowMillis) {
      return 0;
    }
    int removed = 0;
    int kept = head();
    for (int at = kept; at < used; ) {
      int behind = behind(at);
      if (removed < most && deadlineAt(at) < nowMillis) {
        removed++;
      } else {
        System.arraycopy(data, at, data, kept, behind - at);
        kept += behind - at;
      }
      at = behind;
    }
    used = kept;
    size -= removed;
    findEarliest();
    shrink();
    return removed;
  }

  private void findEarliest() {
    long earliest = Deadlines.NONE;
    for (int at = head(); at < used; at = behind(at)) {
      earliest = Math.min(earliest, deadlineAt(at));
    }
    LONGS.set(data, 0, earliest);
  }

  private void makeRoomForDeadlines() {
    int needed = DEADLINE_BYTES + used + size * DEADLINE_BYTES;
    byte[] target = new byte[capacity(needed)];
    LONGS.set(target, 0, Deadlines.NONE);
    int to = DEADLINE_BYTES;
    for (int at = 0; at < used; ) {
      int behind = behind(at);
      LONGS.set(target, to, Deadlines.NONE);
      System.arraycopy(data, at, target, to + DEADLINE_BYTES, behind - at);
      to += DEADLINE_BYTES + behind - at;
      at = behind;
    }
    data = target;
    used = to;
    timed = true;
  }
}
