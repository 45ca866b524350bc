package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of consumers that share the entries of a stream: how far it has read, who belongs to it,
 * and what is {@link PendingEntries pending}.
 *
 * <p>Each change here is one that a command makes of one entry; which entries, and what is
 * answered, is the command's. No method looks at a clock: instants are Unix times in milliseconds,
 * not negative. One thread at a time; nothing depends on hashes.
 */
public final class ConsumerGroup {
  /** A consumer with its place in the table, apart from its name. */
  private static final long CONSUMER_BYTES = 140;

  private static final long NOBODY_WAITS = Long.MIN_VALUE;

  private final Bytes name;
  private long lastDeliveredMs;
  private long lastDeliveredSeq;
  private long entriesRead;
  private final PendingEntries pending = new PendingEntries();
  private final DenseTable<Bytes, Consumer> consumers = new DenseTable<>();

  /** By number; null where one was deleted. */
  private @Nullable Consumer[] numbers = new Consumer[1];

  /** No number below this one is free. */
  private int taken;

  /** Of all consumers. */
  private long nameBytes;

  private long countedBytes;
  private long awaitedMillis = NOBODY_WAITS;

  /**
   * A group that goes on behind an id.
   *
   * @param entriesRead how many entries of the stream are up to that id, {@link StreamLog#UNKNOWN}
   *     if nobody knows
   */
  public ConsumerGroup(Bytes name, long ms, long seq, long entriesRead) {
    this.name = name;
    this.lastDeliveredMs = ms;
    this.lastDeliveredSeq = seq;
    this.entriesRead = entriesRead;
  }

  /** A group of the same state that shares nothing with this one. */
  public ConsumerGroup copy() {
    ConsumerGroup copy = new ConsumerGroup(name, lastDeliveredMs, lastDeliveredSeq, entriesRead);
    copy.numbers = new Consumer[numbers.length];
    consumers.forEach((consumerName, consumer) -> {
      Consumer same = new Consumer(consumerName, consumer.number(), consumer.seenMillis());
      same.onActive(consumer.activeMillis());
      copy.numbers[same.number()] = same;
      copy.consumers.put(consumerName, same);
      copy.nameBytes += consumerName.length();
    });
    PendingCursor cursor = new PendingCursor();
    pending.walkByTime(cursor, Long.MAX_VALUE);
    while (cursor.next()) {
      copy.add(
          cursor.ms(),
          cursor.seq(),
          copy.consumer(cursor.consumerNumber()),
          cursor.deliveredMillis(),
          cursor.deliveries());
    }
    return copy;
  }

  /** Its name, unique in the stream. */
  public Bytes name() {
    return name;
  }

  // How far it has read.

  /** The id up to which entries have been delivered. */
  public StreamId lastDelivered() {
    return new StreamId(lastDeliveredMs, lastDeliveredSeq);
  }

  /** The milliseconds of {@link #lastDelivered}. */
  public long lastDeliveredMs() {
    return lastDeliveredMs;
  }

  /** The sequence number of {@link #lastDelivered}. */
  public long lastDeliveredSeq() {
    return lastDeliveredSeq;
  }

  /** How many entries the group has read, {@link StreamLog#UNKNOWN} if nobody knows. */
  public long entriesRead() {
    return entriesRead;
  }

  /** Puts the group behind an id, forwards or backwards; what is pending stays. */
  public void setLastDelivered(long ms, long seq, long newEntriesRead) {
    lastDeliveredMs = ms;
    lastDeliveredSeq = seq;
    entriesRead = newEntriesRead;
  }

  /** Moves the group up to an id; false if it is there already or further. The count stays. */
  public boolean raiseLastDelivered(long ms, long seq) {
    if (isDelivered(ms, seq)) {
      return false;
    }
    lastDeliveredMs = ms;
    lastDeliveredSeq = seq;
    return true;
  }

  /** Whether the group has read past an id, or up to it. */
  public boolean isDelivered(long ms, long seq) {
    return StreamId.compare(ms, seq, lastDeliveredMs, lastDeliveredSeq) <= 0;
  }

