package dev.tidings.testkit;

import java.util.List;

/** Puts values on the wire. */
final class RespWriter {
  private static final String END = "\r\n";

  private RespWriter() {}

  static void append(RespValue value, StringBuilder out) {
    switch (value) {
      case RespValue.SimpleString(String text) -> line(out, '+', text);
      case RespValue.SimpleError(String text) -> line(out, '-', text);
      case RespValue.IntegerNumber(long number) -> line(out, ':', Long.toString(number));
      case RespValue.BulkString(String text) -> blob(out, '$', text);
      case RespValue.BulkError(String text) -> blob(out, '!', text);
      case RespValue.VerbatimString(String format, String text) ->
          blob(out, '=', format + ":" + text);
      case RespValue.NullBulk() -> line(out, '$', "-1");
      case RespValue.NullArray() -> line(out, '*', "-1");
      case RespValue.Null() -> line(out, '_', "");
      case RespValue.BooleanValue(boolean truth) -> line(out, '#', truth ? "t" : "f");
      case RespValue.DoubleNumber(String digits) -> line(out, ',', digits);
      case RespValue.BigNumber(String digits) -> line(out, '(', digits);
      case RespValue.Array(List<RespValue> elements) -> elements(out, '*', elements);
      case RespValue.SetValue(List<RespValue> elements) -> elements(out, '~', elements);
      case RespValue.Push(List<RespValue> elements) -> elements(out, '>', elements);
      case RespValue.MapValue(List<RespValue.Entry> entries) -> entries(out, '%', entries);
      case RespValue.Attributed(List<RespValue.Entry> attributes, RespValue inner) -> {
        entries(out, '|', attributes);
        append(inner, out);
      }
    }
  }

  private static void line(StringBuilder out, char kind, String text) {
    out.append(kind).append(text).append(END);
  }

  private static void blob(StringBuilder out, char kind, String text) {
    out.append(kind).append(text.length()).append(END).append(text).append(END);
  }

  private static void elements(StringBuilder out, char kind, List<RespValue> elements) {
    line(out, kind, Integer.toString(elements.size()));
    elements.forEach(element -> append(element, out));
  }

  private static void entries(StringBuilder out, char kind, List<RespValue.Entry> entries) {
    line(out, kind, Integer.toString(entries.size()));
    for (RespValue.Entry entry : entries) {
      append(entry.key(), out);
      append(entry.value(), out);
    }
  }
}
