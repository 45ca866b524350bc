package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.ConfigurationReader;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users, their sessions and the commands that change them, in an engine without sockets. */
class AccessControlTest {
  private static final String NOAUTH = "-NOAUTH Authentication required.|";
  private static final String WRONGPASS =
      "-WRONGPASS invalid username-password pair or user is disabled.|";

  private EngineFixture fixture = new EngineFixture();
  private EngineFixture.Client admin = fixture.connect();

  private void restart(String configuration) {
    Configuration settings = new Configuration();
    assertThat(new ConfigurationReader(settings, path -> List.of()).read(configuration)).isNull();
    fixture = new EngineFixture(settings);
    admin = fixture.connect();
  }

  private EngineFixture.Client user(String name, String rules) {
    assertThat(admin.line("ACL SETUSER " + name + " on nopass " + rules)).isEqualTo("+OK|");
    EngineFixture.Client client = fixture.connect();
    assertThat(client.line("AUTH " + name + " any")).isEqualTo("+OK|");
    return client;
  }

  @Test
  void strangersHaveToLogIn() {
    restart("requirepass secret");
    assertThat(admin.line("PING")).isEqualTo(NOAUTH);
    assertThat(admin.line("AUTH wrong")).isEqualTo(WRONGPASS);
    assertThat(admin.line("AUTH nobody secret")).isEqualTo(WRONGPASS);
    assertThat(admin.line("AUTH secret")).isEqualTo("+OK|");
    assertThat(admin.line("PING")).isEqualTo("+PONG|");
    assertThat(admin.line("AUTH wrong")).isEqualTo(WRONGPASS);
    assertThat(admin.line("PING")).isEqualTo("+PONG|");
    assertThat(admin.line("AUTH a b c")).isEqualTo("-ERR syntax error|");
  }

  @Test
  void strangersMaySendLittleUntilTheyLogIn() {
    restart("requirepass secret");
    String large = "x".repeat(20_000);
    assertThat(fixture.connect().call("ECHO", large))
        .isEqualTo("-ERR Protocol error: unauthenticated bulk length|");
    assertThat(admin.line("AUTH secret")).isEqualTo("+OK|");
    assertThat(admin.call("ECHO", large)).hasSize("$20000||".length() + 20_000);
  }

  @Test
  void aPasswordGivenLaterHoldsForThoseWhoComeLater() {
    EngineFixture.Client before = fixture.connect();
    assertThat(before.line("AUTH x"))
        .isEqualTo(
            "-ERR AUTH <password> called without any password configured for the default user. Are"
                + " you sure your configuration is correct?|");
    assertThat(admin.line("ACL SETUSER default >secret")).isEqualTo("+OK|");
    EngineFixture.Client after = fixture.connect();
    assertThat(before.line("PING")).isEqualTo("+PONG|");
    assertThat(after.line("PING")).isEqualTo(NOAUTH);
    assertThat(admin.line("ACL SETUSER default nopass")).isEqualTo("+OK|");
    assertThat(after.line("PING")).isEqualTo("+PONG|");
    assertThat(admin.line("ACL SETUSER default off")).isEqualTo("+OK|");
    assertThat(after.line("PING")).isEqualTo(NOAUTH);
    assertThat(after.line("AUTH default x")).isEqualTo(WRONGPASS);
  }

  @Test
  void theSettingIsThePasswordOfTheDefaultUser() {
    assertThat(admin.line("CONFIG SET requirepass x")).isEqualTo("+OK|");
    assertThat(admin.line("ACL LIST"))
        .contains("user default on sanitize-payload #2d711642b726b044");
    assertThat(fixture.connect().line("PING")).isEqualTo(NOAUTH);
    assertThat(admin.call("CONFIG", "SET", "requirepass", "")).isEqualTo("+OK|");
    assertThat(admin.line("ACL LIST"))
        .isEqualTo("*1|$51|user default on nopass sanitize-payload ~* &* +@all|");
    assertThat(fixture.connect().line("PING")).isEqualTo("+PONG|");
  }

