package dev.tidings.structures.packs;

import dev.tidings.structures.HeapBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Short strings side by side in one array, in an order of their own.
 *
 * <pre>
 *        start                                  end
 *   +------+--------+---------+----+--------------+-------+
 *   | free | "news" |  12345  | …  | "last words" | free  |
 *   +------+--------+---------+----+--------------+-------+
 * </pre>
 *
 * <p>Strings are reached by where they are in the array, from {@link #first} by {@link #next} or
 * from {@link #end} by {@link #before}; what is found there is good until the next change. How one
 * is written stands in {@link Form}. Adding and removing at both ends takes constant time, in
 * between the shorter side is moved.
 *
 * <p>Not for more than a few ten thousand bytes. One thread at a time.
 */
public class Pack {
  /** The object itself: head, array, three numbers. */
  private static final int OBJECT_BYTES = 24;

  /** What a listpack of Redis has beside its entries. */
  private static final int FRAME_BYTES = 7;

  /** An array up to this size is kept though it is nearly empty. */
  private static final int SMALL = 64;

  private static final byte[] NOTHING = new byte[0];

  private byte[] data = NOTHING;
  private int start;
  private int end;
  private int count;

  /** An empty pack. */
  public Pack() {}

  /** A copy of {@code other} without room to spare. */
  public Pack(Pack other) {
    data = Arrays.copyOfRange(other.data, other.start, other.start + HeapBytes.room(other.bytes()));
    end = other.bytes();
    count = other.count;
  }

  // ---- What there is ------------------------------------------------------------------------

  /** How many strings. */
  public final int count() {
    return count;
  }

  /** Whether there is no string. */
  public final boolean isEmpty() {
    return count == 0;
  }

  /** How many bytes the strings take as they are written. */
  public final int bytes() {
    return end - start;
  }

  /** How many bytes a listpack of Redis with the same strings has: what limits are about. */
  public final int listpackBytes() {
    return FRAME_BYTES + end - start;
  }

  /** The heap that the pack takes, in bytes. */
  public long heldBytes() {
    return OBJECT_BYTES + arrayBytes();
  }

  /** The heap that the pack's array takes, in bytes. */
  protected final long arrayBytes() {
    return data == NOTHING ? 0 : HeapBytes.ofArray(data.length);
  }

  /** Where the first string is; {@link #end} if there is none. */
  public final int first() {
    return start;
  }

  /** Behind the last string. */
  public final int end() {
    return end;
  }

  /** Where the string behind the one at {@code at} is. */
  public final int next(int at) {
    int bytes = Form.bytesAt(data, at);
    return at + bytes + Form.bytesOfLength(bytes);
  }

  /** Where the string before {@code at} is. */
  public final int before(int at) {
    int bytes = Form.bytesBefore(data, at);
    return at - bytes - Form.bytesOfLength(bytes);
  }

  /** Where the string number {@code index} is, from 0 to {@link #count()}, which is the end. */
  public final int seek(int index) {
    if (index <= count / 2) {
      int at = start;
      for (int i = 0; i < index; i++) {
        at = next(at);
      }
      return at;
    }
    int at = end;
    for (int i = count; i > index; i--) {
      at = before(at);
    }
    return at;
  }

  /** Where the first string equal to {@code wanted} is, from {@code from} on; -1 if nowhere. */
  public final int find(Element wanted, int from) {
    for (int at = from; at < end; at = next(at)) {
      if (wanted.is(data, at)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether the string at {@code at} is {@code wanted}. */
  public final boolean is(Element wanted, int at) {
    return wanted.is(data, at);
  }

  /** Whether the string at {@code at} is kept as a number. */
  public final boolean isNumber(int at) {
    return Form.isNumber(data, at);
  }

  /** The number at {@code at}. */
  public final long number(int at) {
    return Form.number(data, at);
  }

  /** The array in which texts are; not to be changed. */
  public final byte[] array() {
    return data;
  }

  /** Where in {@link #array} the text at {@code at} begins. */
  public final int textOffset(int at) {
    return Form.textOffset(data, at);
  }

  /** How many bytes the text at {@code at} has. */
  public final int textLength(int at) {
    return Form.textLength(data, at);
  }

  /** The string at {@code at} in an array of its own. */
  public final byte[] text(int at) {
    if (Form.isNumber(data, at)) {
      return Long.toString(Form.number(data, at)).getBytes(StandardCharsets.ISO_8859_1);
    }
    int from = Form.textOffset(data, at);
    return Arrays.copyOfRange(data, from, from + Form.textLength(data, at));
  }

  // ---- Changing -----------------------------------------------------------------------------

  /** Adds {@code element} behind the last. */
  public final void append(Element element) {
    insert(end, element);
  }

  /** Adds {@code element} before the first. */
  public final void prepend(Element element) {
    insert(start, element);
  }

  /** Adds {@code element} before the string at {@code at}, which may be the end. */
  public final void insert(int at, Element element) {
    int opened = open(at, element.packedBytes());
    element.write(data, opened);
    count++;
  }

  /** Puts {@code element} in place of the string at {@code at}. */
  public final void replace(int at, Element element) {
    int room = next(at) - at;
    int needed = element.packedBytes();
    int place = needed > room ? open(at, needed - room) : close(at, room - needed);
    element.write(data, place);
    shrink();
  }

  /** Takes out the string at {@code at}. */
  public final void remove(int at) {
    remove(at, next(at), 1);
  }

  /** Takes out the {@code strings} strings from {@code from} to before {@code to}. */
  public final void remove(int from, int to, int strings) {
    close(from, to - from);
    count -= strings;
    shrink();
  }

  /** How many strings are equal to {@code wanted}. */
  public final int countOf(Element wanted) {
    int found = 0;
    for (int at = start; at < end; at = next(at)) {
      found += wanted.is(data, at) ? 1 : 0;
    }
    return found;
  }

  /**
   * Takes out strings that are equal to {@code wanted}, of which the first {@code spared} stay, and
   * at most {@code most}; answers how many.
   */
  public final int removeAll(Element wanted, int spared, int most) {
    int removed = 0;
    int met = 0;
    int into = start;
    int at = start;
    while (at < end) {
      int next = next(at);
      if (removed < most && wanted.is(data, at) && met++ >= spared) {
        removed++;
      } else {
        if (into != at) {
          System.arraycopy(data, at, data, into, next - at);
        }
        into += next - at;
      }
      at = next;
    }
    end = into;
    count -= removed;
    shrink();
    return removed;
  }

  /** Takes out all strings. */
  public final void clear() {
    data = NOTHING;
    start = 0;
    end = 0;
    count = 0;
  }

  /** Gives memory back that is not used. */
  public final void trim() {
    if (data.length > HeapBytes.room(end - start)) {
      resize(HeapBytes.room(end - start), 0);
    }
  }

  /** Adds the strings of {@code other} from {@code from} to before {@code to} behind the last. */
  public final void appendAll(Pack other, int from, int to, int strings) {
    int at = open(end, to - from);
    System.arraycopy(other.data, from, data, at, to - from);
    count += strings;
  }

  /** Makes {@code bytes} free before {@code at}; answers where they begin. */
  private int open(int at, int bytes) {
    int before = at - start;
    int behind = end - at;
    boolean atFront = before < behind;
    if ((atFront ? start : data.length - end) < bytes) {
      grow(bytes, atFront);
    }
    if (atFront) {
      System.arraycopy(data, start, data, start - bytes, before);
      start -= bytes;
    } else {
      System.arraycopy(data, start + before, data, start + before + bytes, behind);
      end += bytes;
    }
    return start + before;
  }

  /** Makes room for {@code bytes} more on one side: what is free on the other, if it is enough. */
  private void grow(int bytes, boolean atFront) {
    int used = end - start;
    int free = data.length - used;
    if (free - free / 4 >= bytes + used / 8) {
      resize(data.length, atFront ? free - free / 4 : free / 4);
    } else {
      int room = HeapBytes.room(used + bytes + used / 4);
      resize(room, atFront ? room - used : 0);
    }
  }

  private void shrink() {
    if (data.length > SMALL && end - start < data.length / 4) {
      resize(HeapBytes.room((end - start) * 2), 0);
    }
  }

  private void resize(int room, int newStart) {
    int used = end - start;
    byte[] into = room == data.length ? data : new byte[room];
    System.arraycopy(data, start, into, newStart, used);
    data = into;
    start = newStart;
    end = newStart + used;
  }

  /** Closes a gap of {@code bytes} from {@code at}; answers where what is behind it begins. */
  private int close(int at, int bytes) {
    int before = at - start;
    int behind = end - at - bytes;
    if (before < behind) {
      System.arraycopy(data, start, data, start + bytes, before);
      start += bytes;
      return at + bytes;
    }
    System.arraycopy(data, at + bytes, data, at, behind);
    end -= bytes;
    return at;
  }
}
