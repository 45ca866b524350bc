package dev.tidings.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Streams of requests, right and wrong, the same for the same seed. */
final class RandomStreams {
  private static final String[] SNIPPETS = {
    "*",
    "$",
    "\r\n",
    "\r",
    "\n",
    "\0",
    "-1",
    "-0",
    "0",
    "01",
    "+1",
    " ",
    "\"",
    "'",
    "\\",
    "\\x4",
    "*-1\r\n",
    "*0\r\n",
    "$-1\r\n",
    "$0\r\n",
    "*1\r\n",
    "*2\r\n",
    "$1\r\n",
    "*2147483647\r\n",
    "*2147483648\r\n",
    "$536870912\r\n",
    "$536870913\r\n",
    "*9223372036854775807\r\n",
    "*-9223372036854775808\r\n",
    "*-9223372036854775809\r\n",
    "$-9223372036854775808\r\n",
    "$99999999999999999999\r\n",
    "*11\r\n",
    "$16385\r\n",
    "PING\r\n",
    "GET 'a b' \"\\x41\\n\"\r\n"
  };
  private static final String LETTERS = "ab '\"\\x4n\t\r*$01\u00ff";

  private final SplittableRandom random;

  RandomStreams(SplittableRandom random) {
    this.random = random;
  }

  /** A request of up to 6 words; most short, few long. */
  List<byte[]> request() {
    List<byte[]> words = new ArrayList<>();
    int count = 1 + random.nextInt(random.nextInt(20) == 0 ? 40 : 6);
    for (int i = 0; i < count; i++) {
      byte[] word = new byte[random.nextInt(random.nextInt(30) == 0 ? 40_000 : 12)];
      random.nextBytes(word);
      words.add(word);
    }
    return words;
  }

  /** The bytes of a request as an array of bulk strings. */
  static byte[] wire(List<byte[]> words) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.writeBytes(latin1("*" + words.size() + "\r\n"));
    for (byte[] word : words) {
      wire.writeBytes(latin1("$" + word.length + "\r\n"));
      wire.writeBytes(word);
      wire.writeBytes(latin1("\r\n"));
    }
    return wire.toByteArray();
  }

  /** Some requests and lines one after the other, then a few changes of some bytes. */
  byte[] stream() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int pieces = 1 + random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      stream.writeBytes(piece());
    }
    byte[] bytes = stream.toByteArray();
    int changes = Math.max(0, random.nextInt(6) - 2);
    for (int i = 0; i < changes; i++) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] piece() {
    return switch (random.nextInt(10)) {
      case 0 -> latin1(SNIPPETS[random.nextInt(SNIPPETS.length)]);
      case 1, 2 -> latin1(line(random.nextInt(30)) + (random.nextBoolean() ? "\r\n" : "\n"));
      case 3 -> random.nextInt(40) == 0 ? longLine() : latin1("\r\n");
      default -> wire(request());
    };
  }

  private String line(int length) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < length; i++) {
      line.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return line.toString();
  }

  /** A line around the greatest length allowed, with or without an end. */
  private byte[] longLine() {
    int length = ReaderLimits.LINE_BYTES - 2 + random.nextInt(5);
    String[] starts = {"a", "*", "*1\r\n$", "*1\r\nx"};
    String[] ends = {"\r\n", "\n", "\r", ""};
    return latin1(
        starts[random.nextInt(starts.length)]
            + "7".repeat(length)
            + ends[random.nextInt(ends.length)]);
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String snippet = SNIPPETS[random.nextInt(SNIPPETS.length)];
    String made =
        switch (random.nextInt(5)) {
          case 0 -> text.substring(0, at);
          case 1 -> text.substring(0, at) + snippet + text.substring(at);
          case 2 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
          case 3 ->
              text.substring(0, at) + snippet + text.substring(Math.min(text.length(), at + 2));
          default ->
              text.substring(0, at)
                  + (char) random.nextInt(256)
                  + text.substring(Math.min(text.length(), at + 1));
        };
    return latin1(made);
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
