package dev.tidings.engine.streams;

import dev.tidings.structures.Bytes;

/** Ids that producers give their entries, or that follow from what the entries say. */
final class Producers {
  private Producers() {}

  /** The id that the producer gave, or one made of all fields and values in whatever order. */
  static Bytes idOf(AddOptions options) {
    Bytes given = options.idempotentId();
    return given == null ? contentId(options.pairs()) : given;
  }

  private static Bytes contentId(WordPairs pairs) {
    throw new UnsupportedOperationException(pairs.toString());
  }
}
