package dev.tidings.benchmarks;

import java.util.List;

/**
 * What was aimed at, and what was measured.
 *
 * @param atLeast whether more is better
 * @param unit behind the numbers: {@code ×}, {@code s}, {@code MB}
 */
record Target(String title, double measured, double bound, boolean atLeast, String unit) {

  static Target atMost(String title, double measured, double bound, String unit) {
    return new Target(title, measured, bound, false, unit);
  }

  static Target atLeast(String title, double measured, double bound, String unit) {
    return new Target(title, measured, bound, true, unit);
  }

  boolean isMeasured() {
    return !Double.isNaN(measured);
  }

  boolean isMet() {
    return atLeast ? measured >= bound : measured <= bound;
  }

  /** Those that were measured, or nothing. */
  static String table(List<Target> targets) {
    List<Target> measured = targets.stream().filter(Target::isMeasured).toList();
    if (measured.isEmpty()) {
      return "";
    }
    Table table = new Table(1, "Target", "Aim", "Measured", "Met");
    for (Target target : measured) {
      table.row(
          target.title,
          (target.atLeast ? "≥ " : "≤ ") + Table.number(target.bound) + target.unit,
          Table.number(target.measured) + target.unit,
          target.isMet() ? "yes" : "**no**");
    }
    return table.toString();
  }
}