  @Test
  void whatIsForbiddenIsRefused() {
    EngineFixture.Client client = user("u", "+@all -echo &a");
    assertThat(client.line("ECHO x"))
        .isEqualTo("-NOPERM User u has no permissions to run the 'echo' command|");
    assertThat(client.line("PUBLISH b x")).isEqualTo("-NOPERM No permissions to access a channel|");
    assertThat(client.line("PUBLISH a x")).isEqualTo(":0|");
    assertThat(client.line("SUBSCRIBE a b"))
        .isEqualTo("-NOPERM No permissions to access a channel|");
    assertThat(client.line("PUBSUB CHANNELS")).isEqualTo("*0|");
    assertThat(client.line("UNSUBSCRIBE b")).isEqualTo("*3|$11|unsubscribe|$1|b|:0|");
  }

  @Test
  void aTransactionIsTestedWhenItIsQueuedAndWhenItRuns() {
    EngineFixture.Client client = user("u", "+@all &a");
    assertThat(client.line("MULTI")).isEqualTo("+OK|");
    assertThat(client.line("PUBLISH b x")).isEqualTo("-NOPERM No permissions to access a channel|");
    assertThat(client.line("EXEC")).startsWith("-EXECABORT ");
    assertThat(client.line("MULTI")).isEqualTo("+OK|");
    assertThat(client.line("PUBLISH a x")).isEqualTo("+QUEUED|");
    assertThat(client.line("ECHO x")).isEqualTo("+QUEUED|");
    assertThat(client.line("PING")).isEqualTo("+QUEUED|");
    assertThat(admin.line("ACL SETUSER u -echo resetchannels")).isEqualTo("+OK|");
    String changed =
        "-NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC"
            + " call. This command is no longer allowed for the following reason: ";
    assertThat(client.line("EXEC"))
        .isEqualTo(
            "*3|"
                + changed
                + "no permission to access one of the channels used as arguments|"
                + changed
                + "no permission to execute the command or subcommand|+PONG|");
    assertThat(admin.line("ACL LOG")).contains("|$7|context|$5|multi|$6|object|$4|echo|");
  }

  @Test
  void subscriptionsThatAreNoLongerAllowedEndTheConnection() {
    EngineFixture.Client byName = user("u", "+@all &foo* &b");
    EngineFixture.Client byPattern = fixture.connect();
    assertThat(byPattern.line("AUTH u x")).isEqualTo("+OK|");
    assertThat(byName.line("SUBSCRIBE foo1")).startsWith("*3|");
    assertThat(byPattern.line("PSUBSCRIBE foo*")).startsWith("*3|");
    assertThat(admin.line("ACL SETUSER u &more")).isEqualTo("+OK|");
    assertThat(byName.closed() || byPattern.closed()).isFalse();
    assertThat(admin.line("ACL SETUSER u resetchannels &foo1 &b")).isEqualTo("+OK|");
    assertThat(byName.closed()).isFalse();
    assertThat(byPattern.closed()).isTrue();
    assertThat(admin.line("ACL SETUSER u resetchannels")).isEqualTo("+OK|");
    assertThat(byName.closed()).isTrue();
    assertThat(byName.read()).isEmpty();
  }

  @Test
  void theClientsOfADeletedUserAreDisconnected() {
    EngineFixture.Client client = user("u", "+@all");
    EngineFixture.Client self = fixture.connect();
    assertThat(self.line("AUTH u x")).isEqualTo("+OK|");
    assertThat(self.send("ACL DELUSER u nobody\r\nPING\r\n")).isEqualTo(":1|");
    assertThat(client.closed() && self.closed()).isTrue();
    assertThat(admin.closed()).isFalse();
    assertThat(admin.line("ACL DELUSER u default"))
        .isEqualTo("-ERR The 'default' user cannot be removed|");
  }

