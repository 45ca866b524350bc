package dev.tidings.settings;

import java.util.function.Function;

/** What came of reading a setting's text: a value, or the reason why there is none. */
sealed interface Parsed<T> {
  /** The text was understood. */
  record Value<T>(T value) implements Parsed<T> {}

  /** The text was refused; {@code reason} is worded as Redis words it. */
  record Refused<T>(String reason) implements Parsed<T> {}

  static <T> Parsed<T> value(T value) {
    return new Value<>(value);
  }

  static <T> Parsed<T> refused(String reason) {
    return new Refused<>(reason);
  }

  /** Reads on from the value, if there is one. */
  default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
    return switch (this) {
      case Value<T>(T value) -> next.apply(value);
      case Refused<T>(String reason) -> new Refused<>(reason);
    };
  }
}
