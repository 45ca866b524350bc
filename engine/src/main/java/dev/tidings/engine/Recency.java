package dev.tidings.engine;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.MemorySettings;
import dev.tidings.settings.MemorySettings.EvictionPolicy;
import java.util.SplittableRandom;

/**
 * The word that is kept for each key about its last uses, by the policy in force.
 *
 * <pre>
 *   LRU   [ 32 bits: second of the last use, since the start of 1970 ]
 *   LRM   [ 32 bits: second of the last change ]
 *   LFU   [ 16 bits: minute of the last decay ][ 8 bits: 0 ][ 8 bits: counter, logarithmic ]
 * </pre>
 *
 * <p>The counter is Redis's: it grows with a chance that falls as it grows ({@code lfu-log-factor})
 * and is lowered with time ({@code lfu-decay-time}).
 */
public final class Recency {
  private static final int FIRST_COUNT = 5;
  static final int MOST_COUNT = 255;

  private boolean countsUses;
  private boolean notesChanges;
  private long logFactor;
  private long decayMinutes;

  Recency(Configuration configuration) {
    follow(configuration.value(MemorySettings.MAXMEMORY_POLICY));
    configuration.onChange(MemorySettings.MAXMEMORY_POLICY, this::follow);
    logFactor = configuration.value(MemorySettings.LFU_LOG_FACTOR);
    configuration.onChange(MemorySettings.LFU_LOG_FACTOR, factor -> logFactor = factor);
    decayMinutes = configuration.value(MemorySettings.LFU_DECAY_TIME);
    configuration.onChange(MemorySettings.LFU_DECAY_TIME, minutes -> decayMinutes = minutes);
  }

  private void follow(EvictionPolicy policy) {
    countsUses = policy == EvictionPolicy.ALLKEYS_LFU || policy == EvictionPolicy.VOLATILE_LFU;
    notesChanges = policy == EvictionPolicy.ALLKEYS_LRM || policy == EvictionPolicy.VOLATILE_LRM;
  }

  /** Whether uses are counted (LFU); otherwise the time of the last one is kept. */
  public boolean countsUses() {
    return countsUses;
  }

  /** Whether the time of the last change is kept (LRM) instead of that of the last use. */
  boolean notesChanges() {
    return notesChanges;
  }

  /** The word of a new key. */
  int fresh(long nowMillis) {
    return countsUses ? minute(nowMillis) << 16 | FIRST_COUNT : (int) (nowMillis / 1000);
  }

  /** The word after a use; {@code turn} is asked for chance only where uses are counted. */
  int used(int word, Turn turn) {
    long nowMillis = turn.nowMillis();
    if (!countsUses) {
      return (int) (nowMillis / 1000);
    }
    return minute(nowMillis) << 16 | grown(frequency(word, nowMillis), turn.random());
  }

  private int grown(int count, SplittableRandom random) {
    if (count == MOST_COUNT) {
      return count;
    }
    double chance = 1.0 / (Math.max(0, count - FIRST_COUNT) * (double) logFactor + 1);
    return random.nextDouble() < chance ? count + 1 : count;
  }

  /** How often a key has been used lately, from 0 to 255 on a logarithmic scale. */
  public int frequency(int word, long nowMillis) {
    long passed = ((long) minute(nowMillis) - (word >>> 16)) & 0xFFFF;
    long lowered = decayMinutes == 0 ? 0 : passed / decayMinutes;
    return (int) Math.max(0, (word & MOST_COUNT) - lowered);
  }

  /** A word that says so often and not more. */
  int withFrequency(int count, long nowMillis) {
    return minute(nowMillis) << 16 | count;
  }

  /** A word that says what is known: so many uses, or so many seconds without one. */
  int known(long usesOrSeconds, long nowMillis) {
    return countsUses
        ? withFrequency((int) usesOrSeconds, nowMillis)
        : (int) Math.max(0, nowMillis / 1000 - usesOrSeconds);
  }

  /** How long a key has not been used, in milliseconds: whole seconds. */
  public long idleMillis(int word, long nowMillis) {
    return Math.max(0, (nowMillis / 1000 - Integer.toUnsignedLong(word)) * 1000);
  }

  private static int minute(long millis) {
    return (int) (millis / 60_000 & 0xFFFF);
  }
}
