package dev.tidings.tests.clients;

import static dev.tidings.tests.clients.Subscribed.CHANNEL;
import static dev.tidings.tests.clients.Subscribed.PATTERN;
import static dev.tidings.tests.clients.Subscribed.SHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.Latin1;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.TidingsProcess;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every client library must be able to do on Tidings without knowing that it is not Redis.
 * Each test is run with each protocol that the library speaks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientContract {
  /** Where many libraries and servers change from one buffer to the next. */
  private static final int ODD_BYTES = 131_061;

  private static final int LARGE_BYTES = 1 << 20;
  private static final int BURST = 1000;
  private static final long SEED = 20261120;

  private final TidingsProcess server = TidingsProcess.start();
  private RawClient observer = server.open();

  /** A connected client. */
  abstract TestedClient connect(Login login);

  /** The versions of RESP that the library speaks. */
  abstract List<Integer> protocols();

  /** Whether the library can subscribe to shard channels on a server that is not a cluster. */
  boolean knowsShardChannels() {
    return true;
  }

  /** Whether names may be any bytes; else they must be UTF-8. */
  boolean namesMayBeAnyBytes() {
    return true;
  }

  @BeforeAll
  void observe() {
    observer.call("PING");
  }

  @AfterAll
  void end() {
    observer.close();
    server.close();
  }

  private TestedClient connect(int protocol) {
    return connect(login(protocol));
  }

  private Login login(int protocol) {
    return Login.at(server.host(), server.port(), protocol);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aSubscriberReceivesWhatIsPublishedUntilItLeaves(int protocol) {
    try (TestedClient client = connect(protocol)) {
      assertThat(client.publish("news", "nobody listens")).isZero();
      client.subscribe(CHANNEL, "news");
      assertThat(client.publish("news", "one")).isEqualTo(1);
      assertThat(client.publish("news", "")).isEqualTo(1);
      assertThat(client.publish("other", "unheard")).isZero();
      assertThat(client.publish("news", "three")).isEqualTo(1);
      assertThat(client.deliveries().next(3))
          .containsExactly(
              Delivery.message("news", "one"),
              Delivery.message("news", ""),
              Delivery.message("news", "three"));
      client.unsubscribe("news");
      assertThat(client.publish("news", "gone")).isZero();
      assertThat(client.deliveries().rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void theServerSpeaksTheProtocolThatTheClientAskedFor(int protocol) {
    try (TestedClient client = connect(protocol)) {
      client.subscribe(CHANNEL, "which-protocol");
      assertThat(clientLines())
          .anySatisfy(line -> assertThat(line).contains(" sub=1 ").contains(" resp=" + protocol));
    }
  }

  private List<String> clientLines() {
    return observer.call("CLIENT", "LIST") instanceof RespValue.BulkString(String lines)
        ? lines.lines().toList()
        : List.of();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aPatternReceivesWithItsNameAndTheChannels(int protocol) {
    try (TestedClient client = connect(protocol)) {
      client.subscribe(PATTERN, "weather.?[a-c]*");
      assertThat(client.publish("weather.xbern", "sun")).isEqualTo(1);
      assertThat(client.publish("weather.xzug", "unheard")).isZero();
      assertThat(client.publish("weather.xc", "rain")).isEqualTo(1);
      assertThat(client.deliveries().next(2))
          .containsExactly(
              Delivery.patternMessage("weather.?[a-c]*", "weather.xbern", "sun"),
              Delivery.patternMessage("weather.?[a-c]*", "weather.xc", "rain"));
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aChannelAndAPatternBothReceive(int protocol) {
    try (TestedClient client = connect(protocol)) {
      client.subscribe(CHANNEL, "both.1");
      client.subscribe(PATTERN, "both.*");
      assertThat(client.publish("both.1", "twice")).isEqualTo(2);
      assertThat(client.deliveries().next(2))
          .containsExactlyInAnyOrder(
              Delivery.message("both.1", "twice"),
              Delivery.patternMessage("both.*", "both.1", "twice"));
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void shardChannelsAreApartFromChannels(int protocol) {
    assumeTrue(knowsShardChannels());
    try (TestedClient client = connect(protocol)) {
      client.subscribe(SHARD, "orders");
      assertThat(client.publish("orders", "another world")).isZero();
      assertThat(client.publishToShard("orders", "42")).isEqualTo(1);
      assertThat(client.publishToShard("orders", "43")).isEqualTo(1);
      assertThat(client.deliveries().next(2))
          .containsExactly(
              Delivery.shardMessage("orders", "42"), Delivery.shardMessage("orders", "43"));
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aTransactionPublishes(int protocol) {
    try (TestedClient client = connect(protocol)) {
      client.subscribe(CHANNEL, "ledger");
      assertThat(client.publishTogether("ledger", List.of("debit", "credit")))
          .containsExactly(1L, 1L);
      assertThat(client.deliveries().next(2))
          .containsExactly(
              Delivery.message("ledger", "debit"), Delivery.message("ledger", "credit"));
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void largePayloadsArriveAsTheyWereSent(int protocol) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> payloads =
        IntStream.of(ODD_BYTES, LARGE_BYTES, ODD_BYTES - 1)
            .mapToObj(length -> anyBytes(random, length))
            .toList();
    try (TestedClient client = connect(protocol)) {
      client.subscribe(CHANNEL, "large");
      for (String payload : payloads) {
        assertThat(client.publish("large", payload)).isEqualTo(1);
      }
      assertThat(client.deliveries().next(3))
          .as("seed %d", SEED)
          .isEqualTo(payloads.stream().map(payload -> Delivery.message("large", payload)).toList());
    }
  }

  private static String anyBytes(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    random.ints(length, 0, 256).forEach(value -> text.append((char) value));
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void namesAreBytes(int protocol) {
    String name = Latin1.ofUtf8("a b\r\n\0*3\r\n$ÿ€😀");
    try (TestedClient client = connect(protocol)) {
      client.subscribe(CHANNEL, name);
      assertThat(client.publish(name, name)).isEqualTo(1);
      assertThat(client.deliveries().next(1)).containsExactly(Delivery.message(name, name));
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void namesMayBeNoTextAtAll(int protocol) {
    assumeTrue(namesMayBeAnyBytes());
    StringBuilder every = new StringBuilder();
    IntStream.range(0, 256).forEach(value -> every.append((char) value));
    String name = every.toString();
    try (TestedClient client = connect(protocol)) {
      client.subscribe(CHANNEL, name);
      assertThat(client.publish(name, name)).isEqualTo(1);
      assertThat(client.deliveries().next(1)).containsExactly(Delivery.message(name, name));
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aBurstArrivesInOrder(int protocol) {
    List<String> payloads = IntStream.range(0, BURST).mapToObj(Integer::toString).toList();
    try (TestedClient client = connect(protocol)) {
      client.subscribe(CHANNEL, "burst");
      client.publishAtOnce("burst", payloads);
      assertThat(client.deliveries().next(BURST))
          .isEqualTo(payloads.stream().map(payload -> Delivery.message("burst", payload)).toList());
      assertThat(client.deliveries().rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aUserMayPublishOnlyWhereItIsAllowed(int protocol) {
    assertThat(
            observer.call(
                "ACL",
                "SETUSER",
                "reader",
                "reset",
                "on",
                ">open sesame",
                "~*",
                "&news:*",
                "+@all"))
        .isEqualTo(new RespValue.SimpleString("OK"));
    try (TestedClient client = connect(login(protocol).as("reader", "open sesame"))) {
      client.subscribe(CHANNEL, "news:1");
      assertThat(client.publish("news:1", "allowed")).isEqualTo(1);
      assertThat(client.deliveries().next(1))
          .containsExactly(Delivery.message("news:1", "allowed"));
      assertThatThrownBy(() -> client.publish("secrets", "forbidden"))
          .extracting(Throwables::getStackTrace)
          .asString()
          .containsPattern("(?i)noperm");
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void subscriptionsComeBackAfterTheServerWasKilled(int protocol) {
    TidingsProcess first = TidingsProcess.start();
    try (TestedClient client = connect(Login.at(first.host(), first.port(), protocol))) {
      client.subscribe(CHANNEL, "lasting");
      client.subscribe(PATTERN, "lasting.*");
      assertThat(client.publish("lasting", "before")).isEqualTo(1);
      assertThat(client.deliveries().next(1))
          .containsExactly(Delivery.message("lasting", "before"));
      first.kill9();
      first.close();
      try (TidingsProcess second = TidingsProcess.startAt(first.port());
          RawClient publisher = second.open()) {
        awaitReceivers(publisher, "NUMSUB", "lasting");
        awaitReceivers(publisher, "NUMPAT");
        assertThat(publisher.call("PUBLISH", "lasting", "after"))
            .isEqualTo(new RespValue.IntegerNumber(1));
        assertThat(publisher.call("PUBLISH", "lasting.1", "too"))
            .isEqualTo(new RespValue.IntegerNumber(1));
        assertThat(client.deliveries().next(2))
            .containsExactlyInAnyOrder(
                Delivery.message("lasting", "after"),
                Delivery.patternMessage("lasting.*", "lasting.1", "too"));
      }
    } finally {
      first.close();
    }
  }

  private static void awaitReceivers(RawClient asking, String what, String... names) {
    String[] words = new String[names.length + 2];
    words[0] = "PUBSUB";
    words[1] = what;
    System.arraycopy(names, 0, words, 2, names.length);
    Eventually.value(
        "PUBSUB " + what,
        () -> RespValue.line(List.of(asking.call(words))),
        answer -> answer.contains(":1"));
  }
}
