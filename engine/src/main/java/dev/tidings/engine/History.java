package dev.tidings.engine;

import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * By what names the server's life and its data are known to others: INFO tells them, so that
 * programs notice a restart and replicas know whose history they follow.
 */
final class History {
  private static final HexFormat HEX = HexFormat.of();
  private static final int WORDS = 5;

  private final String runId;
  private final long startedMillis;
  private String replicationId;

  /** A life that begins at {@code startedMillis} since 1970. */
  History(SplittableRandom random, long startedMillis) {
    this.runId = id(random);
    this.replicationId = id(random);
    this.startedMillis = startedMillis;
  }

  /** Forty hexadecimal digits. */
  private static String id(SplittableRandom random) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      id.append(HEX.toHexDigits(random.nextInt()));
    }
    return id.toString();
  }

  /** The name of this run of the process. */
  String runId() {
    return runId;
  }

  /** The name of the history of the data. */
  String replicationId() {
    return replicationId;
  }

  void changeReplicationId(SplittableRandom random) {
    replicationId = id(random);
  }

  /** When the server started, in milliseconds since 1970. */
  long startedMillis() {
    return startedMillis;
  }
}
