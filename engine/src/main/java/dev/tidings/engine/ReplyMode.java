package dev.tidings.engine;

/** What CLIENT REPLY set: whether replies are told. Pushes always are. */
enum ReplyMode {
  ON,
  /** Not the next one. */
  SKIP_NEXT,
  /** Not this one. */
  SKIP,
  OFF;

  /** Whether the reply to the request being served is told. */
  boolean isTold() {
    return this == ON || this == SKIP_NEXT;
  }

  /** The mode for the request after this one. */
  ReplyMode next() {
    return switch (this) {
      case ON, SKIP -> ON;
      case SKIP_NEXT -> SKIP;
      case OFF -> OFF;
    };
  }
}