  @Test
  void whoIsSwitchedOffMayStay() {
    EngineFixture.Client client = user("u", "+@all");
    assertThat(admin.line("ACL SETUSER u off")).isEqualTo("+OK|");
    assertThat(client.line("ECHO x")).isEqualTo("$1|x|");
    assertThat(fixture.connect().line("AUTH u any")).isEqualTo(WRONGPASS);
  }

  @Test
  void refusalsAreLogged() {
    EngineFixture.Client client = user("u", "+@all -echo &a");
    assertThat(client.line("ECHO x")).startsWith("-NOPERM");
    assertThat(client.line("ECHO y")).startsWith("-NOPERM");
    fixture.passMillis(1500);
    assertThat(client.line("PUBLISH b x")).startsWith("-NOPERM");
    assertThat(client.line("AUTH nobody x")).isEqualTo(WRONGPASS);
    fixture.passMillis(250);
    assertThat(admin.line("ACL LOG"))
        .startsWith(
            "*3|*20|$5|count|:1|$6|reason|$4|auth|$7|context|$8|toplevel|$6|object|$4|AUTH|"
                + "$8|username|$6|nobody|$11|age-seconds|$4|0.25|$11|client-info|")
        .contains("|$6|reason|$7|channel|$7|context|$8|toplevel|$6|object|$1|b|")
        .contains("$5|count|:2|$6|reason|$7|command|$7|context|$8|toplevel|$6|object|$4|echo|")
        .contains("|$8|entry-id|:0|$17|timestamp-created|:" + EngineFixture.START_MILLIS + "|")
        .contains("|$22|timestamp-last-updated|:" + (EngineFixture.START_MILLIS + 1500) + "|");
    assertThat(admin.line("ACL LOG 1")).startsWith("*1|");
    assertThat(admin.line("ACL LOG -1")).isEqualTo("*0|");
    assertThat(admin.line("ACL LOG RESET")).isEqualTo("+OK|");
    assertThat(admin.line("ACL LOG")).isEqualTo("*0|");
  }

  @Test
  void aTrialRunsNothing() {
    EngineFixture.Client client = user("u", "+@all -echo &a");
    assertThat(client.line("ACL DRYRUN u PUBLISH b x"))
        .isEqualTo("$51|User u has no permissions to access the 'b' channel|");
    assertThat(client.line("ACL DRYRUN u ECHO b"))
        .isEqualTo("$51|User u has no permissions to run the 'echo' command|");
    assertThat(client.line("ACL DRYRUN u PUBLISH a x")).isEqualTo("+OK|");
    assertThat(client.line("ACL DRYRUN v PING")).isEqualTo("-ERR User 'v' not found|");
    assertThat(client.line("ACL DRYRUN u FOO")).isEqualTo("-ERR Command 'FOO' not found|");
    assertThat(client.line("ACL DRYRUN u PUBLISH a"))
        .isEqualTo("-ERR wrong number of arguments for 'publish' command|");
    assertThat(admin.line("ACL LOG")).isEqualTo("*0|");
  }

  @Test
  void passwordsAreMadeOfChance() {
    String first = admin.line("ACL GENPASS");
    assertThat(first).matches("\\$64\\|[0-9a-f]{64}\\|");
    assertThat(admin.line("ACL GENPASS")).isNotEqualTo(first);
    assertThat(admin.line("ACL GENPASS 5")).matches("\\$2\\|[0-9a-f]{2}\\|");
    assertThat(admin.line("ACL GENPASS 4096")).startsWith("$1024|");
    assertThat(admin.line("ACL GENPASS 4097")).startsWith("-ERR ACL GENPASS argument must be");
    assertThat(admin.line("ACL GENPASS x"))
        .isEqualTo("-ERR value is not an integer or out of range|");
  }

  @Test
  void categoriesAreTold() {
    assertThat(admin.line("ACL CAT")).startsWith("*21|$8|keyspace|$4|read|$5|write|");
    assertThat(admin.line("ACL CAT PubSub")).contains("|$7|publish|").doesNotContain("|$6|pubsub|");
    assertThat(admin.line("ACL CAT foo")).isEqualTo("-ERR Unknown category 'foo'|");
  }

