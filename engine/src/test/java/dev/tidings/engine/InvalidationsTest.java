package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code TrackingComparisonTest} cannot compare: chance, eviction, and what goes together. */
class InvalidationsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client reader = fixture.connect();
  private final EngineFixture.Client writer = fixture.connect();
  private final Invalidations invalidations = fixture.engine.invalidations();

  private void track(String... options) {
    reader.line("HELLO 3");
    assertThat(
            reader.line(String.join(" ", "CLIENT TRACKING on", String.join(" ", options)).strip()))
        .isEqualTo("+OK|");
  }

  @Test
  void aTableThatIsTooLargeForgetsKeysAndTellsTheirReaders() {
    writer.line("CONFIG SET tracking-table-max-keys 10");
    track();
    for (int i = 0; i < 10; i++) {
      assertThat(reader.line("GET key" + i)).isEqualTo("_|");
    }
    assertThat(reader.line("GET key10"))
        .matches("_\\|>2\\|\\$10\\|invalidate\\|\\*1\\|\\$\\d\\|key.*");
    assertThat(invalidations.keyCount()).isEqualTo(10);
    assertThat(invalidations.itemCount()).isEqualTo(10);
    writer.line("CONFIG SET tracking-table-max-keys 3");
    assertThat(invalidations.keyCount()).isEqualTo(3);
    assertThat(reader.read().split("invalidate", -1)).hasSize(8);
    writer.line("CONFIG SET tracking-table-max-keys 0");
    for (int i = 0; i < 100; i++) {
      reader.line("GET key" + i);
    }
    assertThat(invalidations.keyCount()).isEqualTo(100);
  }

  @Test
  void evictionIsToldToReadersAndListeners() {
    writer.line("SET k v");
    track();
    reader.line("GET k");
    EngineFixture.Client listener = fixture.connect();
    listener.line("HELLO 3");
    listener.line("CLIENT TRACKING on BCAST NOLOOP");
    writer.line("CONFIG SET maxmemory-policy allkeys-random");
    writer.line("CONFIG SET maxmemory 1");
    fixture.passMillisAndTick(100);
    assertThat(reader.read()).isEqualTo(">2|$10|invalidate|*1|$1|k|");
    assertThat(listener.read()).isEqualTo(">2|$10|invalidate|*1|$1|k|");
  }

  @Test
  void thePushOfARedirectionNeverCutsAReply() {
    writer.line("HELLO 3");
    track("REDIRECT", Long.toString(writer.session().id()));
    reader.line("GET k");
    assertThat(writer.line("SET k v")).isEqualTo("+OK|>2|$10|invalidate|*1|$1|k|");
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void whoHasGoneIsForgotten() {
    track("BCAST", "PREFIX", "a", "PREFIX", "b");
    EngineFixture.Client other = fixture.connect();
    other.line("CLIENT TRACKING on");
    other.line("GET k");
    assertThat(invalidations.sessionCount()).isEqualTo(2);
    assertThat(invalidations.prefixCount()).isEqualTo(2);
    other.leave();
    reader.leave();
    assertThat(invalidations.sessionCount()).isZero();
    assertThat(invalidations.prefixCount()).isZero();
    assertThat(invalidations.keyCount()).isEqualTo(1);
    writer.line("SET k v");
    assertThat(invalidations.keyCount()).isZero();
    assertThat(invalidations.itemCount()).isZero();
  }

  @Test
  void aListenerIsToldOncePerPrefixAndBatch() {
    track("BCAST", "PREFIX", "a", "PREFIX", "b");
    writer.send("SET a1 1\r\nSET b1 1\r\nSET a2 1\r\nSET a1 1\r\nSET c 1\r\n");
    assertThat(reader.read())
        .isEqualTo(">2|$10|invalidate|*2|$2|a1|$2|a2|>2|$10|invalidate|*1|$2|b1|");
  }
}
