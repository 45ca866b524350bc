package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.ConfigurationReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code rename-command}: what is called otherwise is known by its own name; as in Redis 8.6.3. */
class RenamedCommandsTest {
  private static EngineFixture renaming(String... lines) {
    Configuration configuration = new Configuration();
    for (String line : lines) {
      assertThat(
              new ConfigurationReader(configuration, path -> List.of())
                  .read("rename-command " + line))
          .isNull();
    }
    return new EngineFixture(configuration);
  }

  private final EngineFixture.Client client =
      renaming("get fetch", "FETCH load", "set \"\"", "config Conf").connect();

  private void answers(String request, String reply) {
    assertThat(client.line(request)).as(request).startsWith(reply);
  }

  @Test
  void commandsAreCalledByTheirNewNames() {
    answers("LOAD k", "$-1|");
    answers("LOAD", "-ERR wrong number of arguments for 'get' command|");
    answers("CONF get port", "*2|$4|port|");
    answers("conf nosuch", "-ERR unknown subcommand 'nosuch'. Try CONF HELP.|");
    assertThat(client.line("conf help")).contains("+CONF <subcommand> [<arg>");
    for (String old : List.of("GET k", "FETCH k", "SET k v", "CONFIG GET port")) {
      answers(old, "-ERR unknown command '");
    }
    assertThat(client.line("INFO commandstats"))
        .contains("cmdstat_get:calls=1,", "cmdstat_config|get:calls=1,")
        .doesNotContain("load", "conf|");
  }

  @Test
  void commandsAreDescribedByTheirOwnNames() {
    answers("COMMAND INFO load", "*1|*10|$3|get|:2|");
    answers("COMMAND INFO get", "*1|$-1|");
    answers("COMMAND INFO conf|get", "*1|*10|$10|config|get|:-3|");
    answers("COMMAND GETKEYS load k", "*1|$1|k|");
    answers("COMMAND GETKEYS get k", "-ERR Invalid command specified|");
    answers("COMMAND LIST FILTERBY PATTERN get", "*1|$3|get|");
    answers("COMMAND LIST FILTERBY PATTERN load", "*0|");
  }

  @Test
  void rightsAreGivenByTheirOwnNames() {
    answers("ACL SETUSER a on nopass ~* -@all +get +set +config|get", "+OK|");
    assertThat(client.line("ACL GETUSER a")).contains("-@all +get +set +config|get");
    answers("ACL SETUSER a +load", "-ERR Error in ACL SETUSER modifier '+load': Unknown command");
    answers("ACL DRYRUN a load k", "+OK|");
    answers("ACL DRYRUN a get k", "-ERR Command 'get' not found|");
    assertThat(client.line("ACL CAT string")).contains("|set|", "|get|");
  }

  @Test
  void whatCannotBeRenamedIsSaid() {
    assertThatThrownBy(() -> renaming("nosuch x")).hasMessage("No such command in rename-command");
    assertThatThrownBy(() -> renaming("get set")).hasMessage("Target command name already exists");
  }
}
