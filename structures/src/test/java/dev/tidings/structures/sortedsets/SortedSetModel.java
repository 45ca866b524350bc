package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A sorted set as simple as can be: sorted anew for each look. */
final class SortedSetModel {
  record Entry(Bytes member, double score) {}

  private final Map<Bytes, Double> scores = new HashMap<>();

  double put(Bytes member, double score) {
    Double before = scores.get(member);
    if (before == null || before != score) {
      scores.put(member, score);
    }
    return before == null ? Double.NaN : before;
  }

  double remove(Bytes member) {
    Double before = scores.remove(member);
    return before == null ? Double.NaN : before;
  }

  void removeRange(int from, int to) {
    entries().subList(from, to).forEach(entry -> scores.remove(entry.member));
  }

  double score(Bytes member) {
    return scores.getOrDefault(member, Double.NaN);
  }

  int size() {
    return scores.size();
  }

  List<Entry> entries() {
    Stream<Entry> all = scores.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue()));
    return all.sorted(
            (a, b) -> {
              if (a.score != b.score) {
                return a.score < b.score ? -1 : 1;
              }
              return a.member.compareTo(b.member);
            })
        .toList();
  }

  int rank(Bytes member) {
    List<Bytes> members = entries().stream().map(Entry::member).toList();
    return members.indexOf(member);
  }

  int rankOfScore(double score, boolean after) {
    return (int)
        scores.values().stream().filter(own -> own < score || (after && own == score)).count();
  }

  int rankOfText(Bytes text, boolean after) {
    return (int)
        scores.keySet().stream()
            .filter(own -> own.compareTo(text) < 0 || (after && own.equals(text)))
            .count();
  }
}
