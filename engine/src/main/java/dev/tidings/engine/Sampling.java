package dev.tidings.engine;

import java.util.Arrays;

/** What is known of the time before: rates of the last seconds, and peaks. Fed by each tick. */
final class Sampling {
  /** How many ticks a rate is the mean of, and the memory of buffers in seconds. */
  private static final int RATE_SAMPLES = 16;

  private static final int PEAK_SECONDS = 8;

  /** A counter's growth in a second. */
  private static final class Rate {
    private final long[] perSecond = new long[RATE_SAMPLES];
    private int next;
    private long before;

    void sample(long now, long millis) {
      // Less than before: the counters were started over meanwhile.
      perSecond[next] = now < before ? 0 : (now - before) * 1000 / millis;
      next = (next + 1) % RATE_SAMPLES;
      before = now;
    }

    void reset() {
      Arrays.fill(perSecond, 0);
      before = 0;
    }

    long mean() {
      return Arrays.stream(perSecond).sum() / RATE_SAMPLES;
    }
  }

  private final Engine engine;
  private final Rate commands = new Rate();
  private final Rate input = new Rate();
  private final Rate output = new Rate();
  private final long[] inputPeaks = new long[PEAK_SECONDS];
  private final long[] outputPeaks = new long[PEAK_SECONDS];
  private long peakBytes;
  private long peakMillis;
  private long peakSeconds;
  private long sampledMillis;
  private long usageSeconds;

  Sampling(Engine engine) {
    this.engine = engine;
    this.sampledMillis = engine.nowMillis();
  }

  void onTick() {
    long millis = engine.nowMillis() - sampledMillis;
    if (millis <= 0) {
      return;
    }
    sampledMillis = engine.nowMillis();
    Statistics statistics = engine.statistics();
    commands.sample(statistics.commands, millis);
    input.sample(statistics.readBytes, millis);
    output.sample(statistics.writtenBytes, millis);
    samplePeaks(sampledMillis / 1000);
  }

  /** Once in a second: looking at all clients and at the process costs too much for each tick. */
  private void samplePeaks(long seconds) {
    if (seconds == usageSeconds) {
      return;
    }
    usageSeconds = seconds;
    int slot = (int) (seconds % PEAK_SECONDS);
    if (seconds - peakSeconds >= PEAK_SECONDS) {
      Arrays.fill(inputPeaks, 0);
      Arrays.fill(outputPeaks, 0);
    }
    peakSeconds = seconds;
    inputPeaks[slot] = 0;
    outputPeaks[slot] = 0;
    for (int place = 0; place < engine.sessions().size(); place++) {
      Session session = engine.sessions().valueAt(place);
      inputPeaks[slot] = Math.max(inputPeaks[slot], session.requests().heldBytes());
      outputPeaks[slot] = Math.max(outputPeaks[slot], session.outbox().pendingBytes());
    }
    peakBytes(engine.keyspace().eviction().countedBytes() + ClientMemory.ofAll(engine.sessions()));
  }

  /** Starts over what CONFIG RESETSTAT starts over. */
  void reset() {
    commands.reset();
    input.reset();
    output.reset();
    peakBytes = 0;
  }

  long commandsPerSecond() {
    return commands.mean();
  }

  long inputBytesPerSecond() {
    return input.mean();
  }

  long outputBytesPerSecond() {
    return output.mean();
  }

  /** The largest unfinished request of the last seconds, in bytes. */
  long inputPeakBytes() {
    return Arrays.stream(inputPeaks).max().orElse(0);
  }

  /** The most that waited for one client in the last seconds, in bytes. */
  long outputPeakBytes() {
    return Arrays.stream(outputPeaks).max().orElse(0);
  }

  /** The most memory that was seen in use, in bytes, now that {@code usedBytes} are. */
  long peakBytes(long usedBytes) {
    if (usedBytes > peakBytes) {
      peakBytes = usedBytes;
      peakMillis = engine.nowMillis();
    }
    return peakBytes;
  }

  /** When the most memory was seen in use, in milliseconds since 1970. */
  long peakMillis() {
    return peakMillis;
  }
}
