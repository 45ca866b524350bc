package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import java.util.List;

/**
 * The fields and values of an entry that is about to be appended: text {@code 2i} is the name of
 * field {@code i}, text {@code 2i + 1} its value. The log reads them several times and keeps
 * nothing of them, so one object over a request's words serves all requests.
 */
public interface Pairs {
  /** How many fields, at least one. */
  int count();

  /** The array that holds text {@code index}, from 0 to 2 × {@link #count} - 1. */
  byte[] array(int index);

  /** Where text {@code index} starts in its array. */
  int offset(int index);

  /** How many bytes text {@code index} has. */
  int length(int index);

  /** Names and values in turn. */
  static Pairs of(List<Bytes> texts) {
    if (texts.isEmpty() || texts.size() % 2 != 0) {
      throw new IllegalArgumentException("every field needs a value");
    }
    return new Pairs() {
      @Override
      public int count() {
        return texts.size() / 2;
      }

      @Override
      public byte[] array(int index) {
        return texts.get(index).array();
      }

      @Override
      public int offset(int index) {
        return 0;
      }

      @Override
      public int length(int index) {
        return texts.get(index).length();
      }
    };
  }

  /** Names and values in turn. */
  static Pairs of(Bytes... texts) {
    return of(List.of(texts));
  }
}
