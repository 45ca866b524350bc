package dev.tidings.structures.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.RedisServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The same random life for a log and for a stream of a real Redis: the same entries go, so nodes
 * are closed at the same places whatever the entries are.
 */
final class StreamLogAgainstRedisTest {
  private final EntryCursor cursor = new EntryCursor();

  @Test
  void nodesEndWhereThoseOfRedisEnd() throws IOException, InterruptedException {
    assumeTrue(RedisServer.isInstalled(), "needs redis-server");
    try (RedisServer server = RedisServer.start();
        RedisServer.Connection redis = server.connect()) {
      for (long seed = 0; seed < 40; seed++) {
        NodeLimits limits = limits(redis, seed);
        try {
          live(redis, new SplittableRandom(seed), limits);
        } catch (AssertionError | RuntimeException failure) {
          throw new AssertionError("seed " + seed, failure);
        }
      }
    }
  }

  private static NodeLimits limits(RedisServer.Connection redis, long seed) throws IOException {
    NodeLimits limits =
        switch ((int) (seed % 4)) {
          case 0 -> new NodeLimits(0, 1000);
          case 1 -> new NodeLimits(7, 4096);
          default -> NodeLimits.DEFAULT;
        };
    ask(redis, "CONFIG", "SET", "stream-node-max-entries", Long.toString(limits.entries()));
    ask(redis, "CONFIG", "SET", "stream-node-max-bytes", Long.toString(limits.bytes()));
    return limits;
  }

  private void live(RedisServer.Connection redis, SplittableRandom random, NodeLimits limits)
      throws IOException {
    ask(redis, "DEL", "s");
    StreamLog log = new StreamLog(1);
    RandomEntries source = new RandomEntries(random, random.nextInt(20, 3000));
    for (int step = 0; step < 60; step++) {
      for (int i = random.nextInt(60); i > 0; i--) {
        append(redis, source, log, limits);
      }
      for (int i = random.nextInt(20); i > 0 && log.length() > 0; i--) {
        delete(redis, random, log);
      }
      trim(redis, random, log);
      assertThat(number(ask(redis, "XLEN", "s"))).isEqualTo(log.length());
    }
  }

  private static void append(
      RedisServer.Connection redis, RandomEntries source, StreamLog log, NodeLimits limits)
      throws IOException {
    StreamId id = source.idBehind(log.lastGenerated());
    List<Bytes> texts = source.next();
    log.append(id.ms(), id.seq(), Pairs.of(texts), limits);
    List<Bytes> words =
        new ArrayList<>(List.of(Bytes.of("XADD"), Bytes.of("s"), Bytes.of(id.toString())));
    words.addAll(texts);
    redis.send(words.stream().map(Bytes::array).toArray(byte[][]::new));
    assertThat(redis.reply()).isEqualTo(id.text());
  }

  /** Not the last one: see what the log says about a node without a living entry. */
  private void delete(RedisServer.Connection redis, SplittableRandom random, StreamLog log)
      throws IOException {
    long skip = random.nextLong(log.length());
    log.forward(cursor);
    for (long i = 0; i <= skip; i++) {
      cursor.next();
    }
    StreamId id = cursor.id();
    assertThat(log.delete(id.ms(), id.seq())).isTrue();
    assertThat(number(ask(redis, "XDEL", "s", id.toString()))).isEqualTo(1);
  }

  private void trim(RedisServer.Connection redis, SplittableRandom random, StreamLog log)
      throws IOException {
    String sign = random.nextInt(3) == 0 ? "=" : "~";
    List<String> words = new ArrayList<>(List.of("XTRIM", "s"));
    Trim.Bound bound;
    if (random.nextBoolean()) {
      long max = random.nextLong(log.length() + 1);
      bound = new Trim.Length(max);
      words.addAll(List.of("MAXLEN", sign, Long.toString(max)));
    } else {
      StreamId id = liveId(random, log);
      bound = new Trim.From(id.ms(), id.seq());
      words.addAll(List.of("MINID", sign, id.toString()));
    }
    long limit = sign.equals("=") ? 0 : random.nextInt(200);
    if (limit > 0 || sign.equals("~")) {
      words.addAll(List.of("LIMIT", Long.toString(limit)));
    }
    long removed = log.trim(new Trim(bound, sign.equals("~"), limit));
    assertThat(number(ask(redis, words.toArray(String[]::new)))).as("%s", words).isEqualTo(removed);
  }

  /** Of an entry that is there, so that exact trimming never leaves a node of Redis empty. */
  private StreamId liveId(SplittableRandom random, StreamLog log) {
    if (log.length() == 0) {
      return StreamId.MIN;
    }
    long skip = random.nextLong(log.length());
    log.forward(cursor);
    for (long i = 0; i <= skip; i++) {
      cursor.next();
    }
    return cursor.id();
  }

  private static long number(Object reply) {
    return Long.parseLong(reply.toString());
  }

  private static Object ask(RedisServer.Connection redis, String... words) throws IOException {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = Bytes.of(words[i]).array();
    }
    redis.send(bytes);
    return redis.reply();
  }
}
