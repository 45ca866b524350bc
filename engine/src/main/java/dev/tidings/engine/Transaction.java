package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.protocol.Words;
import java.util.ArrayList;
import java.util.List;

/** The requests between MULTI and EXEC. */
public final class Transaction {
  /** A request that waits for EXEC. */
  record Queued(Command<Turn> command, Words words) {}

  private final List<Queued> queue = new ArrayList<>();
  private boolean failed;
  private long bytes;

  /** Keeps a copy of a request. */
  void add(Command<Turn> command, Words words) {
    queue.add(new Queued(command, words.copy()));
    bytes += words.totalBytes();
  }

  /** A request was refused while it was queued: EXEC will refuse them all. */
  void fail() {
    failed = true;
  }

  boolean failed() {
    return failed;
  }

  /** The requests in the order in which they came. */
  List<Queued> queue() {
    return queue;
  }

  /** The bytes of the words kept, for CLIENT LIST. */
  public long bytes() {
    return bytes;
  }

  /** How many requests. */
  public int size() {
    return queue.size();
  }
}
