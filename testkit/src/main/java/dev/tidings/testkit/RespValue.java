package dev.tidings.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One value of the Redis protocol, RESP2 or RESP3, as it stood on the wire.
 *
 * <p>Text is kept as Latin-1: each character is one byte, so nothing is lost and values compare by
 * {@code equals}. Two values are equal exactly when their bytes on the wire are: the two nulls of
 * RESP2 and the null of RESP3 are three different values, and so are a simple string and a bulk
 * string of the same text.
 *
 * <p>{@code toString} is made for failure messages and is as exact as the bytes:
 *
 * <pre>
 *   +OK           simple string       "foo"        bulk string
 *   -ERR no       simple error        !"ERR no"    bulk error
 *   :7            integer             nil$         null bulk ($-1)
 *   ,1.5          double              nil*         null array (*-1)
 *   #t            boolean             nil_         null of RESP3
 *   (123          big number          txt"foo"     verbatim string
 *   [a, b]        array               >[a, b]      push
 *   ~[a, b]       set                 %[k: v]      map
 *   |[k: v] a     attributes of a
 * </pre>
 *
 * Immutable; may be shared between threads.
 */
public sealed interface RespValue {
  /** {@code +text}. */
  record SimpleString(String text) implements RespValue {
    @Override
    public String toString() {
      return "+" + Latin1.escaped(text);
    }
  }

  /** {@code -text}. */
  record SimpleError(String text) implements RespValue {
    @Override
    public String toString() {
      return "-" + Latin1.escaped(text);
    }
  }

  /** {@code :number}. */
  record IntegerNumber(long number) implements RespValue {
    @Override
    public String toString() {
      return ":" + number;
    }
  }

  /** {@code $length text}. */
  record BulkString(String text) implements RespValue {
    @Override
    public String toString() {
      return Latin1.quoted(text);
    }
  }

  /** {@code !length text}. */
  record BulkError(String text) implements RespValue {
    @Override
    public String toString() {
      return "!" + Latin1.quoted(text);
    }
  }

  /** {@code =length format:text}; the format has three characters. */
  record VerbatimString(String format, String text) implements RespValue {
    @Override
    public String toString() {
      return Latin1.escaped(format) + Latin1.quoted(text);
    }
  }

  /** {@code $-1}. */
  record NullBulk() implements RespValue {
    @Override
    public String toString() {
      return "nil$";
    }
  }

  /** {@code *-1}. */
  record NullArray() implements RespValue {
    @Override
    public String toString() {
      return "nil*";
    }
  }

  /** {@code _}. */
  record Null() implements RespValue {
    @Override
    public String toString() {
      return "nil_";
    }
  }

  /** {@code #t} or {@code #f}. */
  record BooleanValue(boolean truth) implements RespValue {
    @Override
    public String toString() {
      return truth ? "#t" : "#f";
    }
  }

  /** {@code ,digits}: the spelling is kept, since it is what a comparison of servers is about. */
  record DoubleNumber(String digits) implements RespValue {
    @Override
    public String toString() {
      return "," + Latin1.escaped(digits);
    }
  }

  /** {@code (digits}. */
  record BigNumber(String digits) implements RespValue {
    @Override
    public String toString() {
      return "(" + Latin1.escaped(digits);
    }
  }

  /** {@code *count elements}. */
  record Array(List<RespValue> elements) implements RespValue {
    /** Copies the elements. */
    public Array {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return elements.toString();
    }
  }

  /** {@code ~count elements}, in the order of the wire. */
  record SetValue(List<RespValue> elements) implements RespValue {
    /** Copies the elements. */
    public SetValue {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return "~" + elements;
    }
  }

  /** {@code >count elements}: something the client did not ask for. */
  record Push(List<RespValue> elements) implements RespValue {
    /** Copies the elements. */
    public Push {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return ">" + elements;
    }
  }

  /** {@code %count entries}, in the order of the wire. */
  record MapValue(List<Entry> entries) implements RespValue {
    /** Copies the entries. */
    public MapValue {
      entries = List.copyOf(entries);
    }

    @Override
    public String toString() {
      return "%" + entries;
    }
  }

  /** {@code |count entries value}: a value with attributes before it. */
  record Attributed(List<Entry> attributes, RespValue value) implements RespValue {
    /** Copies the attributes. */
    public Attributed {
      attributes = List.copyOf(attributes);
    }

    @Override
    public String toString() {
      return "|" + attributes + " " + value;
    }
  }

  /** A key and its value in a map or among attributes. */
  record Entry(RespValue key, RespValue value) {
    @Override
    public String toString() {
      return key + ": " + value;
    }
  }

  /** The bulk string of {@code text} (Latin-1). */
  static RespValue bulk(String text) {
    return new BulkString(text);
  }

  /** The array of {@code elements}. */
  static RespValue array(RespValue... elements) {
    return new Array(Arrays.asList(elements));
  }

  /** The push of {@code elements}. */
  static RespValue push(RespValue... elements) {
    return new Push(Arrays.asList(elements));
  }

  /** The array of bulk strings that a client sends as a request. */
  static RespValue request(String... words) {
    return new Array(Arrays.stream(words).map(RespValue::bulk).toList());
  }

  /** The bytes of this value on the wire. */
  default byte[] wire() {
    return wireText().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The bytes on the wire as Latin-1. */
  default String wireText() {
    StringBuilder out = new StringBuilder();
    RespWriter.append(this, out);
    return out.toString();
  }

  /** The elements of an array, a set or a push; an error for any other value. */
  default List<RespValue> elements() {
    return switch (this) {
      case Array array -> array.elements;
      case SetValue set -> set.elements;
      case Push push -> push.elements;
      default -> throw new AssertionError("has no elements: " + this);
    };
  }

  /** The text of a string of any kind; an error for any other value. */
  default String text() {
    return switch (this) {
      case SimpleString string -> string.text;
      case BulkString string -> string.text;
      case VerbatimString string -> string.text;
      case SimpleError error -> error.text;
      case BulkError error -> error.text;
      default -> throw new AssertionError("has no text: " + this);
    };
  }

  /** The number of an integer; an error for any other value. */
  default long number() {
    if (this instanceof IntegerNumber integer) {
      return integer.number;
    }
    throw new AssertionError("is not an integer: " + this);
  }

  /** Several values in one line, as a failure shows them. */
  static String line(List<RespValue> values) {
    return values.stream().map(RespValue::toString).collect(Collectors.joining("  "));
  }
}
