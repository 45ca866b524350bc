package dev.tidings.protocol;

import dev.tidings.structures.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes that a server sends into replies: the client's side of the protocol.
 *
 * <pre>
 *   accept(bytes) ──► next() ──► next() ──► … null ──► accept(bytes) …
 *                     Reply      Reply
 * </pre>
 *
 * <p>Aggregates that have not come whole wait on a stack, so that nothing is read twice, however
 * small the pieces in which it comes. After a {@link ProtocolError} the reader is of no use.
 *
 * <p>One thread at a time.
 */
public final class ReplyReader {
  /** A line without its end may be this long; errors may quote whole scripts. */
  static final int LINE_BYTES = 1 << 20;

  /** The longest string: what Redis allows at most, and what an array can hold. */
  static final int STRING_BYTES = 512 << 20;

  /** How deep replies may nest: deeper than any command's, and no stack of anybody overflows. */
  static final int DEPTH = 128;

  private static final Reply NULL = new Reply.NullReply();

  private final Deque<Aggregate> open = new ArrayDeque<>();
  private byte[] array = new byte[0];
  private int position;
  private int end;

  /** Up to where the current line has been searched for its end. */
  private int searched;

  /** The type of the string that is being read, and its length; -1 outside of strings. */
  private char stringType;

  private int stringLength = -1;

  /** A reader that has seen nothing. */
  public ReplyReader() {}

  /** An aggregate of which some elements are missing. */
  private static final class Aggregate {
    final char type;
    final List<Reply> elements = new ArrayList<>();
    long missing;

    /** Of an attributed reply: the attributes, once they are whole. */
    @Nullable List<Reply.Entry> attributes;

    Aggregate(char type, long missing) {
      this.type = type;
      this.missing = missing;
    }

    List<Reply.Entry> entries() {
      List<Reply.Entry> entries = new ArrayList<>();
      for (int i = 0; i < elements.size(); i += 2) {
        entries.add(new Reply.Entry(elements.get(i), elements.get(i + 1)));
      }
      return List.copyOf(entries);
    }
  }

  /** Hands over what arrived, which is copied. */
  public void accept(byte[] bytes, int offset, int length) {
    int kept = end - position;
    if (position > 0 && kept > 0) {
      System.arraycopy(array, position, array, 0, kept);
    }
    searched -= position;
    position = 0;
    end = kept;
    if (array.length < end + length) {
      array = Arrays.copyOf(array, Math.max(end + length, Math.min(2 * array.length, 1 << 26)));
    }
    System.arraycopy(bytes, offset, array, end, length);
    end += length;
  }

  /** Whether a reply has come in part. */
  public boolean isWithinReply() {
    return position < end || !open.isEmpty() || stringLength >= 0;
  }

  /** The next reply that is whole, or null until more has arrived. */
  public @Nullable Reply next() throws ProtocolError {
    while (true) {
      Reply value = value();
      if (value == null) {
        return null;
      }
      Reply whole = place(value);
      if (whole != null) {
        return whole;
      }
    }
  }

  /** Puts a value into the innermost aggregate; what is whole by that, or null. */
  private @Nullable Reply place(Reply first) throws ProtocolError {
    Reply value = first;
    while (true) {
      Aggregate inner = open.peek();
      if (value != OPENED) {
        if (inner == null) {
          return value;
        }
        inner.elements.add(value);
        inner.missing--;
      }
      if (inner == null || inner.missing > 0) {
        return null;
      }
      if (inner.type == '|' && inner.attributes == null) {
        inner.attributes = inner.entries();
        inner.elements.clear();
        inner.missing = 1;
        return null;
      }
      open.pop();
      value = closed(inner);
    }
  }

  private static Reply closed(Aggregate aggregate) {
    return switch (aggregate.type) {
      case '~' -> new Reply.SetReply(List.copyOf(aggregate.elements));
      case '>' -> new Reply.PushReply(List.copyOf(aggregate.elements));
      case '%' -> new Reply.MapReply(aggregate.entries());
      case '|' ->
          new Reply.AttributedReply(
              aggregate.attributes == null ? List.of() : aggregate.attributes,
              aggregate.elements.getFirst());
      default -> new Reply.ArrayReply(List.copyOf(aggregate.elements));
    };
  }

