package dev.tidings.structures.streams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a {@link ConsumerGroup} must hold, in the plainest way. */
final class ConsumerGroupModel {
  /** A row; one that was given back has no consumer. */
  record Row(StreamId id, String consumer, long millis, long deliveries, long turn) {
    boolean isReleased() {
      return consumer.isEmpty();
    }
  }

  final TreeMap<StreamId, Row> rows = new TreeMap<>();
  final TreeSet<String> consumers = new TreeSet<>();
  private long turn;

  void put(StreamId id, String consumer, long millis, long deliveries) {
    rows.put(id, new Row(id, consumer, millis, deliveries, turn++));
  }

  boolean redeliver(StreamId id, String consumer, long millis) {
    Row row = rows.get(id);
    if (row == null) {
      return false;
    }
    long count = row.deliveries();
    put(id, consumer, millis, count == Long.MAX_VALUE ? count : count + 1);
    return true;
  }

  int delete(String consumer) {
    int before = rows.size();
    rows.values().removeIf(row -> row.consumer().equals(consumer));
    consumers.remove(consumer);
    return before - rows.size();
  }

  int released() {
    return select(Row::isReleased).size();
  }

  List<Row> select(Predicate<Row> wanted) {
    return rows.values().stream().filter(wanted).toList();
  }

  List<Row> byTime(long untilMillis) {
    List<Row> sorted =
        new ArrayList<>(select(row -> row.isReleased() || row.millis() <= untilMillis));
    sorted.sort(
        Comparator.comparing((Row row) -> !row.isReleased())
            .thenComparingLong(row -> row.isReleased() ? 0 : row.millis())
            .thenComparingLong(Row::turn));
    return sorted;
  }
}
