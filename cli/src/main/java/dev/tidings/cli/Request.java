package dev.tidings.cli;

import dev.tidings.protocol.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A command as it was typed. */
record Request(List<byte[]> words) {

  /** From the words of the command line. */
  static Request of(List<String> words) {
    List<byte[]> bytes = new ArrayList<>();
    for (String word : words) {
      bytes.add(word.getBytes(StandardCharsets.UTF_8));
    }
    return new Request(bytes);
  }

  /** From a line with quotes; null if one is not closed. */
  static @Nullable Request ofLine(byte[] line) {
    Words words = Words.ofLine(line);
    if (words == null) {
      return null;
    }
    List<byte[]> bytes = new ArrayList<>();
    for (int i = 0; i < words.count(); i++) {
      bytes.add(words.bytes(i));
    }
    return new Request(bytes);
  }

  /** The same with one more argument. */
  Request with(byte[] last) {
    List<byte[]> more = new ArrayList<>(words);
    more.add(last);
    return new Request(more);
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** Its first word, in small letters. */
  String name() {
    return words.isEmpty() ? "" : word(0).toLowerCase(Locale.ROOT);
  }

  String word(int index) {
    return new String(words.get(index), StandardCharsets.UTF_8);
  }

  /** Whether the program ends instead of sending it. */
  boolean isFarewell() {
    return words.size() == 1 && (name().equals("quit") || name().equals("exit"));
  }

  /** Whether what follows does not answer anything: messages, or what others do. */
  boolean opensStream() {
    return switch (name()) {
      case "subscribe", "psubscribe", "ssubscribe", "monitor" -> true;
      default -> false;
    };
  }
}
