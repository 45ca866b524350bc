package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RCountDownLatch;
import org.redisson.api.RLock;
import org.redisson.api.RMapCache;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RSemaphore;
import org.redisson.api.RTransaction;
import org.redisson.api.RedissonClient;
import org.redisson.api.TransactionOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Redisson's locks, queues and collections: scripts, channels, blocking pops and expiry. */
final class RedissonObjectsTest {
  private static TidingsProcess server;
  private static RedissonClient one;
  private static RedissonClient other;

  @BeforeAll
  static void connect() {
    server = TidingsProcess.start();
    one = client();
    other = client();
  }

  @AfterAll
  static void leave() {
    one.shutdown();
    other.shutdown();
    server.close();
  }

  private static RedissonClient client() {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config
        .useSingleServer()
        .setAddress("redis://" + server.host() + ":" + server.port())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(8);
    return Redisson.create(config);
  }

  private static boolean elsewhere(Predicate<RedissonClient> work) throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Boolean> future = thread.submit(() -> work.test(other));
      return future.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void aLockKeepsOthersOutUntilItIsGivenBack() throws Exception {
    RLock lock = one.getLock("lock:report");
    lock.lock();
    try {
      assertThat(elsewhere(client -> client.getLock("lock:report").tryLock())).isFalse();
      assertThat(lock.getHoldCount()).isEqualTo(1);
    } finally {
      lock.unlock();
    }
    assertThat(
            elsewhere(client -> {
              boolean got = client.getLock("lock:report").tryLock();
              client.getLock("lock:report").unlock();
              return got;
            }))
        .isTrue();
  }

  @Test
  void whoeverWaitsForALockGetsItWhenItIsFree() throws Exception {
    RLock lock = one.getLock("lock:waited");
    Future<Boolean> waiting;
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      lock.lock();
      try {
        waiting = thread.submit(() -> other.getLock("lock:waited").tryLock(60, TimeUnit.SECONDS));
      } finally {
        lock.unlock();
      }
      assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aLockWhoseHolderIsGoneEndsByItself() throws Exception {
    one.getLock("lock:lease").lock(200, TimeUnit.MILLISECONDS);
    assertThat(elsewhere(RedissonObjectsTest::takesTheLease)).isTrue();
  }

  private static boolean takesTheLease(RedissonClient client) {
    try {
      return client.getLock("lock:lease").tryLock(60, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void aSemaphoreHasAsManyPermitsAsItWasGiven() throws Exception {
    RSemaphore semaphore = one.getSemaphore("semaphore");
    semaphore.trySetPermits(2);
    assertThat(semaphore.tryAcquire(2)).isTrue();
    assertThat(elsewhere(client -> client.getSemaphore("semaphore").tryAcquire())).isFalse();
    semaphore.release();
    assertThat(elsewhere(client -> client.getSemaphore("semaphore").tryAcquire())).isTrue();
  }

  @Test
  void aLatchOpensWhenAllHaveCountedDown() throws Exception {
    RCountDownLatch latch = one.getCountDownLatch("latch");
    latch.trySetCount(2);
    elsewhere(client -> {
      client.getCountDownLatch("latch").countDown();
      client.getCountDownLatch("latch").countDown();
      return true;
    });
    assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aQueueWakesWhoeverWaitsAtIt() throws Exception {
    RBlockingQueue<String> queue = one.getBlockingQueue("queue");
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<String> taken =
          thread.submit(() -> other.<String>getBlockingQueue("queue").poll(60, TimeUnit.SECONDS));
      queue.add("job");
      assertThat(taken.get(60, TimeUnit.SECONDS)).isEqualTo("job");
    }
  }

  @Test
  void entriesOfAMapEndOneByOne() {
    RMapCache<String, String> map = one.getMapCache("map");
    map.put("kept", "a");
    map.put("brief", "b", 1, TimeUnit.MILLISECONDS);
    Eventually.is("the end of an entry", () -> map.get("brief") == null);
    assertThat(map.readAllMap()).containsOnlyKeys("kept");
  }

  @Test
  void aBoardIsOrderedByScore() {
    RScoredSortedSet<String> board = one.getScoredSortedSet("board");
    board.add(95, "bob");
    board.add(120, "ann");
    board.add(240.5, "eve");
    Collection<String> best = board.valueRangeReversed(0, 1);
    assertThat(best).isEqualTo(List.of("eve", "ann"));
    assertThat(board.addScore("bob", 100.25)).isEqualTo(195.25);
    assertThat(board.rank("bob")).isEqualTo(1);
  }

  @Test
  void aTransactionIsSeenWholeOrNotAtAll() {
    RTransaction transaction = one.createTransaction(TransactionOptions.defaults());
    transaction.getBucket("account:a").set("1");
    transaction.getBucket("account:b").set("2");
    assertThat(other.getBucket("account:a").get()).isNull();
    transaction.commit();
    assertThat(other.getBucket("account:a").get()).isEqualTo("1");
    assertThat(other.getBucket("account:b").get()).isEqualTo("2");
    other.getBucket("account:a").expire(Duration.ofHours(1));
    assertThat(one.getBucket("account:a").remainTimeToLive()).isPositive();
  }
}
