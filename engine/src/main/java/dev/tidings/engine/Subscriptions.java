package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseTable;

/** What one session has subscribed to, of the three kinds that do not know of each other. */
public final class Subscriptions {
  private final DenseTable<Bytes, Subscription> channels = new DenseTable<>();
  private final DenseTable<Bytes, Subscription> patterns = new DenseTable<>();
  private final DenseTable<Bytes, Subscription> shardChannels = new DenseTable<>();

  /** The table of {@code kind}. */
  DenseTable<Bytes, Subscription> of(Channels.Kind kind) {
    return switch (kind) {
      case CHANNEL -> channels;
      case PATTERN -> patterns;
      case SHARD -> shardChannels;
    };
  }

  /** How many channels. */
  public int channels() {
    return channels.size();
  }

  /** How many patterns. */
  public int patterns() {
    return patterns.size();
  }

  /** How many shard channels. */
  public int shardChannels() {
    return shardChannels.size();
  }

  /** How many of all kinds. */
  public int total() {
    return channels.size() + patterns.size() + shardChannels.size();
  }

  /** The number that a confirmation of {@code kind} tells: shard channels are counted apart. */
  int told(Channels.Kind kind) {
    return kind == Channels.Kind.SHARD ? shardChannels.size() : channels.size() + patterns.size();
  }
}
