package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/**
 * Many clients on several loops, with connections that break and are killed all the time: those who
 * stay hear everything, once, and all in the same order.
 *
 * <p>{@code -Dsoak.messages=100000} makes it longer, {@code -Dsoak.seed=7} other.
 */
class ManyLoopsTest {
  private static final int MESSAGES = Integer.getInteger("soak.messages", 1000);
  private static final long SEED = Long.getLong("soak.seed", 20_251);
  private static final int PUBLISHERS = 6;
  private static final int CHANNELS = 5;
  private static final int FICKLE = 3;
  private static final int MESSAGES_PER_KILL = 40;
  private static final String END = "end";

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
  private final AtomicLongArray publisherIds = new AtomicLongArray(PUBLISHERS);
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void thoseWhoStayHearEverythingOnceAndInOneOrder() throws Exception {
    try (RunningServer running =
            RunningServer.start("io-threads 4", "client-output-buffer-limit pubsub 0 0 0");
        ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
        RawClient admin = running.open()) {
      assertThat(running.server().threadCount()).isEqualTo(4);
      List<Future<List<String>>> ofAll = new ArrayList<>();
      List<Future<List<String>>> ofOne = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        ofAll.add(listen(running, tasks, CHANNELS, "PSUBSCRIBE", "c*"));
      }
      for (int i = 0; i < CHANNELS; i++) {
        ofOne.add(listen(running, tasks, 1, "SUBSCRIBE", "c" + i));
      }
      disturb(running, tasks);
      for (int i = 0; i < CHANNELS; i++) {
        admin.call("PUBLISH", "c" + i, END);
      }
      List<String> all = ofAll.getFirst().get();
      assertThat(ofAll.getLast().get().equals(all)).as("one order, seed %d", SEED).isTrue();
      for (int i = 0; i < CHANNELS; i++) {
        String channel = "c" + i + " ";
        assertThat(ofOne.get(i).get())
            .as("channel %d, seed %d", i, SEED)
            .isEqualTo(all.stream().filter(line -> line.startsWith(channel)).toList());
      }
      checkMessages(all);
      Eventually.is("only the admin", () -> running.inside(e -> e.sessions().size()) == 1);
      assertThat(admin.call("PUBSUB", "NUMPAT")).hasToString(":0");
      assertThat(admin.call("PUBSUB", "CHANNELS")).hasToString("[]");
    }
  }

  /** Publishes, and meanwhile kills publishers and makes subscribers come and go. */
  private void disturb(RunningServer running, ExecutorService tasks) throws Exception {
    List<Future<?>> publishers = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      int number = i;
      publishers.add(tasks.submit(() -> publish(running, number)));
    }
    List<Future<?>> others = new ArrayList<>();
    others.add(tasks.submit(() -> kill(running)));
    for (int i = 0; i < FICKLE; i++) {
      int number = i;
      others.add(tasks.submit(() -> comeAndGo(running, number)));
    }
    try {
      for (Future<?> publisher : publishers) {
        publisher.get();
      }
    } finally {
      over.set(true);
    }
    for (Future<?> other : others) {
      other.get();
    }
  }

  /** Listens before it returns; the messages until {@code ends} channels have ended come later. */
  private static Future<List<String>> listen(
      RunningServer running, ExecutorService tasks, int ends, String... request) {
    RawClient client = running.open();
    client.call(request);
    return tasks.submit(() -> {
      List<String> heard = new ArrayList<>();
      int left = ends;
      try (client) {
        while (left > 0) {
          List<RespValue> push = ((RespValue.Array) client.read()).elements();
          String message = push.getLast().text();
          if (message.equals(END)) {
            left--;
          } else {
            heard.add(push.get(push.size() - 2).text() + " " + message);
          }
        }
      }
      return heard;
    });
  }

  private void publish(RunningServer running, int number) {
    SplittableRandom random = new SplittableRandom(SEED + number);
    RawClient client = openAs(running, number);
    for (int i = 0; i < MESSAGES; i++) {
      if (random.nextInt(30) == 0) {
        client.abort();
        client = openAs(running, number);
      }
      int length = random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(50);
      String channel = "c" + random.nextInt(CHANNELS);
      String message = number + ":" + i + ":" + "x".repeat(length);
      try {
        RespValue reply = client.call("PUBLISH", channel, message);
        assertThat(Integer.parseInt(reply.toString().substring(1))).isGreaterThanOrEqualTo(3);
        told.add(channel + " " + message);
      } catch (UncheckedIOException killed) {
        doubtful.add(channel + " " + message);
        client = openAs(running, number);
      } catch (AssertionError failed) {
        if (!(failed.getCause() instanceof EOFException)
            && !(failed.getCause() instanceof SocketException)) {
          throw failed;
        }
        doubtful.add(channel + " " + message);
        client = openAs(running, number);
      }
      published.incrementAndGet();
    }
    client.close();
  }

  private RawClient openAs(RunningServer running, int number) {
    RawClient client = running.open();
    String id = client.call("CLIENT", "ID").toString();
    publisherIds.set(number, Long.parseLong(id.substring(1)));
    return client;
  }

  /** Kills a publisher after every few messages, in the middle of whatever it does. */
  private void kill(RunningServer running) {
    SplittableRandom random = new SplittableRandom(~SEED);
    int next = MESSAGES_PER_KILL;
    try (RawClient client = running.open()) {
      while (!over.get()) {
        if (published.get() < next) {
          client.call("PING");
        } else {
          long id = publisherIds.get(random.nextInt(PUBLISHERS));
          client.call("CLIENT", "KILL", "ID", "" + id);
          next += MESSAGES_PER_KILL;
        }
      }
    }
  }

  /** Subscribes, listens for a while, and breaks off with messages under way. */
  private void comeAndGo(RunningServer running, int number) {
    SplittableRandom random = new SplittableRandom(SEED - 1 - number);
    while (!over.get()) {
      try (RawClient client = running.open()) {
        client.call("PSUBSCRIBE", "c?");
        client.call("SUBSCRIBE", "c" + random.nextInt(CHANNELS));
        for (int i = random.nextInt(4); i > 0; i--) {
          client.readAvailable();
        }
        if (random.nextBoolean()) {
          client.abort();
        }
      }
    }
  }

  private void checkMessages(List<String> all) {
    Set<String> heard = new HashSet<>(all);
    assertThat(all.size() - heard.size()).as("heard twice, seed %d", SEED).isZero();
    Set<String> lost = new HashSet<>(told);
    lost.removeAll(heard);
    assertThat(lost).as("lost, seed %d", SEED).isEmpty();
    heard.removeAll(told);
    heard.removeAll(doubtful);
    assertThat(heard).as("never sent, seed %d", SEED).isEmpty();
    assertThat(told.size() + doubtful.size()).isEqualTo(PUBLISHERS * MESSAGES);
    int[] last = new int[PUBLISHERS];
    for (String line : all) {
      String[] parts = line.substring(line.indexOf(' ') + 1).split(":", 3);
      int publisher = Integer.parseInt(parts[0]);
      int number = Integer.parseInt(parts[1]);
      assertThat(number).as("order, seed %d", SEED).isGreaterThanOrEqualTo(last[publisher]);
      last[publisher] = number;
    }
  }
}