  /** Stands for an aggregate that has just been put on the stack. */
  private static final Reply OPENED = new Reply.NullReply();

  /** A value that is no aggregate, {@link #OPENED}, or null if it has not come whole. */
  private @Nullable Reply value() throws ProtocolError {
    if (stringLength >= 0) {
      return string();
    }
    int lineEnd = lineEnd();
    if (lineEnd < 0) {
      return null;
    }
    char type = (char) (array[position] & 0xff);
    int from = position + 1;
    int length = lineEnd - from;
    position = lineEnd + 2;
    searched = position;
    return switch (type) {
      case '+' -> new Reply.SimpleString(Bytes.copyOf(array, from, length));
      case '-' -> new Reply.ErrorReply(Bytes.copyOf(array, from, length));
      case ':' -> new Reply.IntegerReply(number(from, length));
      case ',' -> new Reply.DoubleReply(text(from, length));
      case '(' -> new Reply.BigNumber(text(from, length));
      case '#' -> bool(text(from, length));
      case '_' -> NULL;
      case '$', '!', '=' -> openString(type, number(from, length));
      case '*', '~', '>', '%', '|' -> openAggregate(type, number(from, length));
      default -> throw new ProtocolError("no reply starts with the byte " + (int) type);
    };
  }

  /** Where the line that starts at {@link #position} ends; -1 if its end has not come. */
  private int lineEnd() throws ProtocolError {
    for (int at = Math.max(searched, position); at + 1 < end; at++) {
      if (array[at] == '\r' && array[at + 1] == '\n') {
        return at;
      }
    }
    searched = Math.max(position, end - 1);
    if (end - position > LINE_BYTES) {
      throw new ProtocolError("too big a line");
    }
    return -1;
  }

  private @Nullable Reply openString(char type, long length) throws ProtocolError {
    if (length == -1 && type == '$') {
      return NULL;
    }
    if (length < (type == '=' ? 4 : 0) || length > STRING_BYTES) {
      throw new ProtocolError("invalid string length");
    }
    stringType = type;
    stringLength = (int) length;
    return string();
  }

  private @Nullable Reply string() throws ProtocolError {
    if (end - position < stringLength + 2) {
      return null;
    }
    int from = position;
    int length = stringLength;
    if (array[from + length] != '\r' || array[from + length + 1] != '\n') {
      throw new ProtocolError("a string is longer than announced");
    }
    position = from + length + 2;
    searched = position;
    stringLength = -1;
    return switch (stringType) {
      case '!' -> new Reply.ErrorReply(Bytes.copyOf(array, from, length));
      case '=' ->
          new Reply.VerbatimString(text(from, 3), Bytes.copyOf(array, from + 4, length - 4));
      default -> new Reply.BulkString(Bytes.copyOf(array, from, length));
    };
  }

  private Reply openAggregate(char type, long count) throws ProtocolError {
    if (count == -1 && type == '*') {
      return NULL;
    }
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new ProtocolError("invalid number of elements");
    }
    if (open.size() == DEPTH) {
      throw new ProtocolError("nested too deep");
    }
    open.push(new Aggregate(type, type == '%' || type == '|' ? 2 * count : count));
    return OPENED;
  }

  private static Reply bool(String text) throws ProtocolError {
    return switch (text) {
      case "t" -> new Reply.BooleanReply(true);
      case "f" -> new Reply.BooleanReply(false);
      default -> throw new ProtocolError("no boolean: " + text);
    };
  }

  private long number(int from, int length) throws ProtocolError {
    long number = Decimal.parse(array, from, length);
    if (number == Decimal.INVALID && !Decimal.isMinimum(array, from, length)) {
      throw new ProtocolError("no number: " + text(from, length));
    }
    return number;
  }

  private String text(int from, int length) {
    return Bytes.copyOf(array, from, length).latin1();
  }
}
