package dev.tidings.settings;

import java.util.List;

/**
 * How the values of a setting are read from words and written as text.
 *
 * <p>Texts are Latin-1: one character stands for one byte, so that nothing is lost between the wire
 * and the file.
 */
interface ValueType<T> {
  /**
   * Reads a value. A type of one word is always given exactly one.
   *
   * @param current the value so far, which some types change only in part
   */
  Parsed<T> parse(List<String> words, T current);

  /** The value as CONFIG GET shows it. */
  String print(T value);

  /** What the documentation says of the values allowed. */
  String range();

  /** Whether a value may be of several words, or of none. */
  default boolean severalWords() {
    return false;
  }

  /**
   * The value as a configuration file holds it: one text for each line, without the name. What is
   * as in {@code defaultValue} may be left out by a type that is made of parts.
   */
  default List<String> lines(T value, T defaultValue) {
    return List.of(print(value));
  }

  /**
   * Reads one line of a configuration file.
   *
   * @param first whether this is the first line with the setting's name
   */
  default Parsed<T> parseLine(List<String> words, T current, boolean first) {
    return parse(words, current);
  }
}
