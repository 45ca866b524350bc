package dev.tidings.cli;

import dev.tidings.protocol.Reply;
import dev.tidings.structures.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values as they are, a line each: for files and pipes. */
final class RawPrinter implements ReplyPrinter {

  @Override
  public void print(Reply reply, ByteArrayOutputStream out) {
    value(reply, out);
    out.write('\n');
  }

  private static void value(Reply reply, ByteArrayOutputStream out) {
    switch (reply) {
      case Reply.SimpleString simple -> out.writeBytes(simple.text().array());
      case Reply.BulkString string -> out.writeBytes(string.bytes().array());
      case Reply.VerbatimString text -> out.writeBytes(text.bytes().array());
      case Reply.ErrorReply error -> {
        out.writeBytes(error.text().array());
        out.write('\n');
      }
      case Reply.IntegerReply number -> text(Long.toString(number.value()), out);
      case Reply.DoubleReply number -> text(number.text(), out);
      case Reply.BigNumber number -> text(number.text(), out);
      case Reply.BooleanReply truth -> text(truth.value() ? "(true)" : "(false)", out);
      case Reply.NullReply _ -> out.writeBytes(Bytes.EMPTY.array());
      case Reply.ArrayReply array -> elements(array.elements(), out);
      case Reply.SetReply set -> elements(set.elements(), out);
      case Reply.PushReply push -> elements(push.elements(), out);
      case Reply.MapReply map -> entries(map.entries(), out);
      case Reply.AttributedReply attributed -> value(attributed.reply(), out);
    }
  }

  private static void elements(List<Reply> elements, ByteArrayOutputStream out) {
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        out.write('\n');
      }
      value(elements.get(i), out);
    }
  }

  private static void entries(List<Reply.Entry> entries, ByteArrayOutputStream out) {
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        out.write('\n');
      }
      value(entries.get(i).key(), out);
      out.write(' ');
      value(entries.get(i).value(), out);
    }
  }

  private static void text(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
