package dev.tidings.command;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of a command stand, as COMMAND INFO tells it to clients that route by key.
 *
 * @param access what the keys are used for
 * @param begin where to begin
 * @param find which words from there are keys
 * @param note what people should know of it; null if nothing
 */
public record KeySpec(Access access, Begin begin, Find find, @Nullable String note) {
  /** One without a note. */
  public KeySpec(Access access, Begin begin, Find find) {
    this(access, begin, find, null);
  }

  /** The same with a note. */
  public KeySpec noted(String text) {
    return new KeySpec(access, begin, find, text);
  }

  /** Where the search begins. */
  public sealed interface Begin {}

  /** At word {@code index}, the command's name being 0. */
  public record AtIndex(int index) implements Begin {}

  /**
   * Behind the word {@code keyword}, looked for from word {@code from} on; a negative {@code from}
   * counts from the end of the request, and the search goes backwards. The last word is never taken
   * for the keyword when searching forwards, since no key could follow. Not found: no keys.
   */
  public record AfterKeyword(String keyword, int from) implements Begin {}

  /**
   * Behind the last word {@code keyword} that is an option's name, from word {@code from} on; the
   * words that the options {@code skipped} take are passed over. Told as unknown, since no client
   * is known to look for keys so.
   */
  public record AfterLast(String keyword, int from, List<Option> skipped) implements Begin {
    /** An option and how many words it takes. */
    public record Option(String name, int words) {}
  }

  /** Cannot be told: which keys are used follows from the data. No keys. */
  public record Unknown() implements Begin, Find {}

  /** Which words are keys. */
  public sealed interface Find {}

  /**
   * From the beginning, each {@code step}th word to the one {@code last} words further; a negative
   * {@code last} counts from the end of the request (-1: its last word), and then with {@code
   * limit} above 1 only that fraction of the words from the beginning on is meant.
   */
  public record Range(int last, int step, int limit) implements Find {}

  /**
   * As many as the number says that stands {@code countIndex} words behind the beginning, from
   * {@code firstIndex} words behind the beginning on, each {@code step}th.
   */
  public record Counted(int countIndex, int firstIndex, int step) implements Find {}

  /** The words that COMMAND INFO shows for the keys' use. */
  public Set<String> flags() {
    return new java.util.LinkedHashSet<>(access.flags());
  }
}
