package dev.tidings.engine;

import java.util.Locale;

/** The text of INFO in the making: sections of fields, a line each. */
final class InfoText {
  private static final String UNITS = "KMGTPE";

  private final StringBuilder text = new StringBuilder();

  /** Begins a section. */
  void section(String title) {
    if (!text.isEmpty()) {
      text.append("\r\n");
    }
    text.append("# ").append(title).append("\r\n");
  }

  /** A field. */
  void field(String name, String value) {
    text.append(name).append(':').append(value).append("\r\n");
  }

  /** A field. */
  void field(String name, long value) {
    text.append(name).append(':').append(value).append("\r\n");
  }

  /** A field that is yes or no, told as 1 or 0. */
  void field(String name, boolean value) {
    field(name, value ? 1 : 0);
  }

  /** A field with so many digits behind the point. */
  void field(String name, double value, int digits) {
    field(name, fixed(value, digits));
  }

  /** A field in bytes, and another one for people. */
  void bytes(String name, long bytes) {
    field(name, bytes);
    field(name + "_human", human(bytes));
  }

  /** Fields of which there is nothing. */
  void none(String... names) {
    for (String name : names) {
      field(name, 0);
    }
  }

  /** {@code value} with so many digits behind the point. */
  static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** A number of bytes in the largest unit of which there is one. */
  static String human(long bytes) {
    if (bytes < 1024) {
      return bytes + "B";
    }
    int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return fixed((double) bytes / (1L << (10 * unit)), 2) + UNITS.charAt(unit - 1);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
