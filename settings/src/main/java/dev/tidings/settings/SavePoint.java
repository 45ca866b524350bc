package dev.tidings.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When a snapshot is due by itself: after {@code seconds} if there were at least {@code changes}.
 * Redis keeps the lower 32 bits of {@code changes}; here the number stays what it was.
 */
public record SavePoint(long seconds, long changes) {
  /** The type of {@code save}: pairs of numbers, none to switch it off. */
  static final class Points implements ValueType<List<SavePoint>> {
    @Override
    public Parsed<List<SavePoint>> parse(List<String> words, List<SavePoint> current) {
      return read(words);
    }

    /** In a file the first line forgets the default and each further one adds to it. */
    @Override
    public Parsed<List<SavePoint>> parseLine(
        List<String> words, List<SavePoint> current, boolean first) {
      return read(words)
          .then(points -> {
            List<SavePoint> all = new ArrayList<>(first || points.isEmpty() ? List.of() : current);
            all.addAll(points);
            return Parsed.value(List.copyOf(all));
          });
    }

    private static Parsed<List<SavePoint>> read(List<String> words) {
      if (words.equals(List.of(""))) {
        return Parsed.value(List.of());
      }
      if (words.size() % 2 != 0) {
        return invalid();
      }
      List<SavePoint> points = new ArrayList<>();
      for (int i = 0; i < words.size(); i += 2) {
        Long seconds = NumberTypes.lenientNumber(words.get(i));
        Long changes = NumberTypes.lenientNumber(words.get(i + 1));
        if (seconds == null || changes == null || seconds < 1 || changes < 0) {
          return invalid();
        }
        points.add(new SavePoint(seconds, changes));
      }
      return Parsed.value(List.copyOf(points));
    }

    private static Parsed<List<SavePoint>> invalid() {
      return Parsed.refused("Invalid save parameters");
    }

    @Override
    public String print(List<SavePoint> value) {
      return value.stream()
          .map(point -> point.seconds + " " + point.changes)
          .collect(Collectors.joining(" "));
    }

    @Override
    public String range() {
      return "pairs of seconds and changes";
    }

    @Override
    public boolean severalWords() {
      return true;
    }

    @Override
    public List<String> lines(List<SavePoint> value, List<SavePoint> defaultValue) {
      return value.isEmpty()
          ? List.of("\"\"")
          : value.stream().map(point -> point.seconds + " " + point.changes).toList();
    }
  }
}
