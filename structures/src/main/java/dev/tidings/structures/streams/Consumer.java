package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;

/** One of those who share the work of a {@link ConsumerGroup}. */
public final class Consumer {
  /** The instant of what never happened. */
  public static final long NEVER = -1;

  private final Bytes name;
  private final int number;
  private long seenMillis;
  private long activeMillis = NEVER;
  private int pending;

  Consumer(Bytes name, int number, long nowMillis) {
    this.name = name;
    this.number = number;
    this.seenMillis = nowMillis;
  }

  /** Its name, unique in the group. */
  public Bytes name() {
    return name;
  }

  /** Its number among those of the group; when it is deleted another may get it. */
  public int number() {
    return number;
  }

  /** When it last tried to get something. */
  public long seenMillis() {
    return seenMillis;
  }

  /** When it last got something; {@link #NEVER} if it never did. */
  public long activeMillis() {
    return activeMillis;
  }

  /** How many rows it has. */
  public int pending() {
    return pending;
  }

  /** Notes that it tries to get something. */
  public void onSeen(long nowMillis) {
    seenMillis = nowMillis;
  }

  /** Notes that it got something. */
  public void onActive(long nowMillis) {
    activeMillis = nowMillis;
  }

  void addPending(int count) {
    pending += count;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
