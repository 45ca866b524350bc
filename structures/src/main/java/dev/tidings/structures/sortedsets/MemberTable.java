package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The members of a large sorted set with their scores, by place: a dense table as {@code KeyTable}
 * is one, in which a member costs no object but its bytes.
 *
 * <pre>
 *   index   (open addressing, twice as long as the arrays)
 *   +---+---+---+---+---+---+---+---+
 *   | 0 | 3 | 0 | 1 | 0 | 0 | 2 | 0 |     0: free, else place + 1
 *   +---+---+---+---+---+---+---+---+
 *         place   0       1       2
 *   members     byte[]  byte[]  byte[]       in the order in which they came
 *   hashes      int     int     int
 *   scores      double  double  double
 * </pre>
 *
 * <p>A new member takes the last place; when one leaves, the last one takes its place.
 */
final class MemberTable {
  private static final int FIRST_CAPACITY = 16;
  private static final int CAPACITY_MAX = 1 << 29;
  private static final int SPREAD = 0x9E3779B9;
  private static final int ARRAY_BYTES = 12;

  /** For each place: reference, hash, score and two slots of the index. */
  private static final int PLACE_BYTES = 4 + 4 + 8 + 8;

  private byte[] @Nullable [] members = new byte[FIRST_CAPACITY][];
  private int[] hashes = new int[FIRST_CAPACITY];
  private double[] scores = new double[FIRST_CAPACITY];
  private int[] index = new int[FIRST_CAPACITY * 2];
  private long memberBytes;
  private int size;

  MemberTable() {}

  int size() {
    return size;
  }

  /** The arrays and what the members take. */
  long heldBytes() {
    return memberBytes + (long) members.length * PLACE_BYTES + 4 * (ARRAY_BYTES + 4) + 40;
  }

  byte[] member(int place) {
    return Objects.requireNonNull(members[place]);
  }

  double score(int place) {
    return scores[place];
  }

  void score(int place, double score) {
    scores[place] = score;
  }

  int placeOf(Bytes member) {
    int hash = member.hashCode();
    byte[] wanted = member.array();
    int mask = index.length - 1;
    for (int slot = home(hash); index[slot] != 0; slot = (slot + 1) & mask) {
      int place = index[slot] - 1;
      if (hashes[place] == hash && Arrays.equals(wanted, members[place])) {
        return place;
      }
    }
    return -1;
  }

  /** Adds {@code member}, which must not be there; its place, the last one. */
  int add(Bytes member, double score) {
    return add(member.array(), member.hashCode(), score);
  }

  private int add(byte[] member, int hash, double score) {
    if (size == members.length) {
      if (size == CAPACITY_MAX) {
        throw new IllegalStateException("a sorted set holds at most " + CAPACITY_MAX + " members");
      }
      resize(size * 2);
    }
    int place = size++;
    members[place] = member;
    hashes[place] = hash;
    scores[place] = score;
    memberBytes += arrayBytes(member);
    enter(place);
    return place;
  }

  /** Takes out the member at {@code place}; the last one moves there. */
  void removeAt(int place) {
    int last = size - 1;
    memberBytes -= arrayBytes(member(place));
    free(slotOf(place));
    if (place != last) {
      index[slotOf(last)] = place + 1;
    }
    members[place] = members[last];
    hashes[place] = hashes[last];
    scores[place] = scores[last];
    members[last] = null;
    size = last;
    if (size < members.length / 4 && members.length > FIRST_CAPACITY) {
      resize(members.length / 2);
    }
  }

  /** A table of the members whose place is not {@code gone}, in the same order. */
  MemberTable without(boolean[] gone) {
    MemberTable rest = new MemberTable();
    for (int place = 0; place < size; place++) {
      if (!gone[place]) {
        rest.add(member(place), hashes[place], scores[place]);
      }
    }
    return rest;
  }

  /** The same in memory of its own; the members' bytes never change and are shared. */
  MemberTable copy() {
    MemberTable copy = new MemberTable();
    copy.members = members.clone();
    copy.hashes = hashes.clone();
    copy.scores = scores.clone();
    copy.index = index.clone();
    copy.memberBytes = memberBytes;
    copy.size = size;
    return copy;
  }

  private static int arrayBytes(byte[] member) {
    return (ARRAY_BYTES + member.length + 7) & ~7;
  }

  private int home(int hash) {
    return (hash * SPREAD) >>> (Integer.numberOfLeadingZeros(index.length) + 1);
  }

  private void enter(int place) {
    int mask = index.length - 1;
    int slot = home(hashes[place]);
    while (index[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    index[slot] = place + 1;
  }

  private int slotOf(int place) {
    int mask = index.length - 1;
    int slot = home(hashes[place]);
    while (index[slot] != place + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Frees {@code slot} and closes the gap, so that no search stops short of what lies behind. */
  private void free(int slot) {
    int mask = index.length - 1;
    int gap = slot;
    int at = slot;
    while (true) {
      at = (at + 1) & mask;
      if (index[at] == 0) {
        break;
      }
      int distanceHome = (at - home(hashes[index[at] - 1])) & mask;
      if (distanceHome >= ((at - gap) & mask)) {
        index[gap] = index[at];
        gap = at;
      }
    }
    index[gap] = 0;
  }

  private void resize(int capacity) {
    members = Arrays.copyOf(members, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    scores = Arrays.copyOf(scores, capacity);
    index = new int[capacity * 2];
    for (int place = 0; place < size; place++) {
      enter(place);
    }
  }
}