  /**
   * Moves the group on to an entry of {@code log} that is being read as new, and counts it if the
   * count can be known. Entries are told in their order; one that is not new changes nothing, and
   * the answer is false.
   */
  public boolean advance(StreamLog log, long ms, long seq) {
    if (isDelivered(ms, seq)) {
      return false;
    }
    boolean countGoesOn =
        entriesRead != StreamLog.UNKNOWN
            && !log.isBeforeFirst(lastDeliveredMs, lastDeliveredSeq)
            && !log.hasGapFrom(lastDeliveredMs, lastDeliveredSeq);
    if (countGoesOn) {
      entriesRead++;
    } else if (log.entriesAdded() > 0) {
      entriesRead = log.entriesUpTo(ms, seq);
    }
    return raiseLastDelivered(ms, seq);
  }

  /** How many entries of {@code log} the group has still to read, {@link StreamLog#UNKNOWN} too. */
  public long lag(StreamLog log) {
    if (log.entriesAdded() == 0 || log.length() == 0) {
      return 0;
    }
    if (log.isBeforeFirst(lastDeliveredMs, lastDeliveredSeq) && log.isGapBeforeFirst()) {
      return log.length();
    }
    boolean isCounted =
        entriesRead != StreamLog.UNKNOWN && !log.hasGapFrom(lastDeliveredMs, lastDeliveredSeq);
    long read = isCounted ? entriesRead : log.entriesUpTo(lastDeliveredMs, lastDeliveredSeq);
    return read == StreamLog.UNKNOWN ? StreamLog.UNKNOWN : log.entriesAdded() - read;
  }

  // Who belongs to it.

  /** How many consumers. */
  public int consumers() {
    return consumers.size();
  }

  /** The consumer of this name, or null. */
  public @Nullable Consumer consumer(Bytes consumerName) {
    return consumers.find(consumerName);
  }

  /** The consumer with this number, null if there is none, as for {@link PendingCursor#NOBODY}. */
  public @Nullable Consumer consumer(int number) {
    return number < 0 || number >= numbers.length ? null : numbers[number];
  }

  /** Makes a consumer, or finds the one of this name. */
  public Consumer join(Bytes consumerName, long nowMillis) {
    Consumer there = consumers.find(consumerName);
    if (there != null) {
      return there;
    }
    Consumer consumer = new Consumer(consumerName, freeNumber(), nowMillis);
    numbers[consumer.number()] = consumer;
    consumers.put(consumerName, consumer);
    nameBytes += consumerName.length();
    return consumer;
  }

  /** Deletes a consumer and all its rows; returns how many those were. */
  public int delete(Consumer consumer) {
    int number = consumer.number();
    int count = consumer.pending();
    for (int left = count; left > 0; left--) {
      pending.remove(pending.byConsumer.seek(number, 0, 0));
    }
    consumer.addPending(-count);
    consumers.remove(consumer.name());
    nameBytes -= consumer.name().length();
    numbers[number] = null;
    taken = Math.min(taken, number);
    return count;
  }

  /** All consumers by name, as Redis tells them. */
  public List<Consumer> consumersByName() {
    List<Consumer> sorted = new ArrayList<>(consumers.size());
    consumers.forEach((_, consumer) -> sorted.add(consumer));
    sorted.sort(Comparator.comparing(Consumer::name));
    return sorted;
  }

  // Who waits.

  /**
   * Notes that somebody waits until a row is old that was delivered at an instant, {@link
   * Long#MAX_VALUE} if there is no such row yet.
   */
  public void awaitAging(long deliveredMillis) {
    awaitedMillis = Math.max(awaitedMillis, deliveredMillis);
  }

  /**
   * Whether those who wait for old rows have to look again because a row has now been delivered at
   * an instant, as far as the group is concerned. If so, it forgets who waits.
   */
  public boolean endsAwaiting(long deliveredMillis) {
    if (deliveredMillis >= awaitedMillis) {
      return false;
    }
    awaitedMillis = NOBODY_WAITS;
    return true;
  }

  // What is pending.

