package dev.tidings.tests.clients;

import java.util.List;

/**
 * A consumer with a library of Java.
 *
 * @param <E> entries as the library hands them out
 */
abstract class LibraryConsumer<E> implements GroupConsumer {
  /** Reads what nobody has read, waiting for a moment, up to {@code count} entries. */
  abstract E read(int count);

  /** Claims what others have left lying. */
  abstract E claimed();

  /** Acknowledges entries, of which there may be none. */
  abstract void acknowledge(E entries);

  /** The numbers of entries. */
  abstract List<Long> numbers(E entries);

  private List<Long> acknowledged(E entries) {
    acknowledge(entries);
    return numbers(entries);
  }

  @Override
  public final List<Long> take(int count) {
    return numbers(read(count));
  }

  @Override
  public final List<Long> work(int count) {
    return acknowledged(read(count));
  }

  @Override
  public final List<Long> claim() {
    return acknowledged(claimed());
  }
}
