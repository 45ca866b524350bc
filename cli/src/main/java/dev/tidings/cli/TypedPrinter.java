package dev.tidings.cli;

import dev.tidings.protocol.Reply;
import dev.tidings.structures.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Values with their types, for people, as redis-cli prints them on a terminal:
 *
 * <pre>
 *   1) "a"                    an array; a set has 1~, a map 1# "key" =&gt; "value"
 *   2) 1) (integer) 1         what is nested is indented as far as its number reaches
 *      2) (nil)
 * </pre>
 */
final class TypedPrinter implements ReplyPrinter {

  @Override
  public void print(Reply reply, ByteArrayOutputStream out) {
    value(reply, "", out);
  }

  /** {@code indent} starts each line but the first, which the caller has begun. */
  private static void value(Reply reply, String indent, ByteArrayOutputStream out) {
    switch (reply) {
      case Reply.SimpleString simple -> line(simple.text(), out);
      case Reply.VerbatimString text -> line(text.bytes(), out);
      case Reply.BulkString string -> {
        quote(string.bytes(), out);
        out.write('\n');
      }
      case Reply.ErrorReply error -> {
        text("(error) ", out);
        line(error.text(), out);
      }
      case Reply.IntegerReply number -> text("(integer) " + number.value() + "\n", out);
      case Reply.DoubleReply number -> text("(double) " + number.text() + "\n", out);
      case Reply.BigNumber number -> text("(big number) " + number.text() + "\n", out);
      case Reply.BooleanReply truth -> text(truth.value() ? "(true)\n" : "(false)\n", out);
      case Reply.NullReply _ -> text("(nil)\n", out);
      case Reply.ArrayReply array ->
          elements(array.elements(), ')', "(empty array)\n", indent, out);
      case Reply.SetReply set -> elements(set.elements(), '~', "(empty set)\n", indent, out);
      case Reply.PushReply push -> elements(push.elements(), ')', "(empty push)\n", indent, out);
      case Reply.MapReply map -> entries(map.entries(), indent, out);
      case Reply.AttributedReply attributed -> value(attributed.reply(), indent, out);
    }
  }

  private static void elements(
      List<Reply> elements, char mark, String empty, String indent, ByteArrayOutputStream out) {
    if (elements.isEmpty()) {
      text(empty, out);
    }
    int digits = Integer.toString(elements.size()).length();
    String nested = indent + " ".repeat(digits + 2);
    for (int i = 0; i < elements.size(); i++) {
      number(i, digits, mark, indent, out);
      value(elements.get(i), nested, out);
    }
  }

  private static void entries(List<Reply.Entry> entries, String indent, ByteArrayOutputStream out) {
    if (entries.isEmpty()) {
      text("(empty hash)\n", out);
    }
    int digits = Integer.toString(entries.size()).length();
    String nested = indent + " ".repeat(digits + 2);
    for (int i = 0; i < entries.size(); i++) {
      number(i, digits, '#', indent, out);
      ByteArrayOutputStream key = new ByteArrayOutputStream();
      value(entries.get(i).key(), nested, key);
      out.write(key.toByteArray(), 0, key.size() - 1); // without its line end
      text(" => ", out);
      Reply value = entries.get(i).value();
      if (startsOwnLine(value)) {
        text("\n" + nested, out);
      }
      value(value, nested, out);
    }
  }

  /** What takes more than one line begins below its key. */
  private static boolean startsOwnLine(Reply value) {
    return switch (value) {
      case Reply.ArrayReply array -> array.elements().size() > 1;
      case Reply.SetReply set -> set.elements().size() > 1;
      case Reply.MapReply map -> map.entries().size() > 1;
      default -> false;
    };
  }

  private static void number(
      int index, int digits, char mark, String indent, ByteArrayOutputStream out) {
    String number = Integer.toString(index + 1);
    text((index == 0 ? "" : indent) + " ".repeat(digits - number.length()) + number + mark, out);
    out.write(' ');
  }

  /** In double quotes; what is not printable ASCII as an escape. */
  private static void quote(Bytes bytes, ByteArrayOutputStream out) {
    out.write('"');
    for (byte b : bytes.array()) {
      switch (b) {
        case '"', '\\' -> text("\\" + (char) b, out);
        case '\n' -> text("\\n", out);
        case '\r' -> text("\\r", out);
        case '\t' -> text("\\t", out);
        case 7 -> text("\\a", out);
        case '\b' -> text("\\b", out);
        default -> {
          if (b >= ' ' && b < 127) {
            out.write(b);
          } else {
            text("\\x", out);
            out.write(Character.forDigit((b & 0xff) >> 4, 16));
            out.write(Character.forDigit(b & 0xf, 16));
          }
        }
      }
    }
    out.write('"');
  }

  private static void line(Bytes text, ByteArrayOutputStream out) {
    out.writeBytes(text.array());
    out.write('\n');
  }

  private static void text(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
