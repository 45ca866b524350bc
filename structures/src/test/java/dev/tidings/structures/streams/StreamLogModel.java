package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a {@link StreamLog} must do, in the plainest way; nodes are limited by entries only. */
final class StreamLogModel {
  /** A node: how many entries it ever had, the last of them, and those that are left. */
  private static final class Node {
    int slots;
    StreamId last = StreamId.MIN;
    final TreeSet<StreamId> live = new TreeSet<>();
  }

  final NavigableMap<StreamId, List<Bytes>> entries = new TreeMap<>();
  private final List<Node> nodes = new ArrayList<>();
  StreamId lastGenerated = StreamId.MIN;
  StreamId maxDeleted = StreamId.MIN;
  StreamId lastTrimmed = StreamId.MIN;
  long entriesAdded;

  int nodes() {
    return nodes.size();
  }

  StreamId first() {
    return entries.isEmpty() ? StreamId.MIN : entries.firstKey();
  }

  StreamId last() {
    return entries.isEmpty() ? StreamId.MIN : entries.lastKey();
  }

  void append(StreamId id, List<Bytes> texts, long nodeEntries) {
    if (nodes.isEmpty() || (nodeEntries > 0 && nodes.getLast().slots >= nodeEntries)) {
      nodes.add(new Node());
    }
    Node node = nodes.getLast();
    node.slots++;
    node.last = id;
    node.live.add(id);
    entries.put(id, texts);
    entriesAdded++;
    lastGenerated = id;
  }

  boolean delete(StreamId id) {
    if (entries.remove(id) == null) {
      return false;
    }
    for (Node node : nodes) {
      node.live.remove(id);
    }
    nodes.removeIf(node -> node.live.isEmpty());
    maxDeleted = max(maxDeleted, id);
    return true;
  }

  long trim(Trim trim) {
    long removed = 0;
    while (!nodes.isEmpty() && !isReached(trim)) {
      Node node = nodes.getFirst();
      if (trim.limit() > 0 && removed + node.live.size() > trim.limit()) {
        break;
      }
      boolean whole = mayGo(trim, node);
      if (!whole && trim.wholeNodes()) {
        break;
      }
      removed += filter(trim, node, (_, _) -> true);
      if (!whole) {
        break;
      }
      nodes.removeFirst();
    }
    nodes.removeIf(node -> node.live.isEmpty());
    return removed;
  }

  long trim(Trim trim, EntryCondition condition) {
    long removed = 0;
    for (Node node : nodes) {
      if (isReached(trim) || (trim.limit() > 0 && removed + node.live.size() > trim.limit())) {
        break;
      }
      boolean whole = mayGo(trim, node);
      removed += filter(trim, node, condition);
      if (!whole) {
        break;
      }
    }
    nodes.removeIf(node -> node.live.isEmpty());
    return removed;
  }

  private boolean isReached(Trim trim) {
    return trim.bound() instanceof Trim.Length(long max) && entries.size() <= max;
  }

  private boolean mayGo(Trim trim, Node node) {
    return switch (trim.bound()) {
      case Trim.Length(long max) -> entries.size() - node.live.size() >= max;
      case Trim.From(long ms, long seq) -> node.last.compareTo(new StreamId(ms, seq)) < 0;
    };
  }

  private long filter(Trim trim, Node node, EntryCondition condition) {
    long removed = 0;
    for (Iterator<StreamId> ids = node.live.iterator(); ids.hasNext(); ) {
      StreamId id = ids.next();
      boolean stops =
          isReached(trim)
              || (trim.bound() instanceof Trim.From(long ms, long seq)
                  && id.compareTo(new StreamId(ms, seq)) >= 0);
      if (stops) {
        break;
      }
      if (condition.holds(id.ms(), id.seq())) {
        ids.remove();
        entries.remove(id);
        lastTrimmed = max(lastTrimmed, id);
        removed++;
      }
    }
    return removed;
  }

  private static StreamId max(StreamId one, StreamId other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
