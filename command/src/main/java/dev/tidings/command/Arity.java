package dev.tidings.command;

import java.util.List;

/** The number of words of a request, from its shapes. */
final class Arity {
  private Arity() {}

  /** Exactly so many, or with a minus at least; {@code own} words are the name's. */
  static int of(List<Shape> shapes, int own) {
    int least = own;
    boolean fixed = true;
    for (Shape shape : shapes) {
      least += shape.leastWords();
      fixed &= shape.isFixed();
    }
    return fixed ? least : -least;
  }
}