  @Test
  void usersAreReadFromTheirFileAndWrittenToIt() {
    restart("aclfile users.acl");
    fixture.world.files.put("users.acl", Bytes.of("user u on >x +@all &*\n"));
    assertThat(fixture.engine.access().loadAtStart()).isNull();
    EngineFixture.Client client = fixture.connect();
    assertThat(client.line("AUTH u x")).isEqualTo("+OK|");
    assertThat(client.line("SUBSCRIBE a")).startsWith("*3|");
    assertThat(admin.line("ACL SETUSER v on")).isEqualTo("+OK|");
    assertThat(admin.line("ACL SAVE")).isEqualTo("+OK|");
    assertThat(String.valueOf(fixture.world.files.get("users.acl")))
        .contains("user default on nopass", "\nuser u on ", "\nuser v on ");
    fixture.world.files.put("users.acl", Bytes.of("user u on\nfoo\n"));
    assertThat(admin.line("ACL LOAD"))
        .isEqualTo(
            "-ERR users.acl:2 should start with user keyword followed by the username. WARNING: ACL"
                + " errors detected, no change to the previously active ACL rules was performed|");
    assertThat(client.closed()).isFalse();
    fixture.world.files.put("users.acl", Bytes.of("user u on +@all\n"));
    assertThat(admin.line("ACL LOAD")).isEqualTo("+OK|");
    assertThat(client.closed()).isTrue();
    fixture.world.diskFault = "No space left on device";
    assertThat(admin.line("ACL SAVE"))
        .isEqualTo(
            "-ERR There was an error trying to save the ACLs. Please check the server logs for more"
                + " information|");
    assertThat(fixture.world.log).last().asString().contains("No space left on device");
    fixture.world.files.clear();
    assertThat(admin.line("ACL LOAD"))
        .isEqualTo("-ERR Error loading ACLs, opening file 'users.acl': No such file or directory|");
  }

  @Test
  void loadingClosesTheClientsOfUsersThatAreGone() {
    restart("aclfile users.acl");
    fixture.world.files.put("users.acl", Bytes.of("user u on nopass\nuser v on nopass\n"));
    assertThat(fixture.engine.access().loadAtStart()).isNull();
    EngineFixture.Client one = fixture.connect();
    EngineFixture.Client other = fixture.connect();
    assertThat(one.line("AUTH u x") + other.line("AUTH v x")).isEqualTo("+OK|+OK|");
    fixture.world.files.put("users.acl", Bytes.of("user v on nopass\n"));
    assertThat(admin.line("ACL LOAD")).isEqualTo("+OK|");
    assertThat(one.closed()).isTrue();
    assertThat(other.closed()).isFalse();
  }

  @Test
  void usersMayBeDeclaredInTheConfiguration() {
    restart("user u on >x +ping\nuser default on nopass +@all ~* &* -echo");
    assertThat(fixture.engine.access().loadAtStart()).isNull();
    assertThat(admin.line("ECHO x")).startsWith("-NOPERM User default ");
    assertThat(fixture.connect().line("AUTH u x")).isEqualTo("+OK|");
    assertThat(fixture.engine.access().userLines())
        .anyMatch(line -> line.startsWith("u on sanitize-payload #"));
    restart("user u on +foo");
    assertThat(fixture.engine.access().loadAtStart()).contains("'u'").contains("'+foo'");
    restart("user u on\naclfile users.acl");
    assertThat(fixture.engine.access().loadAtStart()).contains("aclfile");
  }

  @Test
  void withoutAFileThereIsNothingToLoad() {
    assertThat(admin.line("ACL LOAD")).startsWith("-ERR This Redis instance is not configured");
    assertThat(admin.line("ACL SAVE")).startsWith("-ERR This Redis instance is not configured");
  }

  @Test
  void namesHaveNoSpaces() {
    assertThat(admin.call("ACL", "SETUSER", "a b", "on"))
        .isEqualTo("-ERR Usernames can't contain spaces or null characters|");
  }
}
