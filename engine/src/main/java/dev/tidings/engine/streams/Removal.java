package dev.tidings.engine.streams;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.structures.streams.StreamValue;
import dev.tidings.structures.streams.Trim;

/** What removing an entry means to the groups that know it. */
enum Removal {
  /** It goes, and rows that refer to it stay pending. */
  KEEPREF,
  /** It goes, and all rows that refer to it. */
  DELREF,
  /** It goes only if every group has read and acknowledged it. */
  ACKED;

  /** The word, where it may be left out. */
  static final Arg<Removal> WORD = Args.oneOf("condition", Removal.class).optional(KEEPREF);

  /** Trims a stream and returns how many entries went. */
  long trim(StreamValue stream, Trim trim) {
    return switch (this) {
      case KEEPREF -> stream.log().trim(trim);
      case DELREF ->
          stream
              .log()
              .trim(
                  trim,
                  (ms, seq) -> {
                    stream.forget(ms, seq);
                    return true;
                  });
      case ACKED -> stream.log().trim(trim, (ms, seq) -> !stream.isReferred(ms, seq));
    };
  }

  /**
   * Deletes an entry; 1 if it went, 2 if a group still refers to it, -1 if it is not there. Groups
   * may refer to an entry that is gone: they are asked, and forget it, all the same.
   */
  int delete(StreamValue stream, long ms, long seq) {
    if (this == ACKED && stream.isReferred(ms, seq)) {
      return 2;
    }
    if (this == DELREF) {
      stream.forget(ms, seq);
    }
    return stream.log().delete(ms, seq) ? 1 : -1;
  }
}
