package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.TidingsProcess;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Bucket4j: buckets of tokens that several programs share, by compare-and-swap in scripts. */
final class RateLimiterTest {
  private static final int TOKENS = 20;

  @Test
  void programsThatShareABucketGetNoMoreThanItHolds() throws Exception {
    try (TidingsProcess server = TidingsProcess.start()) {
      List<Callable<Integer>> programs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        programs.add(() -> taken(server));
      }
      int total = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(programs.size())) {
        for (Future<Integer> taken : threads.invokeAll(programs)) {
          total += taken.get();
        }
      }
      assertThat(total).isEqualTo(TOKENS);
    }
  }

  /** How many tokens a program gets that asks until there are none. */
  private static int taken(TidingsProcess server) {
    RedisClient client = RedisClient.create(RedisURI.create(server.host(), server.port()));
    try {
      ProxyManager<byte[]> buckets = Bucket4jLettuce.casBasedBuilder(client).build();
      BucketConfiguration limit =
          BucketConfiguration.builder()
              .addLimit(
                  bandwidth -> bandwidth.capacity(TOKENS).refillIntervally(1, Duration.ofDays(1)))
              .build();
      Bucket bucket = buckets.getProxy("limit:ann".getBytes(StandardCharsets.UTF_8), () -> limit);
      int taken = 0;
      while (bucket.tryConsume(1)) {
        taken++;
      }
      return taken;
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
