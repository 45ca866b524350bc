package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Redis answered is kept, and another server held to it. */
class RecordingTest {
  private static final Script SCRIPT =
      s -> {
        s.client("a").calls("SET k v", "GET k");
        s.client("a").call("CLIENT", "ID").mask(":(\\d+)");
      };

  @TempDir private Path folder;

  @Test
  void aServerIsHeldToWhatWasRecorded() throws IOException {
    Path file = folder.resolve("recorded.txt");
    RedisVersion version = new RedisVersion(8, 6);
    for (int protocol : new int[] {2, 3}) {
      List<Step> steps = new Scene(RealRedis.shared(), protocol).perform(SCRIPT);
      Recording.write(file, version, "a script", protocol, steps);
    }
    String text = Files.readString(file);
    assertThat(text).contains("redis 8.6\n", "== a script, RESP3\na> SET k v\n  +OK\n", "\n  :~\n");
    Recording recording = Recording.parse(text);
    assertThat(recording.version()).isEqualTo(version);
    assertThatCode(() -> compare(recording, "a script")).doesNotThrowAnyException();
    Recording other = Recording.parse(text.replace("+OK", "+NO"));
    assertThatThrownBy(() -> compare(other, "a script")).hasMessageContaining("+NO");
    assertThatThrownBy(() -> compare(recording, "no script")).hasMessageContaining("not recorded");
  }

  @Test
  void whatAnotherVersionAnsweredIsDropped() throws IOException {
    Path file = folder.resolve("recorded.txt");
    Recording.write(file, new RedisVersion(8, 6), "old", 2, List.of());
    Recording.write(file, new RedisVersion(8, 8), "new", 2, List.of());
    assertThat(Files.readString(file)).isEqualTo("redis 8.8\n\n== new, RESP2\n");
  }

  private static void compare(Recording recording, String script) {
    Comparison.recorded(recording, RealRedis.shared(), Differences.none()).run(script, SCRIPT);
  }

  @Test
  void versionsAreOrdered() {
    assertThat(RedisVersion.of("8.10.2").isAtLeast(RedisVersion.of("8.6"))).isTrue();
    assertThat(RedisVersion.of("7.0.15").isAtLeast(RedisVersion.of("7.2"))).isFalse();
    assertThat(RedisVersion.of("7.0.15")).isEqualTo(new RedisVersion(7, 0)).hasToString("7.0");
    assertThatThrownBy(() -> RedisVersion.of("new")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void differencesBelongToVersions() {
    Differences differences =
        Differences.parse(
            """
            id: old
            in: s
            redis: 1
            tidings: 2
            because: x
            before: 7.2

            id: recent
            in: s
            redis: 1
            tidings: 2
            because: x
            since: 8.0
            """);
    assertThat(differences.seenIn(new RedisVersion(7, 0)).entries())
        .extracting(Difference::id)
        .containsExactly("old");
    assertThat(differences.seenIn(new RedisVersion(7, 2)).entries()).isEmpty();
    assertThat(differences.seenIn(new RedisVersion(8, 0)).entries())
        .extracting(Difference::id)
        .containsExactly("recent");
  }
}
