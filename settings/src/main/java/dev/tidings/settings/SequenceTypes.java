package dev.tidings.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of values that are several numbers. */
final class SequenceTypes {
  /** Percentiles from 0 to 100; none is allowed. */
  static final ValueType<List<Double>> PERCENTILES = new Percentiles();

  /** Three adjustments of the kernel's score for killing a process that takes too much memory. */
  static final ValueType<List<Integer>> OOM_SCORES = new OomScores();

  private SequenceTypes() {}

  private static final class Percentiles implements ValueType<List<Double>> {
    /** Redis shows six digits after the point and drops the zeros at the end. */
    private static final int DIGITS = 6;

    @Override
    public Parsed<List<Double>> parse(List<String> words, List<Double> current) {
      List<Double> percentiles = new ArrayList<>();
      if (words.equals(List.of(""))) {
        return Parsed.value(List.of());
      }
      for (String word : words) {
        Double percentile = real(word);
        if (percentile == null) {
          return Parsed.refused("Invalid latency-tracking-info-percentiles parameters");
        }
        if (percentile < 0 || percentile > 100) {
          return Parsed.refused(
              "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
        }
        percentiles.add(percentile);
      }
      return Parsed.value(List.copyOf(percentiles));
    }

    private static @Nullable Double real(String word) {
      if (word.matches("[+-]?(inf|infinity|INF|Inf|Infinity)")) {
        return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      if (word.matches("[+-]?0[xX][0-9a-fA-F]+")) {
        return Double.parseDouble(word + "p0");
      }
      if (!word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
        return null;
      }
      return Double.parseDouble(word);
    }

    @Override
    public String print(List<Double> value) {
      return value.stream().map(Percentiles::shortest).collect(Collectors.joining(" "));
    }

    private static String shortest(double percentile) {
      BigDecimal rounded = new BigDecimal(percentile).setScale(DIGITS, RoundingMode.HALF_EVEN);
      if (rounded.signum() == 0) {
        return Math.copySign(1, percentile) < 0 ? "-0" : "0";
      }
      return rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public String range() {
      return "numbers from 0 to 100";
    }

    @Override
    public boolean severalWords() {
      return true;
    }

    @Override
    public List<String> lines(List<Double> value, List<Double> defaultValue) {
      return List.of(value.isEmpty() ? "\"\"" : print(value));
    }
  }

  private static final class OomScores implements ValueType<List<Integer>> {
    private static final int COUNT = 3;
    private static final int MOST = 2000;

    @Override
    public Parsed<List<Integer>> parse(List<String> words, List<Integer> current) {
      if (words.size() != COUNT) {
        return Parsed.refused("wrong number of arguments");
      }
      List<Integer> scores = new ArrayList<>();
      for (String word : words) {
        Long score = NumberTypes.lenientNumber(word);
        if (score == null || score < -MOST || score > MOST) {
          return Parsed.refused(
              "Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
        }
        scores.add(Math.toIntExact(score));
      }
      return Parsed.value(List.copyOf(scores));
    }

    @Override
    public String print(List<Integer> value) {
      return value.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    @Override
    public String range() {
      return "three numbers from -2000 to 2000";
    }

    @Override
    public boolean severalWords() {
      return true;
    }
  }
}
