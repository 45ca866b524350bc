package dev.tidings.protocol;

import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes RESP2 or RESP3 into an {@link Outbox}. What RESP2 does not have is written as what Redis
 * writes there: a map as a flat array, a set and a push as an array, a double as a bulk string, a
 * boolean as 1 or 0, both nulls apart ({@code $-1}, {@code *-1}) that RESP3 has as one.
 */
public final class RespWriter {
  private static final int HEADER_BYTES = 24;
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NULL = "_\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NULL_BULK = "$-1\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NULL_ARRAY = "*-1\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Outbox outbox;
  private int protocol = 2;
  private long errorCount;
  private String lastError = "";

  /** A writer of RESP2 into {@code outbox}. */
  public RespWriter(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Where it writes to. */
  public Outbox outbox() {
    return outbox;
  }

  /** 2 or 3. */
  public int protocol() {
    return protocol;
  }

  /** Speaks RESP {@code version}, 2 or 3, from now on. */
  public void speak(int version) {
    this.protocol = version;
  }

  /** How many errors it has written. */
  public long errorCount() {
    return errorCount;
  }

  /** The text of the last error that it has written; empty if that was a repeated one. */
  public String lastError() {
    return lastError;
  }

  /** {@code +OK}. */
  public void ok() {
    outbox.append(OK, 0, OK.length);
  }

  /** A simple string; {@code text} is Latin-1, a character a byte, without CR or LF. */
  public void simple(String text) {
    line('+', text);
  }

  /**
   * An error: {@code text} begins with its code, as in {@code ERR syntax error}. Each character is
   * one byte, and CR and LF become spaces, since names that clients chose are echoed in errors.
   */
  public void error(String text) {
    repeatedError(text);
    lastError = text;
  }

  /** An error that has been told before: to a script, which tells it on. */
  public void repeatedError(String text) {
    errorCount++;
    lastError = "";
    line('-', withoutLineEnd(text).replace('\r', ' ').replace('\n', ' '));
  }

  /** {@code text} without the CRs and LFs that it ends with: no error is told with them. */
  public static String withoutLineEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\r' || text.charAt(end - 1) == '\n')) {
      end--;
    }
    return text.substring(0, end);
  }

  /** A whole number. */
  public void integer(long value) {
    header(':', value);
  }

  /** A string of bytes. */
  public void bulk(Bytes value) {
    bulk(value.array());
  }

  /** A string of bytes that nobody will change any more. */
  public void bulk(byte[] value) {
    header('$', value.length);
    if (value.length < Outbox.REFER_BYTES) {
      body(value, 0, value.length);
    } else {
      outbox.refer(value);
      body(value, 0, 0);
    }
  }

  /** A copy of a string of bytes. */
  public void bulk(byte[] array, int offset, int length) {
    header('$', length);
    body(array, offset, length);
  }

  /** A string in UTF-8. */
  public void bulk(String text) {
    bulk(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A string where each character is one byte. */
  public void bulkLatin1(String text) {
    bulk(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A whole number as a bulk string. */
  public void bulk(long value) {
    header('$', Decimal.length(value));
    byte[] into = outbox.reserve(HEADER_BYTES);
    int at = Decimal.write(into, outbox.tailLength(), value);
    into[at++] = '\r';
    into[at++] = '\n';
    outbox.tailLength(at);
  }

  /** The absence of a string. */
  public void nullBulk() {
    constant(protocol == 2 ? NULL_BULK : NULL);
  }

  /** The absence of an array. */
  public void nullArray() {
    constant(protocol == 2 ? NULL_ARRAY : NULL);
  }

  /** The head of an array of {@code size} values. */
  public void array(long size) {
    header('*', size);
  }

  /** The head of a map of {@code pairs} keys and values. */
  public void map(long pairs) {
    if (protocol == 2) {
      header('*', pairs * 2);
    } else {
      header('%', pairs);
    }
  }

  /** The head of a set of {@code size} values. */
  public void set(long size) {
    header(protocol == 2 ? '*' : '~', size);
  }

  /** The head of a push of {@code size} values. */
  public void push(long size) {
    header(protocol == 2 ? '*' : '>', size);
  }

  /** A floating-point number, as {@link DoubleText} prints it. */
  public void real(double value) {
    if (protocol == 2) {
      bulkReal(value);
    } else if (DoubleText.isWhole(value)) {
      header(',', (long) value);
    } else {
      line(',', DoubleText.of(value));
    }
  }

  /** A floating-point number as a bulk string in both protocols. */
  public void bulkReal(double value) {
    if (DoubleText.isWhole(value)) {
      bulk((long) value);
    } else {
      bulkLatin1(DoubleText.of(value));
    }
  }

  /** A floating-point number of more than 53 bits, as {@link LongDouble} prints it. */
  public void real(LongDouble value) {
    if (protocol == 2) {
      bulkLatin1(value.text());
    } else {
      line(',', value.text());
    }
  }

  /** True or false; 1 or 0 in RESP2. */
  public void bool(boolean value) {
    if (protocol == 2) {
      integer(value ? 1 : 0);
    } else {
      line('#', value ? "t" : "f");
    }
  }

  /** A text for people with its three-letter format, {@code txt} or {@code mkd}. */
  public void verbatim(String format, String text) {
    verbatim(format, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A text for people, its bytes as they are. */
  public void verbatim(String format, byte[] bytes) {
    if (protocol == 2) {
      bulk(bytes);
    } else {
      header('=', bytes.length + 4L);
      byte[] prefix = (format + ":").getBytes(StandardCharsets.ISO_8859_1);
      outbox.append(prefix, 0, prefix.length);
      body(bytes, 0, bytes.length);
    }
  }

  /** A whole number of any size, in decimal. */
  public void bigNumber(String digits) {
    if (protocol == 2) {
      bulkLatin1(digits);
    } else {
      line('(', digits);
    }
  }

  /** The head of attributes, which RESP2 does not have: write them only in RESP3. */
  public void attribute(long pairs) {
    header('|', pairs);
  }

  private void constant(byte[] bytes) {
    outbox.append(bytes, 0, bytes.length);
  }

  private void header(char type, long number) {
    byte[] into = outbox.reserve(HEADER_BYTES);
    int at = outbox.tailLength();
    into[at++] = (byte) type;
    at = Decimal.write(into, at, number);
    into[at++] = '\r';
    into[at++] = '\n';
    outbox.tailLength(at);
  }

  private void body(byte[] array, int offset, int length) {
    byte[] into = outbox.reserve(length + 2);
    int at = outbox.tailLength();
    System.arraycopy(array, offset, into, at, length);
    at += length;
    into[at++] = '\r';
    into[at++] = '\n';
    outbox.tailLength(at);
  }

  private void line(char type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] into = outbox.reserve(bytes.length + 3);
    int at = outbox.tailLength();
    into[at++] = (byte) type;
    System.arraycopy(bytes, 0, into, at, bytes.length);
    at += bytes.length;
    into[at++] = '\r';
    into[at++] = '\n';
    outbox.tailLength(at);
  }
}
