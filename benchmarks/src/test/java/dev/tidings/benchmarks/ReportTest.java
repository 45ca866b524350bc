package dev.tidings.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Medians, ratios, targets and the page they are written into. */
final class ReportTest {

  @Test
  void aMedianIsTheMiddleOne() {
    assertThat(Measurement.median(3, 1, 200)).isEqualTo(3);
    assertThat(Measurement.median(4, 1, 2, 200)).isEqualTo(3);
    assertThat(Measurement.median()).isNaN();
  }

  @Test
  void aLineThatIsNoMeasurementIsRefused() throws IOException {
    assertThat(Measurement.of("lost=2 closed=0\n").lost()).isEqualTo(2);
    assertThatThrownBy(() -> Measurement.of("bind: no")).isInstanceOf(IOException.class);
  }

  @Test
  void numbersHaveThreeDigitsThatCount() {
    assertThat(Table.number(1_234_567)).isEqualTo("1 230 000");
    assertThat(Table.number(123.456)).isEqualTo("123");
    assertThat(Table.number(12.345)).isEqualTo("12.3");
    assertThat(Table.number(0.3149)).isEqualTo("0.31");
    assertThat(Table.number(Double.NaN)).isEmpty();
  }

  @Test
  void aTargetIsComparedInItsDirection() {
    assertThat(Target.atMost("a", 0.7, 0.75, "×").isMet()).isTrue();
    assertThat(Target.atMost("a", 0.8, 0.75, "×").isMet()).isFalse();
    assertThat(Target.atLeast("a", 199, 200, "×").isMet()).isFalse();
    assertThat(Target.table(List.of(Target.atLeast("a", Double.NaN, 200, "×")))).isEmpty();
  }

  @Test
  void theRateOfRedisBenchmarkIsTheFirstNumberAfterTheName() throws IOException {
    String heading = "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\"\n";
    String numbers = "\"123.45\",\"0.1\",\"0.1\",\"0.2\",\"0.3\",\"0.4\",\"0.5\"\n";
    assertThat(RedisBenchmark.rate(heading + "\"EVAL a\",\"b\"," + numbers)).isEqualTo(123.45);
    assertThatThrownBy(() -> RedisBenchmark.rate("Could not connect"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void ratiosAreThoseOfTheMedians() throws IOException {
    Shape shape = shape("fanout-1x16");
    PubSubResults results = new PubSubResults();
    results.add(shape, Contestant.TIDINGS, List.of(run(0.6, 90), run(0.7, 110), run(9, 10)));
    results.add(shape, Contestant.REDIS, List.of(run(1, 100), run(1, 100), run(1, 100)));
    PubSubReport report = new PubSubReport(results);
    assertThat(report.targets())
        .extracting(Target::measured, Target::isMet)
        .containsExactly(tuple(0.7, true), tuple(0.9, false));
    assertThat(report.text()).contains("| 0.70× |", "### Throughput").doesNotContain("### Latency");
  }

  @Test
  void patternsAreComparedWithRedisAndWithEachOther() throws IOException {
    PubSubResults results = new PubSubResults();
    results.add(shape("patterns-0"), Contestant.TIDINGS, List.of(run(1, 1000)));
    results.add(shape("patterns-10000"), Contestant.TIDINGS, List.of(run(1.2, 1000)));
    results.add(shape("patterns-10000"), Contestant.REDIS, List.of(run(300, 4)));
    results.add(shape("patterns-1000000"), Contestant.TIDINGS, List.of(run(1.6, 1000)));
    assertThat(new PubSubReport(results).targets())
        .extracting(Target::measured, Target::isMet)
        .containsExactly(tuple(250.0, true), tuple(1.6, false));
  }

  @Test
  void whatWasLostIsSaid() throws IOException {
    PubSubResults results = new PubSubResults();
    results.add(shape("fanout-1x1"), Contestant.REDIS, List.of(Measurement.of("lost=3 closed=1")));
    assertThat(new PubSubReport(results).text())
        .contains("Redis: 3 deliveries were lost and 1 subscribers disconnected");
  }

  @Test
  void onlyThePartBetweenTheMarkersChanges() throws Exception {
    String page =
        "# A\n\n<!-- start: written by ./tidings bench -->\n\nold\n\n<!-- end of start -->\n\nB\n";
    assertThat(new Page(page).with("start", "new").text()).isEqualTo(page.replace("old", "new"));
    assertThatThrownBy(() -> new Page(page).with("memory", "new"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDocumentHasAPartForEverySuite() throws Exception {
    Page page = new Page(Files.readString(Workshop.open().home().resolve("docs/benchmarks.md")));
    for (Options.Suite suite : Options.Suite.values()) {
      assertThat(page.with(suite.word(), "new text").text()).contains("\nnew text\n");
    }
  }

  private static Shape shape(String name) {
    return Shape.ALL.stream().filter(shape -> shape.name().equals(name)).findFirst().orElseThrow();
  }

  private static Measurement run(double cpu, double rate) throws IOException {
    return Measurement.of(
        ("cpu_micros_per_delivery=%s cpu_micros_per_publish=%s published_per_second=%s"
                + " delivered_per_second=%s lost=0 closed=0")
            .formatted(cpu, cpu, rate, rate));
  }
}
