package dev.tidings.tests.comparison;

import static dev.tidings.tests.comparison.Users.forget;
import static dev.tidings.tests.comparison.Users.user;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ACL: the rules of users and what is refused to them. */
class UserComparisonTest {
  private static final String[] NO_RULES = {
    "+nosuch",
    "-publish|x",
    "+pubsub|nosuch",
    "+@nosuch",
    "-@",
    "+",
    "-",
    "+ping|a|b",
    "+client|",
    "foo",
    "%",
    "%X~a",
    "%RR~a",
    "%~a",
    ")",
    "(on)",
    "((+ping))",
    "(+ping))",
    "+client|id|x",
    "<nosuch",
    "#123",
    "!123",
    "(",
    "(+ping",
    "(allkeys ~x)",
    "(&* &x)"
  };

  private final Comparison comparison = Servers.shared();

  @Test
  void wordsThatAreNoRulesAreRefused() {
    comparison.run(
        "words that are no rules",
        s -> {
          ScriptClient admin = s.client("admin");
          for (String word : NO_RULES) {
            admin.call("ACL", "SETUSER", "wrong", word);
          }
          admin.calls("ACL GETUSER wrong", "ACL SETUSER", "ACL DELUSER default wrong");
          admin.call("ACL", "SETUSER", "a b", "on");
          admin.calls("ACL SETUSER wrong allkeys ~a", "ACL SETUSER wrong allchannels &a");
        });
  }

  @Test
  void rulesOfKeysAndChannelsAreToldInOneForm() {
    comparison.run(
        "rules of keys and channels",
        s -> {
          ScriptClient admin = s.client("admin");
          // Two commands side by side are not compared: 7.0 tells them in an order of chance.
          String[] rules = {
            "on ~a ~b ~a",
            "%R~a %W~a %R~b",
            "%rw~a %W~b",
            "~a allkeys",
            "allkeys resetkeys ~x",
            "&a &b &a",
            "&a allchannels",
            "allchannels resetchannels &x",
            "+@all -@all",
            "+@all",
            "+ping",
            "+@all -ping",
            "+client|id",
            "(+ping ~a) (&x %R~b)",
            "( +ping  ~a )",
            "(+ping) clearselectors",
            "(allkeys allchannels allcommands)"
          };
          for (String rule : rules) {
            admin.connection().call("ACL", "DELUSER", "form");
            // Redis 7.0 leaves this out until it is said.
            admin.calls("ACL SETUSER form sanitize-payload " + rule, "ACL GETUSER form");
          }
          forget(s, "form");
        });
  }

  @Test
  void passwordsAreAddedAndTakenAway() {
    comparison.run(
        "passwords of a user",
        s -> {
          ScriptClient admin = s.client("admin");
          admin.calls("ACL SETUSER pass sanitize-payload on >x >y", "ACL GETUSER pass");
          s.client("a").calls("AUTH pass x", "AUTH pass y", "AUTH pass z", "ACL WHOAMI");
          admin.calls("ACL SETUSER pass <x nopass", "ACL GETUSER pass");
          s.client("a").call("AUTH", "pass", "anything");
          admin.calls("ACL SETUSER pass resetpass", "ACL GETUSER pass");
          s.client("a").calls("AUTH pass x", "AUTH x");
          admin.calls("ACL SETUSER pass >x off");
          s.client("a").calls("AUTH pass x");
          forget(s, "pass");
        });
  }

  @Test
  void commandsAreRefused() {
    comparison.run(
        "commands of a user",
        s -> {
          ScriptClient user = user(s, "limited", "-@all", "+ping", "+client|id", "+select|1", "&*");
          user.calls("PING", "ECHO x", "CLIENT LIST", "SELECT 1", "SELECT 0", "PUBLISH a b");
          user.calls("NOSUCH", "CLIENT NOSUCH", "ECHO", "ACL WHOAMI", "MULTI", "EXEC");
          user.call("RESET");
          forget(s, "limited");
        });
  }

  @Test
  void whatIsQueuedIsTestedAgainWhenItRuns() {
    comparison.run(
        "rights taken away from a transaction",
        s -> {
          ScriptClient user = user(s, "queuing", "+@all", "&a");
          user.calls("MULTI", "PUBLISH a x", "ECHO x", "PING");
          s.client("admin").call("ACL", "SETUSER", "queuing", "-echo", "resetchannels", "&b");
          user.calls("EXEC", "PING");
          forget(s, "queuing");
        });
  }

  @Test
  void whoIsDeletedGetsTheReplyFirst() {
    comparison.run(
        "a user who deletes itself",
        s -> {
          ScriptClient user = user(s, "suicide", "+@all");
          user.send("ACL", "DELUSER", "suicide").frames(1);
          user.closed();
          s.client("admin").call("ACL", "DELUSER", "suicide");
        });
  }

  @Test
  void whoIsSwitchedOffStays() {
    comparison.run(
        "a user switched off",
        s -> {
          ScriptClient user = user(s, "off", "+@all");
          s.client("admin").call("ACL", "SETUSER", "off", "off");
          user.call("PING");
          s.client("late").call("AUTH", "off", "off");
          forget(s, "off");
        });
  }

  @Test
  void subcommandsCheckTheirArguments() {
    comparison.run(
        "wrong arguments of ACL",
        s -> {
          ScriptClient admin = s.client("admin");
          admin.calls("ACL", "ACL NOSUCH", "ACL WHOAMI x", "ACL CAT nosuch", "ACL CAT a b");
          admin.calls("ACL GENPASS 0", "ACL GENPASS 4097", "ACL GENPASS x", "ACL GENPASS 1 2");
          admin.calls("ACL LOG x", "ACL LOG 0", "ACL LOG RESET x", "ACL LOAD", "ACL SAVE");
          admin.calls("ACL GETUSER", "ACL GETUSER nosuch", "ACL DELUSER", "ACL DELUSER nosuch");
          admin.calls("ACL DRYRUN", "ACL DRYRUN nosuch PING", "ACL DRYRUN default nosuch");
          admin.calls("ACL DRYRUN default ECHO", "ACL DRYRUN default PING", "ACL USERS", "ACL CAT");
          admin.calls("ACL WHOAMI", "ACL DRYRUN default ACL WHOAMI");
        });
  }

  @Test
  void rulesOfASelectorMayBeQuoted() {
    comparison.run(
        "quotes in selectors",
        s -> {
          List<String> selectors =
              List.of(
                  "(+get \"~a\")",
                  "(+get \"~a b\")",
                  "(+get '~x y')",
                  "(+get \"~a)",
                  "(+get ~a\"b)",
                  "(+get \"~a\\x41\")",
                  "(+get ~a ",
                  "(  +get   ~q )",
                  "()",
                  "(+get \"~a\"~b)",
                  "(+get (~a))",
                  "(+get \"~a)\")");
          for (String selector : selectors) {
            s.client("a").call("ACL", "SETUSER", "quoting", selector);
            s.client("a").call("ACL", "GETUSER", "quoting").mask("\"flags\"(.*?)\"selectors\"");
            s.client("a").call("ACL", "DELUSER", "quoting");
          }
          s.client("a").call("ACL", "SETUSER", "quoting", "(+get", "\"~a\"", "~c)");
          s.client("a").call("ACL", "GETUSER", "quoting").mask("\"flags\"(.*?)\"selectors\"");
          s.client("a").call("ACL", "DELUSER", "quoting");
        });
  }
}
