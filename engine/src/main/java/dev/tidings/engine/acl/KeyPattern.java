package dev.tidings.engine.acl;

import dev.tidings.structures.Bytes;

/**
 * Keys that a user may use.
 *
 * @param glob which keys
 * @param reads whether their values may be read
 * @param writes whether their values may be changed
 */
record KeyPattern(Bytes glob, boolean reads, boolean writes) {
  /** As a rule: {@code ~a*}, {@code %R~a*} or {@code %W~a*}. */
  String rule() {
    String mode = reads && writes ? "" : reads ? "%R" : "%W";
    return mode + "~" + glob.latin1();
  }

  KeyPattern and(KeyPattern other) {
    return new KeyPattern(glob, reads || other.reads, writes || other.writes);
  }
}
