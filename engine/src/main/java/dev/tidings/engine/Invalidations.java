package dev.tidings.engine;

import dev.tidings.structures.Bytes;

/** Who is told of which keys when they change: CLIENT TRACKING. Touched only inside a turn. */
public final class Invalidations {
  Invalidations() {}

  /** What {@code key} holds is another now, or it has come or gone. */
  void onChange(Bytes key) {}
}
