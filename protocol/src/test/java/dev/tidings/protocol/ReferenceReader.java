package dev.tidings.protocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of requests told plainly, over a stream that is there as a whole: the model. */
final class ReferenceReader {
  /** What a stream says: its requests, why it was given up (or null), and what is left waiting. */
  record Heard(List<List<String>> requests, @Nullable String error, int waitingBytes) {}

  private static final int LINE = 65_536;
  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern WORD =
      Pattern.compile(
          "([^\\s\"']*+)(?:\"((?:\\\\x[0-9a-fA-F]{2}|\\\\.|[^\"\\\\])*+)\"|'((?:\\\\'|[^'])*+)')?+"
              + "(?=\\s|$)",
          Pattern.DOTALL);
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\x([0-9a-fA-F]{2})|\\\\(.)", Pattern.DOTALL);

  private final String stream;
  private final ReaderLimits limits;
  private final List<List<String>> requests = new ArrayList<>();
  private int at;

  private ReferenceReader(byte[] stream, ReaderLimits limits) {
    this.stream = new String(stream, StandardCharsets.ISO_8859_1);
    this.limits = limits;
  }

  /** Thrown to stop: with a text the stream is wrong, without it is not whole. */
  private static final class Stop extends Exception {
    private static final long serialVersionUID = 1L;

    Stop(@Nullable String text) {
      super(text, null, false, false);
    }
  }

  static Heard hear(byte[] stream, ReaderLimits limits) {
    ReferenceReader reader = new ReferenceReader(stream, limits);
    int start = 0;
    try {
      while (reader.at < stream.length) {
        start = reader.at;
        if (reader.stream.charAt(start) == '*') {
          reader.array();
        } else {
          reader.inline();
        }
        start = reader.at;
      }
    } catch (Stop stop) {
      return new Heard(reader.requests, stop.getMessage(), stream.length - start);
    }
    return new Heard(reader.requests, null, 0);
  }

  private String line(char end, String tooLong) throws Stop {
    int found = stream.indexOf(end, at);
    int zero = stream.indexOf('\0', at);
    if (found < 0 || (zero >= 0 && zero < found)) {
      throw new Stop(stream.length() - at > LINE ? tooLong : null);
    }
    if (found - at > LINE) {
      throw new Stop(tooLong);
    }
    return stream.substring(at, found);
  }

  private void array() throws Stop {
    String head = line('\r', "too big mbulk count string");
    need(head.length() + 2);
    BigInteger count = number(head.substring(1), "invalid multibulk length");
    if (count.compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) > 0) {
      throw new Stop("invalid multibulk length");
    }
    if (count.intValue() > limits.words() && count.signum() > 0) {
      throw new Stop("unauthenticated multibulk length");
    }
    at += head.length() + 2;
    List<String> words = new ArrayList<>();
    for (int i = 0; count.signum() > 0 && i < count.intValue(); i++) {
      words.add(word());
    }
    if (!words.isEmpty()) {
      requests.add(words);
    }
  }

  private String word() throws Stop {
    String head = line('\r', "too big bulk count string");
    need(head.length() + 2);
    if (stream.charAt(at) != '$') {
      throw new Stop("expected '$', got '" + stream.charAt(at) + "'");
    }
    BigInteger length = number(head.substring(1), "invalid bulk length");
    if (length.signum() < 0 || length.compareTo(BigInteger.valueOf(512 << 20)) > 0) {
      throw new Stop("invalid bulk length");
    }
    if (length.longValue() > limits.bulkBytes()) {
      throw new Stop(
          limits.equals(ReaderLimits.UNAUTHENTICATED)
              ? "unauthenticated bulk length"
              : "invalid bulk length");
    }
    at += head.length() + 2;
    need(length.intValue() + 2);
    String word = stream.substring(at, at + length.intValue());
    at += length.intValue() + 2;
    return word;
  }

  private void need(int bytes) throws Stop {
    if (stream.length() - at < bytes) {
      throw new Stop(null);
    }
  }

  private static BigInteger number(String text, String refusal) throws Stop {
    if (!NUMBER.matcher(text).matches() || new BigInteger(text).bitLength() > 63) {
      throw new Stop(refusal);
    }
    return new BigInteger(text);
  }

  private void inline() throws Stop {
    String line = line('\n', "too big inline request");
    at += line.length() + 1;
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    int from = 0;
    while (true) {
      while (from < text.length() && isSpace(text.charAt(from))) {
        from++;
      }
      if (from == text.length()) {
        break;
      }
      if (!matcher.region(from, text.length()).lookingAt()) {
        throw new Stop("unbalanced quotes in request");
      }
      words.add(unescaped(matcher));
      from = matcher.end();
    }
    if (!words.isEmpty()) {
      requests.add(words);
    }
  }

  private static boolean isSpace(char c) {
    return " \t\n\u000b\f\r".indexOf(c) >= 0;
  }

  private static String unescaped(Matcher word) {
    String text = word.group(1);
    if (word.group(2) != null) {
      text +=
          ESCAPE
              .matcher(word.group(2))
              .replaceAll(
                  found -> Matcher.quoteReplacement(escape(found.group(1), found.group(2))));
    } else if (word.group(3) != null) {
      text += word.group(3).replace("\\'", "'");
    }
    return text;
  }

  private static String escape(@Nullable String hex, @Nullable String letter) {
    if (hex != null) {
      return "" + (char) Integer.parseInt(hex, 16);
    }
    int known = "nrtba".indexOf(String.valueOf(letter));
    return known < 0 ? String.valueOf(letter) : "\n\r\t\b\u0007".substring(known, known + 1);
  }
}
