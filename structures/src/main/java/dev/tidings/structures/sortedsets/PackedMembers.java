package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.HeapBytes;
import java.util.Arrays;
import java.util.Objects;

/**
 * Members and scores in one array, in their order:
 *
 * <pre>
 *   score    length   member      score    length   member
 *   [1..9]   [1|5]    [length]    [1..9]   [1|5]    [length]   …   room
 * </pre>
 *
 * <p>A score is a {@link PackedScore}; a length below 255 is one byte, a longer one is the byte 255
 * and four more. A place is a rank.
 */
final class PackedMembers implements Members {
  private static final byte[] NOTHING = new byte[0];
  private static final int OWN_BYTES = 24;
  private static final int LONG = 255;

  private byte[] bytes;
  private int used;
  private int size;

  PackedMembers() {
    this.bytes = NOTHING;
  }

  private PackedMembers(PackedMembers other) {
    this.bytes = Arrays.copyOf(other.bytes, capacityFor(other.used));
    this.used = other.used;
    this.size = other.size;
  }

  @Override
  public PackedMembers copy() {
    return new PackedMembers(this);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long heldBytes() {
    return OWN_BYTES + (bytes.length == 0 ? 0 : HeapBytes.ofArray(bytes.length));
  }

  /** Whether {@code member} may come in packed. */
  boolean fits(Bytes member, SortedSetLimits limits, int mostBytes) {
    return size < limits.entries()
        && member.length() <= limits.memberBytes()
        && used + (long) member.length() < mostBytes;
  }

  // ---- Reading an entry -----------------------------------------------------------------------

  /** The length of the member whose length stands at {@code at}. */
  private int length(int at) {
    int first = bytes[at] & 0xFF;
    return first < LONG
        ? first
        : (bytes[at + 1] & 0xFF)
            | (bytes[at + 2] & 0xFF) << 8
            | (bytes[at + 3] & 0xFF) << 16
            | (bytes[at + 4] & 0xFF) << 24;
  }

  /** Where the member begins whose length stands at {@code at}. */
  private int start(int at) {
    return (bytes[at] & 0xFF) < LONG ? at + 1 : at + 5;
  }

  private int nextEntry(int entry) {
    int at = PackedScore.end(bytes, entry);
    return start(at) + length(at);
  }

  private boolean holds(int entry, byte[] member) {
    int at = PackedScore.end(bytes, entry);
    int length = length(at);
    int start = start(at);
    return length == member.length
        && Arrays.equals(bytes, start, start + length, member, 0, length);
  }

  /** How the member of {@code entry} compares with {@code text}. */
  private int compareText(int entry, byte[] text) {
    int at = PackedScore.end(bytes, entry);
    int start = start(at);
    return Arrays.compareUnsigned(bytes, start, start + length(at), text, 0, text.length);
  }

  private boolean isBefore(int entry, double score, byte[] member) {
    double own = PackedScore.read(bytes, entry);
    return own < score || (own == score && compareText(entry, member) < 0);
  }

  private int entryOf(byte[] member) {
    for (int entry = 0; entry < used; entry = nextEntry(entry)) {
      if (holds(entry, member)) {
        return entry;
      }
    }
    return -1;
  }

  private int entryAt(int rank) {
    int entry = 0;
    for (int left = rank; left > 0; left--) {
      entry = nextEntry(entry);
    }
    return entry;
  }

  // ---- Looking --------------------------------------------------------------------------------

  @Override
  public double score(Bytes member) {
    int entry = entryOf(member.array());
    return entry < 0 ? Double.NaN : PackedScore.read(bytes, entry);
  }

  @Override
  public int rank(Bytes member) {
    int rank = 0;
    for (int entry = 0; entry < used; entry = nextEntry(entry)) {
      if (holds(entry, member.array())) {
        return rank;
      }
      rank++;
    }
    return -1;
  }

  @Override
  public int rankOfScore(double score, boolean after) {
    int rank = 0;
    for (int entry = 0; entry < used; entry = nextEntry(entry)) {
      double own = PackedScore.read(bytes, entry);
      if (own > score || (own == score && !after)) {
        break;
      }
      rank++;
    }
    return rank;
  }

  @Override
  public int rankOfText(byte[] text, boolean after) {
    int rank = 0;
    for (int entry = 0; entry < used; entry = nextEntry(entry)) {
      int order = compareText(entry, text);
      if (order > 0 || (order == 0 && !after)) {
        break;
      }
      rank++;
    }
    return rank;
  }

  @Override
  public Bytes memberAt(int place) {
    int at = PackedScore.end(bytes, entryAt(Objects.checkIndex(place, size)));
    return Bytes.copyOf(bytes, start(at), length(at));
  }

  @Override
  public double scoreAt(int place) {
    return PackedScore.read(bytes, entryAt(Objects.checkIndex(place, size)));
  }

  // ---- Changing -------------------------------------------------------------------------------

  @Override
  public double put(Bytes member, double score) {
    byte[] name = member.array();
    int target = -1;
    int present = -1;
    for (int entry = 0; entry < used; entry = nextEntry(entry)) {
      if (present < 0 && holds(entry, name)) {
        present = entry;
      } else if (target < 0 && !isBefore(entry, score, name)) {
        target = entry;
      }
      if (present >= 0 && target >= 0) {
        break;
      }
    }
    target = target < 0 ? used : target;
    if (present < 0) {
      insert(target, name, score);
      return Double.NaN;
    }
    double before = PackedScore.read(bytes, present);
    if (before != score) {
      int end = nextEntry(present);
      cut(present, end, 1);
      insert(target > present ? target - (end - present) : target, name, score);
    }
    return before;
  }

  private void insert(int target, byte[] member, double score) {
    byte[] packed = new byte[PackedScore.BYTES_MAX];
    int scoreLength = PackedScore.write(score, packed, 0);
    int lengthLength = member.length < LONG ? 1 : 5;
    int added = scoreLength + lengthLength + member.length;
    byte[] from = bytes;
    if (used + added > bytes.length) {
      bytes = new byte[capacityFor(used + added + (used >> 4))];
      System.arraycopy(from, 0, bytes, 0, target);
    }
    System.arraycopy(from, target, bytes, target + added, used - target);
    System.arraycopy(packed, 0, bytes, target, scoreLength);
    int at = target + scoreLength;
    if (lengthLength == 1) {
      bytes[at] = (byte) member.length;
    } else {
      bytes[at] = (byte) LONG;
      for (int i = 0; i < 4; i++) {
        bytes[at + 1 + i] = (byte) (member.length >>> (8 * i));
      }
    }
    System.arraycopy(member, 0, bytes, at + lengthLength, member.length);
    used += added;
    size++;
  }

  /** Takes out the bytes of {@code count} entries. */
  private void cut(int from, int to, int count) {
    System.arraycopy(bytes, to, bytes, from, used - to);
    used -= to - from;
    size -= count;
  }

  private void shrink() {
    if (used < bytes.length / 2) {
      bytes = used == 0 ? NOTHING : Arrays.copyOf(bytes, capacityFor(used));
    }
  }

  /** Arrays take whole words anyway: room for all of the last one. */
  private static int capacityFor(int length) {
    return length == 0 ? 0 : HeapBytes.room(length);
  }

  @Override
  public double remove(Bytes member) {
    int entry = entryOf(member.array());
    if (entry < 0) {
      return Double.NaN;
    }
    double score = PackedScore.read(bytes, entry);
    cut(entry, nextEntry(entry), 1);
    shrink();
    return score;
  }

  @Override
  public void removeRange(int from, int to) {
    int start = entryAt(from);
    int end = start;
    for (int left = to - from; left > 0; left--) {
      end = nextEntry(end);
    }
    cut(start, end, to - from);
    shrink();
  }

  // ---- Walking --------------------------------------------------------------------------------

  @Override
  public SortedSetCursor walk(int rank, boolean backward) {
    if (backward) {
      return rank < 0 ? new Walk(this, used) : new Walk(this, entriesTo(rank));
    }
    return new Walk(this, entryAt(rank));
  }

  /** Where the entries begin from rank 0 to {@code rank}: entries do not know those before. */
  private int[] entriesTo(int rank) {
    int[] entries = new int[rank + 1];
    int entry = 0;
    for (int i = 0; i <= rank; i++) {
      entries[i] = entry;
      entry = nextEntry(entry);
    }
    return entries;
  }

  /** Upwards by the lengths of the entries, downwards by a list of them. */
  static final class Walk extends SortedSetCursor {
    private static final int[] UPWARDS = new int[0];

    private final PackedMembers members;
    private final int[] entries;
    private int coming;
    private int entry;
    private int offset;
    private int length;

    private Walk(PackedMembers members, int first) {
      this.members = members;
      this.entries = UPWARDS;
      this.coming = first;
    }

    private Walk(PackedMembers members, int[] entries) {
      this.members = members;
      this.entries = entries;
      this.coming = entries.length - 1;
    }

    @Override
    public boolean next() {
      if (entries.length > 0) {
        if (coming < 0) {
          return false;
        }
        entry = entries[coming--];
      } else if (coming < members.used) {
        entry = coming;
      } else {
        return false;
      }
      int at = PackedScore.end(members.bytes, entry);
      length = members.length(at);
      offset = members.start(at);
      if (entries.length == 0) {
        coming = offset + length;
      }
      return true;
    }

    @Override
    public double score() {
      return PackedScore.read(members.bytes, entry);
    }

    @Override
    public byte[] array() {
      return members.bytes;
    }

    @Override
    public int offset() {
      return offset;
    }

    @Override
    public int length() {
      return length;
    }
  }
}
