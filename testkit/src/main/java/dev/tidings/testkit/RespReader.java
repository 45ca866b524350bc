package dev.tidings.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads values from bytes as they arrive. Strict: only the one canonical spelling of each value is
 * accepted, so that a value which was read is written again as the same bytes.
 *
 * <p>If the source cannot give more in the middle of a value, it throws, and the bytes read so far
 * stay: the next {@link #read} starts at the same value again.
 */
final class RespReader {
  /** Where bytes come from. */
  @FunctionalInterface
  interface Source {
    /** Reads at least one byte; −1 at the end; throws when its patience ends. */
    int read(byte[] into, int offset, int length) throws IOException;
  }

  /** The bytes are not the protocol. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /** How deep values may nest: deeper is a server gone mad rather than an answer. */
  private static final int DEPTH_LIMIT = 200;

  private final Source source;
  private byte[] buffer = new byte[8192];
  private int start;
  private int position;
  private int end;

  RespReader(Source source) {
    this.source = source;
  }

  /** All values in {@code bytes}, which must end with a whole one. */
  static List<RespValue> all(byte[] bytes) throws IOException {
    RespReader reader = new RespReader((into, offset, length) -> -1);
    reader.buffer = bytes.clone();
    reader.end = bytes.length;
    List<RespValue> values = new ArrayList<>();
    while (reader.pending()) {
      values.add(reader.read());
    }
    return values;
  }

  /** Whether bytes have been read from the source which no value has used yet. */
  boolean pending() {
    return start < end;
  }

  /** What {@link #pending} is about. */
  String pendingText() {
    return Latin1.text(buffer, start, end - start);
  }

  /** The next value; EOFException if the source ends before its first byte or inside it. */
  RespValue read() throws IOException {
    position = start;
    RespValue value = value(0);
    String taken = Latin1.text(buffer, start, position - start);
    if (!value.wireText().equals(taken)) {
      throw new Malformed("not the canonical bytes of " + value + ": " + Latin1.escaped(taken));
    }
    start = position;
    return value;
  }

  private RespValue value(int depth) throws IOException {
    if (depth > DEPTH_LIMIT) {
      throw new Malformed("nested deeper than " + DEPTH_LIMIT);
    }
    char kind = (char) (next() & 0xff);
    return switch (kind) {
      case '+' -> new RespValue.SimpleString(line());
      case '-' -> new RespValue.SimpleError(line());
      case ':' -> new RespValue.IntegerNumber(number(line()));
      case '$' -> bulk();
      case '!' -> new RespValue.BulkError(blob(length(kind)));
      case '=' -> verbatim();
      case '*' -> array(depth);
      case '_' -> {
        expect(line(), "");
        yield new RespValue.Null();
      }
      case '#' -> bool();
      case ',' -> new RespValue.DoubleNumber(line());
      case '(' -> new RespValue.BigNumber(line());
      case '~' -> new RespValue.SetValue(elements(length(kind), depth));
      case '>' -> new RespValue.Push(elements(length(kind), depth));
      case '%' -> new RespValue.MapValue(entries(length(kind), depth));
      case '|' -> new RespValue.Attributed(entries(length(kind), depth), value(depth + 1));
      default -> throw new Malformed("no value starts like this: " + where());
    };
  }

  private RespValue bulk() throws IOException {
    long length = number(line());
    return length == -1 ? new RespValue.NullBulk() : new RespValue.BulkString(blob(length));
  }

  private RespValue array(int depth) throws IOException {
    long length = number(line());
    return length == -1 ? new RespValue.NullArray() : new RespValue.Array(elements(length, depth));
  }

  private RespValue verbatim() throws IOException {
    String text = blob(length('='));
    if (text.length() < 4 || text.charAt(3) != ':') {
      throw new Malformed("a verbatim string without a format: " + Latin1.quoted(text));
    }
    return new RespValue.VerbatimString(text.substring(0, 3), text.substring(4));
  }

  private RespValue bool() throws IOException {
    String text = line();
    return switch (text) {
      case "t" -> new RespValue.BooleanValue(true);
      case "f" -> new RespValue.BooleanValue(false);
      default -> throw new Malformed("not a boolean: " + Latin1.quoted(text));
    };
  }

  private List<RespValue> elements(long count, int depth) throws IOException {
    List<RespValue> elements = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      elements.add(value(depth + 1));
    }
    return elements;
  }

  private List<RespValue.Entry> entries(long count, int depth) throws IOException {
    List<RespValue.Entry> entries = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      RespValue key = value(depth + 1);
      entries.add(new RespValue.Entry(key, value(depth + 1)));
    }
    return entries;
  }

  private long length(char kind) throws IOException {
    long length = number(line());
    if (length < 0) {
      throw new Malformed("a negative length for '" + kind + "': " + length);
    }
    return length;
  }

  private long number(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notNumber) {
      throw new Malformed("not a number: " + Latin1.quoted(text) + " in " + where());
    }
  }

  private String blob(long length) throws IOException {
    if (length < 0 || length > Integer.MAX_VALUE / 2) {
      throw new Malformed("no length of a string: " + length);
    }
    need((int) length + 2);
    String text = Latin1.text(buffer, position, (int) length);
    position += (int) length;
    expect(Latin1.text(buffer, position, 2), "\r\n");
    position += 2;
    return text;
  }

  private String line() throws IOException {
    int from = position - start;
    while (true) {
      byte b = next();
      if (b == '\r') {
        break;
      }
      if (b == '\n') {
        throw new Malformed("a line feed without a carriage return: " + where());
      }
    }
    String text = Latin1.text(buffer, start + from, position - 1 - start - from);
    if (next() != '\n') {
      throw new Malformed("a carriage return without a line feed: " + where());
    }
    return text;
  }

  private void expect(String found, String wanted) throws IOException {
    if (!found.equals(wanted)) {
      throw new Malformed(
          "expected " + Latin1.quoted(wanted) + " but found " + Latin1.quoted(found));
    }
  }

  private byte next() throws IOException {
    need(1);
    return buffer[position++];
  }

  private void need(int length) throws IOException {
    while (end - position < length) {
      if (end == buffer.length) {
        makeRoom(length);
      }
      int read = source.read(buffer, end, buffer.length - end);
      if (read < 0) {
        throw new EOFException(pending() ? "closed inside a value: " + where() : "closed");
      }
      end += read;
    }
  }

  private void makeRoom(int length) {
    int used = end - start;
    int wanted = Math.max(used + length, used * 2);
    byte[] roomier = wanted > buffer.length ? new byte[wanted] : buffer;
    System.arraycopy(buffer, start, roomier, 0, used);
    buffer = roomier;
    position -= start;
    end = used;
    start = 0;
  }

  private String where() {
    int length = Math.min(end - start, 200);
    return Latin1.quoted(Latin1.text(buffer, start, length));
  }
}
