package dev.tidings.structures;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of byte strings that stand side by side in an array: {@link DenseSet} for strings that cost
 * no object but their bytes.
 *
 * <pre>
 *   index   (open addressing, twice as long as the arrays; none up to 8 members)
 *   +---+---+---+---+---+---+---+---+
 *   | 0 | 3 | 0 | 1 | 0 | 0 | 2 | 0 |     0: free, else place + 1
 *   +---+---+---+---+---+---+---+---+
 *         place   0       1       2
 *   members     byte[]  byte[]  byte[]    in the order in which they came
 *   hashes      int     int     int
 * </pre>
 *
 * <p>A new member takes the last place; when one leaves, the last one takes its place. So the order
 * follows from the calls made and never from a hash. Whoever walks from the last place to the first
 * meets every member that stays.
 *
 * <p>Constant time, but the call that doubles or halves the arrays takes time with their length.
 * Sixteen bytes for each member beside its own when the arrays are full, 32 just after growing.
 */
public final class DenseBytes {
  /** Up to so many members are searched one by one, which is quicker and smaller than an index. */
  private static final int SCANNED_MAX = 8;

  private static final int FIRST_CAPACITY = 4;
  private static final int CAPACITY_MAX = 1 << 29;

  private static final byte[][] NOTHING = new byte[0][];
  private static final int[] NONE = new int[0];

  private byte[] @Nullable [] members = NOTHING;
  private int[] hashes = NONE;
  private int[] index = PlaceIndex.NONE;
  private int size;

  /** An empty set. */
  public DenseBytes() {}

  /** How many members. */
  public int size() {
    return size;
  }

  /** How many places the arrays have: what stands beside is to have as many. */
  public int capacity() {
    return members.length;
  }

  /** The bytes of the heap that the arrays take, without the members themselves. */
  public long heldBytes() {
    return arrayBytes(members.length) + arrayBytes(hashes.length) + arrayBytes(index.length);
  }

  private static long arrayBytes(int length) {
    return length == 0 ? 0 : HeapBytes.ofArray(4L * length);
  }

  /** The place of {@code member}, from 0, or a negative number. */
  public int placeOf(Bytes member) {
    int hash = member.hashCode();
    byte[] wanted = member.array();
    if (index.length == 0) {
      for (int place = 0; place < size; place++) {
        if (hashes[place] == hash && Arrays.equals(wanted, members[place])) {
          return place;
        }
      }
      return -1;
    }
    int mask = index.length - 1;
    for (int slot = PlaceIndex.home(index, hash); index[slot] != 0; slot = (slot + 1) & mask) {
      int place = index[slot] - 1;
      if (hashes[place] == hash && Arrays.equals(wanted, members[place])) {
        return place;
      }
    }
    return -1;
  }

  /** The member at {@code place}, from 0 to {@link #size()} - 1. */
  public byte[] at(int place) {
    return Objects.requireNonNull(members[Objects.checkIndex(place, size)]);
  }

  /** Adds {@code member}, which must not be there; returns its place, the last one. */
  public int add(Bytes member) {
    if (size == members.length) {
      if (size == CAPACITY_MAX) {
        throw new IllegalStateException("a table holds at most " + CAPACITY_MAX + " members");
      }
      resize(Math.max(FIRST_CAPACITY, size * 2));
    }
    int place = size++;
    members[place] = member.array();
    hashes[place] = member.hashCode();
    if (index.length > 0) {
      PlaceIndex.enter(index, hashes, place);
    }
    return place;
  }

  /** Takes out and returns the member at {@code place}; the last one moves there. */
  public byte[] removeAt(int place) {
    byte[] removed = at(place);
    int last = size - 1;
    if (index.length > 0) {
      PlaceIndex.remove(index, hashes, place, last);
    }
    members[place] = members[last];
    hashes[place] = hashes[last];
    members[last] = null;
    size = last;
    if (size < members.length / 4 && members.length > FIRST_CAPACITY) {
      resize(members.length / 2);
    }
    return removed;
  }

  /** The same members in arrays of their own. */
  public DenseBytes copy() {
    DenseBytes copy = new DenseBytes();
    copy.members = members.clone();
    copy.hashes = hashes.clone();
    copy.index = index.clone();
    copy.size = size;
    return copy;
  }

  private void resize(int capacity) {
    members = Arrays.copyOf(members, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    if (capacity <= SCANNED_MAX) {
      index = PlaceIndex.NONE;
      return;
    }
    index = PlaceIndex.of(hashes, size, capacity);
  }
}
