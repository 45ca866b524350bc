package dev.tidings.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.acl.AccessLog.Attempt;
import dev.tidings.engine.acl.AccessLog.Context;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private final AccessLog log = new AccessLog();

  @Test
  void attemptsThatAreAlikeAreOneEntry() {
    add("get", 1000, 128);
    add("set", 2000, 128);
    add("get", 61_000, 128);
    assertThat(told()).containsExactly("get 2 1000 61000 id 0", "set 1 2000 2000 id 1");
    add("get", 121_001, 128);
    assertThat(told())
        .containsExactly(
            "get 1 121001 121001 id 2", "get 2 1000 61000 id 0", "set 1 2000 2000 id 1");
    assertThat(log.denials(Denial.Reason.COMMAND)).isEqualTo(4);
  }

  @Test
  void onlyTheNewestTenAreCompared() {
    add("first", 0, 128);
    for (int i = 0; i < 10; i++) {
      add("other" + i, 0, 128);
    }
    add("first", 0, 128);
    assertThat(log.entries()).hasSize(12);
    add("other1", 0, 128);
    assertThat(log.entries()).hasSize(12);
  }

  @Test
  void attemptsOfOthersOrElsewhereAreNotAlike() {
    add("get", 0, 128);
    Attempt inside = new Attempt(Denial.Reason.COMMAND, Context.MULTI, Bytes.of("get"), "u");
    log.add(inside, 0, "client", 128);
    Attempt other = new Attempt(Denial.Reason.COMMAND, Context.TOPLEVEL, Bytes.of("get"), "v");
    log.add(other, 0, "client", 128);
    assertThat(log.entries()).hasSize(3);
  }

  @Test
  void noMoreEntriesAreKeptThanAllowed() {
    for (int i = 0; i < 5; i++) {
      add("command" + i, 0, 3);
    }
    assertThat(told().getFirst()).startsWith("command4 ");
    assertThat(log.entries()).hasSize(3);
    add("more", 0, 0);
    assertThat(log.entries()).isEmpty();
    assertThat(log.denials(Denial.Reason.COMMAND)).isEqualTo(6);
  }

  private void add(String command, long nowMillis, long most) {
    Attempt attempt = new Attempt(Denial.Reason.COMMAND, Context.TOPLEVEL, Bytes.of(command), "u");
    log.add(attempt, nowMillis, "client", most);
  }

  private List<String> told() {
    return log.entries().stream()
        .map(e ->
            e.attempt().object()
                + " "
                + e.count()
                + " "
                + e.createdMillis()
                + " "
                + e.updatedMillis()
                + " id "
                + e.id())
        .toList();
  }
}
