package dev.tidings.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The load program against a real Redis and against the limit, with runs of a moment. */
final class LoadTest {
  private static final double SECONDS = 0.05;

  private static Workshop workshop;
  private static RunningServer redis;

  @BeforeAll
  static void start() throws Exception {
    workshop = Workshop.open();
    redis = RunningServer.start(workshop, Contestant.REDIS, 0);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  /** Patterns without number would take Redis minutes. */
  static List<Shape> shapes() {
    return Shape.ALL.stream().filter(shape -> shape.patterns() <= 10_000).toList();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyShapeDeliversAllThatWasAnnounced(Shape shape) throws Exception {
    Measurement run = new Load(workshop).measure(shape, redis, SECONDS);
    assertThat(run.lost()).isZero();
    assertThat(run.closed()).isZero();
    assertThat(run.publishedPerSecond()).isPositive();
    int receivers = shape.kind() == Shape.Kind.SPREAD ? 1 : shape.subscribers();
    // Both numbers are printed with one decimal.
    assertThat(run.deliveredPerSecond() / run.publishedPerSecond() / receivers)
        .isBetween(0.98, 1.02);
  }

  @Test
  void delaysAreMeasuredAndOrdered() throws Exception {
    Shape shape =
        Shape.ALL.stream().filter(each -> each.name().equals("latency-100")).findFirst().get();
    Measurement run = new Load(workshop).measure(shape, redis, SECONDS);
    assertThat(run.p50Micros()).isPositive().isLessThanOrEqualTo(run.p99Micros());
    assertThat(run.p99Micros()).isLessThanOrEqualTo(run.p999Micros());
  }

  @Test
  void theLimitServesEveryShapeThatItIsComparedIn() throws Exception {
    for (Shape shape : shapes()) {
      if (shape.contestants(List.of()).contains(Contestant.LIMIT)) {
        try (RunningServer limit = RunningServer.start(workshop, Contestant.LIMIT, shape.bytes())) {
          Measurement run = new Load(workshop).measure(shape, limit, SECONDS);
          assertThat(run.lost()).as(shape.name()).isZero();
          assertThat(run.deliveredPerSecond()).as(shape.name()).isPositive();
        }
      }
    }
  }

  @Test
  void whatIsHeldIsThereUntilItIsClosed() throws Exception {
    long before = redis.residentKilobytes();
    try (Load.Held held = new Load(workshop).hold(redis, "-s", "10", "-x", "1000", "-n", "10000")) {
      assertThat(held.process().isAlive()).isTrue();
      assertThat(redis.residentKilobytes()).isGreaterThan(before);
    }
  }

  @Test
  void afterItsWarmUpAServerIsMeasuredWithOneNumberOfRequests() throws Exception {
    List<Long> counts = new ArrayList<>();
    RequestRuns runs;
    try (Servers servers = new Servers(workshop)) {
      int port = servers.start(Contestant.REDIS, 0).port();
      runs =
          RequestRuns.of(
              servers,
              Options.of("--runs", "3", "--seconds", "0.01"),
              new RequestRuns.Lengths(1000, 2),
              (server, count) -> {
                counts.add(count);
                return new RedisBenchmark(5, 4, 100).run(server, count, List.of("INCR", "n"));
              });
      try (RespConnection connection = new RespConnection(port)) {
        assertThat(Long.parseLong(connection.call("GET", "n")))
            // The program sends whole pipelines.
            .isGreaterThanOrEqualTo(counts.stream().mapToLong(Long::longValue).sum());
      }
    }
    // How often it is warmed up is a matter of time.
    assertThat(counts).hasSizeGreaterThan(3).startsWith(1000L).allMatch(count -> count >= 1000);
    assertThat(Set.copyOf(counts.subList(counts.size() - 3, counts.size()))).hasSize(1);
    assertThat(runs.measured().get(Contestant.REDIS))
        .hasSize(3)
        .allMatch(run -> run.perSecond() > 0 && run.cpuMicros() >= 0);
    assertThat(runs.cells()).hasSameSizeAs(RequestRuns.COLUMNS).element(0).isEqualTo("");
  }

  @Test
  void optionsAreReadAndWhatIsUnclearIsRefused() throws Exception {
    Options options = Options.of("start", "--runs", "3", "--seconds", "0.5");
    assertThat(options.suites()).isEqualTo(EnumSet.of(Options.Suite.START));
    assertThat(options.runs()).isEqualTo(3);
    assertThat(Options.of().suites()).isEqualTo(EnumSet.allOf(Options.Suite.class));
    assertThat(Options.of("--only", "latency-1").suites()).isEqualTo(Set.of(Options.Suite.PUBSUB));
    for (List<String> unclear :
        List.of(
            List.of("stop"),
            List.of("--runs"),
            List.of("--runs", "x"),
            List.of("--runs", "0"),
            List.of("--only", "latency-1", "--output", "a.md"))) {
      assertThat(catchThrowable(() -> Options.of(unclear.toArray(String[]::new))))
          .as("%s", unclear)
          .isInstanceOf(Options.Unclear.class);
    }
  }
}