  /** The rows, to be looked at. */
  public PendingEntries pending() {
    return pending;
  }

  /** Whether an entry still matters to the group: it has not read it, or it is pending. */
  public boolean isReferring(long ms, long seq) {
    return !isDelivered(ms, seq) || pending.contains(ms, seq);
  }

  /**
   * Gives an entry to a consumer for the first time. If it is pending already, because the group
   * was put back, it changes hands and its deliveries are counted anew.
   */
  public void deliver(long ms, long seq, Consumer consumer, long nowMillis) {
    put(ms, seq, consumer, nowMillis, 1);
  }

  /**
   * Gives an entry to a consumer, pending or not.
   *
   * @param deliveredMillis when it shall have been delivered last
   * @param deliveries how often
   */
  public void put(long ms, long seq, Consumer consumer, long deliveredMillis, long deliveries) {
    int row = pending.find(ms, seq);
    if (row < 0) {
      add(ms, seq, consumer, deliveredMillis, deliveries);
    } else {
      change(row, consumer, deliveredMillis, deliveries);
    }
  }

  /**
   * Counts another delivery of an entry that is pending to a consumer, who may have it already;
   * false if it is not pending. The count stays at 2⁶³-1 once it is there.
   */
  public boolean redeliver(long ms, long seq, Consumer consumer, long deliveredMillis) {
    int row = pending.find(ms, seq);
    if (row < 0) {
      return false;
    }
    long count = pending.rows.count(row);
    change(row, consumer, deliveredMillis, count == Long.MAX_VALUE ? count : count + 1);
    return true;
  }

  /** Takes a row out: acknowledged, or not wanted any more. False if there is none. */
  public boolean acknowledge(long ms, long seq) {
    int row = pending.find(ms, seq);
    if (row < 0) {
      return false;
    }
    Consumer consumer = consumer(pending.rows.consumer(row));
    if (consumer != null) {
      consumer.addPending(-1);
    }
    pending.remove(row);
    return true;
  }

  /**
   * Gives an entry back to the group, behind those given back before: no consumer has it, and it
   * comes first when somebody claims. It need not have been pending.
   *
   * @param deliveries how often it shall have been delivered
   */
  public void release(long ms, long seq, long deliveries) {
    int row = pending.find(ms, seq);
    if (row < 0) {
      add(ms, seq, null, 0, deliveries);
    } else {
      change(row, null, 0, deliveries);
    }
  }

  /** About how many bytes of heap the group takes. */
  public long heldBytes() {
    return 136L
        + name.length()
        + pending.heldBytes()
        + numbers.length * 4L
        + consumers.size() * CONSUMER_BYTES
        + nameBytes;
  }

  /** What {@link #heldBytes} was when it was last counted. */
  long countedBytes() {
    return countedBytes;
  }

  /** Counts the bytes anew; returns how many more they are than before. */
  long recount() {
    long before = countedBytes;
    countedBytes = heldBytes();
    return countedBytes - before;
  }

  private void add(long ms, long seq, @Nullable Consumer consumer, long millis, long deliveries) {
    pending.add(ms, seq, numberOf(consumer), millis, deliveries);
    if (consumer != null) {
      consumer.addPending(1);
    }
  }

  private void change(int row, @Nullable Consumer consumer, long millis, long deliveries) {
    int number = numberOf(consumer);
    Consumer before = consumer(pending.rows.consumer(row));
    if (before != null) {
      before.addPending(-1);
    }
    pending.change(row, number, millis, deliveries);
    if (consumer != null) {
      consumer.addPending(1);
    }
  }

  private int numberOf(@Nullable Consumer consumer) {
    if (consumer == null) {
      return PendingRows.NOBODY;
    }
    if (consumer(consumer.number()) != consumer) {
      throw new IllegalArgumentException(consumer + " does not belong to the group " + name);
    }
    return consumer.number();
  }

  /** The lowest number that nobody has. */
  private int freeNumber() {
    while (taken < numbers.length && numbers[taken] != null) {
      taken++;
    }
    if (taken == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * taken);
    }
    return taken;
  }
}
