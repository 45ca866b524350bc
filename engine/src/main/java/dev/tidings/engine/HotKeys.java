package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.KeyFinder;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.HeavyHitters;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One session of HOTKEYS: which keys take most time and most traffic, from its start to its end.
 *
 * <p>What a request takes is shared evenly among its keys; requests without keys count nowhere. A
 * script counts as one request with the keys that it was given, a transaction as the requests in
 * it. Traffic is a request in RESP and its reply; the reply of a request that had to wait, which
 * comes later, is not counted.
 */
final class HotKeys {
  /** Of ten times as many keys as are told the weights are kept: that makes those told exact. */
  private static final int KEPT_FOR_ONE_TOLD = 10;

  private static final int LAST_SLOT = 16383;
  private static final int ALWAYS_TOLD = 7;

  /**
   * What to measure, and for how long.
   *
   * @param time whether the processor time by key is measured
   * @param traffic whether the bytes read and written by key are measured
   * @param count how many keys are told
   * @param mostMillis how long it lasts at most, 0 for as long as nobody ends it
   * @param ratio of so many requests about one is attributed to its keys
   */
  record Plan(boolean time, boolean traffic, int count, long mostMillis, int ratio) {}

  private final Plan plan;
  private final SplittableRandom random;
  private final long startMillis;
  private final ProcessUsage usageAtStart;
  private final @Nullable HeavyHitters nanosByKey;
  private final @Nullable HeavyHitters bytesByKey;
  private final List<Bytes> keys = new ArrayList<>();
  private long nanosOfAll;
  private long bytesOfAll;
  private long lastedMillis;
  private @Nullable ProcessUsage usageAtEnd;

  /** Begins in {@code turn}. */
  HotKeys(Turn turn, Plan plan) {
    this.plan = plan;
    this.random = turn.random().split();
    this.startMillis = turn.nowMillis();
    this.usageAtStart = turn.engine().surroundings().usage();
    int kept = plan.count * KEPT_FOR_ONE_TOLD;
    this.nanosByKey = plan.time ? new HeavyHitters(kept) : null;
    this.bytesByKey = plan.traffic ? new HeavyHitters(kept) : null;
  }

  /** Whether it goes on. */
  boolean isActive() {
    return usageAtEnd == null;
  }

  /** Whether it should have ended by itself by {@code nowMillis}. */
  boolean isOver(long nowMillis) {
    return plan.mostMillis > 0 && nowMillis - startMillis >= plan.mostMillis;
  }

  /** Ends it; what was measured stays. */
  void end(Turn turn) {
    lastedMillis =
        isOver(turn.nowMillis()) ? plan.mostMillis : Math.max(0, turn.nowMillis() - startMillis);
    usageAtEnd = turn.engine().surroundings().usage();
  }

  /** A request was served in {@code nanos} and answered with {@code replyBytes}. */
  void onServed(Turn turn, Command<Turn> command, Words words, long nanos, long replyBytes) {
    if (turn.isScripted()) {
      return;
    }
    keys.clear();
    KeyFinder.visitKeys(command, words, keys::add);
    if (keys.isEmpty()) {
      return;
    }
    long bytes = requestBytes(words);
    if (turn.session().replyMode().isTold()) {
      bytes += Math.max(0, replyBytes); // less than none: the client was let go meanwhile
    }
    nanosOfAll += nanos;
    bytesOfAll += bytes;
    if (plan.ratio > 1 && random.nextInt(plan.ratio) != 0) {
      return;
    }
    if (nanosByKey != null) {
      share(nanosByKey, nanos);
    }
    if (bytesByKey != null) {
      share(bytesByKey, bytes);
    }
  }

  /** Gives each key an even share of {@code whole}, the first ones what is left over. */
  private void share(HeavyHitters hitters, long whole) {
    long each = whole / keys.size();
    long left = whole % keys.size();
    for (int i = 0; i < keys.size(); i++) {
      hitters.add(keys.get(i), i < left ? each + 1 : each);
    }
  }

  /** The length of a request in RESP, even if it came as a line. */
  private static long requestBytes(Words words) {
    long bytes = words.totalBytes() + headerBytes(words.count());
    for (int i = 0; i < words.count(); i++) {
      bytes += headerBytes(words.length(i)) + 2;
    }
    return bytes;
  }

  /** The length of {@code *count} or {@code $length} and the end of the line. */
  private static int headerBytes(int number) {
    int bytes = 4;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      bytes++;
    }
    return bytes;
  }

  /** Writes all that is known of it: a list of one map, for clients that join those of many. */
  void tell(Turn turn) {
    RespWriter reply = turn.reply();
    reply.array(1);
    reply.map(ALWAYS_TOLD + (plan.time ? 3 : 0) + (plan.traffic ? 2 : 0));
    field(reply, "tracking-active", isActive() ? 1 : 0);
    field(reply, "sample-ratio", plan.ratio);
    reply.bulk("selected-slots");
    reply.array(1);
    reply.array(2);
    reply.integer(0);
    reply.integer(LAST_SLOT);
    field(reply, "all-commands-all-slots-us", micros(nanosOfAll));
    field(reply, "net-bytes-all-commands-all-slots", bytesOfAll);
    field(reply, "collection-start-time-unix-ms", startMillis);
    field(
        reply,
        "collection-duration-ms",
        isActive() ? Math.max(0, turn.nowMillis() - startMillis) : lastedMillis);
    if (plan.time) {
      tellUsage(turn);
    }
    if (bytesByKey != null) {
      field(reply, "total-net-bytes", bytesByKey.total());
    }
    if (nanosByKey != null) {
      reply.bulk("by-cpu-time-us");
      tell(reply, nanosByKey, 1000);
    }
    if (bytesByKey != null) {
      reply.bulk("by-net-bytes");
      tell(reply, bytesByKey, 1);
    }
  }

  /** What the whole process took, all of its threads, while the session lasted. */
  private void tellUsage(Turn turn) {
    ProcessUsage until = usageAtEnd;
    if (until == null) {
      until = turn.engine().surroundings().usage();
    }
    long userMicros = until.userMicros() - usageAtStart.userMicros();
    long systemMicros = until.systemMicros() - usageAtStart.systemMicros();
    field(turn.reply(), "total-cpu-time-user-ms", userMicros / 1000);
    field(turn.reply(), "total-cpu-time-sys-ms", systemMicros / 1000);
  }

  private void tell(RespWriter reply, HeavyHitters hitters, int unit) {
    List<HeavyHitters.Hitter> heaviest = hitters.heaviest(plan.count);
    reply.array(2L * heaviest.size());
    for (HeavyHitters.Hitter hitter : heaviest) {
      reply.bulk(hitter.item());
      reply.integer(Math.ceilDiv(hitter.weight(), unit));
    }
  }

  private static void field(RespWriter reply, String name, long value) {
    reply.bulk(name);
    reply.integer(value);
  }

  /** A microsecond that has begun counts: a key that took any time has not taken none. */
  private static long micros(long nanos) {
    return Math.ceilDiv(nanos, 1000);
  }
}
