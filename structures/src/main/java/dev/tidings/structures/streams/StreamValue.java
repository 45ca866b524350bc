package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a key of type stream holds: the entries, the groups that read them, and what producers have
 * added under ids of their own.
 *
 * <p>Groups are told in the order of their names, as Redis tells them. Whoever changes a group says
 * so with {@link #onChange}, so that {@link #heldBytes} needs no sum.
 */
public final class StreamValue extends Value {
  private static final long FIXED_BYTES = 56 + 64;

  /** A group's place in the tree. */
  private static final long GROUP_BYTES = 64;

  private final StreamLog log;
  private final IdempotentIds idempotentIds;
  private final TreeMap<Bytes, ConsumerGroup> groups = new TreeMap<>();
  private long groupBytes;

  /**
   * An empty stream without groups.
   *
   * @param epoch which life of the stream this is: another number than that of any stream the key
   *     has held before
   * @param idempotentIds knows nothing yet
   */
  public StreamValue(long epoch, IdempotentIds idempotentIds) {
    this(new StreamLog(epoch), idempotentIds);
  }

  StreamValue(StreamLog log, IdempotentIds idempotentIds) {
    this.log = log;
    this.idempotentIds = idempotentIds;
  }

  @Override
  public KeyType type() {
    return KeyType.STREAM;
  }

  @Override
  public String encoding() {
    return "stream";
  }

  @Override
  public long parts() {
    return log.length();
  }

  @Override
  public long heldBytes() {
    return FIXED_BYTES + log.heldBytes() + groupBytes + idempotentIds.heldBytes();
  }

  /** As {@link #copy(long)}, in the same life: for a snapshot. */
  @Override
  public StreamValue copy() {
    return copy(log.epoch());
  }

  /** The same entries, groups and ids in memory of their own, in another life. */
  public StreamValue copy(long epoch) {
    StreamValue copy = new StreamValue(log.copy(epoch), idempotentIds.copy());
    for (ConsumerGroup group : groups.values()) {
      copy.add(group.copy());
    }
    return copy;
  }

  /** The entries. */
  public StreamLog log() {
    return log;
  }

  /** What producers have added under ids of their own. */
  public IdempotentIds idempotentIds() {
    return idempotentIds;
  }

  /** The group of this name, null if there is none. */
  public @Nullable ConsumerGroup group(Bytes name) {
    return groups.get(name);
  }

  /** All groups by name. */
  public Collection<ConsumerGroup> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  /** How many groups. */
  public int groupCount() {
    return groups.size();
  }

  /** Adds a group; there must be none of its name. */
  public void add(ConsumerGroup group) {
    if (groups.putIfAbsent(group.name(), group) != null) {
      throw new IllegalArgumentException("there is a group " + group.name());
    }
    onChange(group);
    groupBytes += GROUP_BYTES;
  }

  /** Takes a group out, with all that is pending in it. */
  public void remove(ConsumerGroup group) {
    groups.remove(group.name());
    groupBytes -= group.countedBytes() + GROUP_BYTES;
  }

  /** Counts the bytes of a group anew: its consumers or what is pending in it may be others. */
  public void onChange(ConsumerGroup group) {
    groupBytes += group.recount();
  }

  /** Whether an entry still matters to a group: one has not read it, or it is pending in one. */
  public boolean isReferred(long ms, long seq) {
    for (ConsumerGroup group : groups.values()) {
      if (group.isReferring(ms, seq)) {
        return true;
      }
    }
    return false;
  }

  /** Takes an entry's rows out of all groups, as if it had been acknowledged everywhere. */
  public void forget(long ms, long seq) {
    for (ConsumerGroup group : groups.values()) {
      if (group.acknowledge(ms, seq)) {
        onChange(group);
      }
    }
  }
}
