package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.TidingsProcess;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Groups of consumers with real client libraries: three share the work, one is killed while it
 * holds some, the others claim that; nothing is lost, and nothing is handled by nobody.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupConsumerTest {
  private static final int ENTRIES = 200;
  private static final int HELD = 30;
  private static final int AT_ONCE = 9;

  private final TidingsProcess server = TidingsProcess.start();
  private final RawClient observer = server.open();

  /** Makes a consumer of a name. */
  @FunctionalInterface
  private interface Library {
    GroupConsumer consumer(Login login, String name);
  }

  @AfterAll
  void end() {
    observer.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void jedis(int protocol) throws Exception {
    nothingIsLost(protocol, JedisConsumer::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void lettuce(int protocol) throws Exception {
    nothingIsLost(protocol, LettuceConsumer::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void redisson(int protocol) throws Exception {
    nothingIsLost(protocol, RedissonConsumer::new);
  }

  @Test
  void redisPy() throws Exception {
    nothingIsLost(
        2,
        (login, name) ->
            new ScriptedConsumer(
                RedisPyTest.SCRIPTS,
                List.of(RedisPyTest.PYTHON, "redis_py_consumer.py"),
                login,
                name));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void ioredis(int protocol) throws Exception {
    nothingIsLost(
        protocol,
        (login, name) ->
            new ScriptedConsumer(
                NodePackages.folder(), List.of("node", "ioredis-consumer.mjs"), login, name));
  }

  private void nothingIsLost(int protocol, Library library) throws Exception {
    observer.call("FLUSHALL");
    observer.call("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
    add(0, ENTRIES / 2);
    Login login = Login.at(server.host(), server.port(), protocol);
    Set<Long> handled = ConcurrentHashMap.newKeySet();
    GroupConsumer victim = library.consumer(login, "victim");
    Set<Long> held = Set.copyOf(victim.take(HELD));
    assertThat(held).hasSize(HELD);
    victim.close();
    try (GroupConsumer one = library.consumer(login, "one");
        GroupConsumer other = library.consumer(login, "other");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> works =
          Stream.of(one, other)
              .<Future<?>>map(consumer -> threads.submit(() -> handleAll(consumer, handled)))
              .toList();
      add(ENTRIES / 2, ENTRIES);
      for (Future<?> work : works) {
        work.get();
      }
    }
    assertThat(handled).containsAll(LongStream.range(0, ENTRIES).boxed().toList());
    assertThat(observer.call("XPENDING", "s", "g").toString()).startsWith("[:0,");
  }

  private void add(int from, int to) {
    for (int i = from; i < to; i++) {
      observer.call("XADD", "s", "*", "n", Integer.toString(i));
    }
  }

  private static void handleAll(GroupConsumer consumer, Set<Long> handled) {
    Eventually.is(
        "all entries are handled",
        () -> {
          handled.addAll(consumer.work(AT_ONCE));
          handled.addAll(consumer.claim());
          return handled.size() == ENTRIES;
        });
  }
}
