package dev.tidings.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A table in Markdown. Its first columns are text, the others numbers. */
final class Table {
  private final List<String> lines = new ArrayList<>();

  Table(int textColumns, String... headings) {
    lines.add(line(headings));
    String[] rulers = new String[headings.length];
    for (int i = 0; i < rulers.length; i++) {
      rulers[i] = i < textColumns ? "---" : "--:";
    }
    lines.add(line(rulers));
  }

  Table(int textColumns, List<String> headings) {
    this(textColumns, headings.toArray(String[]::new));
  }

  void row(String... cells) {
    lines.add(line(cells));
  }

  void row(List<String> cells) {
    row(cells.toArray(String[]::new));
  }

  private static String line(String... cells) {
    StringJoiner line = new StringJoiner(" | ", "| ", " |");
    for (String cell : cells) {
      line.add(cell);
    }
    return line.toString();
  }

  /** Three digits that count, thousands apart; nothing for what was not measured. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    double size = Math.abs(value);
    if (size >= 1000) {
      double rounding = Math.pow(10, Math.floor(Math.log10(size)) - 2);
      double rounded = Math.round(value / rounding) * rounding;
      return String.format(Locale.ROOT, "%,.0f", rounded).replace(',', ' ');
    }
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** How many times the other one; nothing where one of them was not measured. */
  static String ratio(double value, double other) {
    return ratio(value / other);
  }

  /** A ratio; nothing where it is none. */
  static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "" : number(ratio) + "×";
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
