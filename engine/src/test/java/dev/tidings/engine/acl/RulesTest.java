package dev.tidings.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.command.Access;
import dev.tidings.command.Args;
import dev.tidings.command.ChannelSpec;
import dev.tidings.command.Command;
import dev.tidings.command.CommandTable;
import dev.tidings.command.Family;
import dev.tidings.command.Trait;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules as text, the rights they make, and the requests these allow, with commands of our own. */
class RulesTest {
  private static final Command<Object> GET =
      Command.<Object>command("GET", Family.STRING, Trait.READONLY, Trait.FAST)
          .takes(Args.key("key", Access.READ))
          .does((turn, key) -> {});

  private static final Command<Object> SET =
      Command.<Object>command("SET", Family.STRING, Trait.WRITE)
          .takes(Args.key("key", Access.UPDATE), Args.string("value"), List::of)
          .does((turn, both) -> {});

  private static final Command<Object> TAKE =
      Command.<Object>command("TAKE", Family.STRING, Trait.WRITE)
          .takes(Args.key("key", Access.TAKE).many())
          .does((turn, keys) -> {});

  private static final Command<Object> SELECT =
      Command.<Object>command("SELECT", Family.CONNECTION, Trait.FAST)
          .takes(Args.string("index"))
          .does((turn, index) -> {});

  private static final Command<Object> ENTER =
      Command.<Object>command("ENTER", Family.CONNECTION, Trait.NO_AUTH)
          .takesNothing()
          .does((turn, none) -> {});

  private static final Command<Object> LISTEN =
      Command.<Object>command("LISTEN", Family.PUBSUB)
          .channels(ChannelSpec.channels())
          .takes(Args.string("channel").many())
          .does((turn, names) -> {});

  private static final Command<Object> MATCH =
      Command.<Object>command("MATCH", Family.PUBSUB)
          .channels(ChannelSpec.patterns())
          .takes(Args.pattern("pattern").many())
          .does((turn, globs) -> {});

  private static final Command<Object> CLIENT =
      Command.<Object>command("CLIENT", Family.CONNECTION)
          .contains(List.of(subcommand("ID"), subcommand("LIST"), subcommand("KILL")));

  private static final CommandTable<Object> TABLE =
      new CommandTable<>(List.of(GET, SET, TAKE, SELECT, ENTER, LISTEN, MATCH, CLIENT));

  private boolean allChannelsAtFirst;
  private final Users users = new Users(TABLE.all(), () -> allChannelsAtFirst);

  private static Command<Object> subcommand(String name) {
    return Command.<Object>command(name, Family.CONNECTION, Trait.ADMIN)
        .takes(Args.string("arg").manyOrNone())
        .does((turn, arguments) -> {});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "on;                          on sanitize-payload resetchannels -@all",
        "+@all -get;                  off sanitize-payload resetchannels +@all -get",
        "+get -get;                   off sanitize-payload resetchannels -@all -get",
        "+GET +set +Get;              off sanitize-payload resetchannels -@all +set +get",
        "+get -@all;                  off sanitize-payload resetchannels -@all",
        "+@String -@read;             off sanitize-payload resetchannels -@all +@string -@read",
        "+client|id +client|list;     off sanitize-payload resetchannels -@all +client|id +client|list",
        "+client|id +client -get;     off sanitize-payload resetchannels -@all +client -get",
        "-client|ID +client|id;       off sanitize-payload resetchannels -@all +client|id",
        "+select|0 +select|A;         off sanitize-payload resetchannels -@all +select|0 +select|a",
        "+select|0 -select;           off sanitize-payload resetchannels -@all -select",
        "allcommands;                 off sanitize-payload resetchannels +@all",
        "+@all nocommands;            off sanitize-payload resetchannels -@all",
        "%R~a %W~a %R~b;              off sanitize-payload ~a %R~b resetchannels -@all",
        "%rw~a %W~b ~c ~c;            off sanitize-payload ~a %W~b ~c resetchannels -@all",
        "~a allkeys;                  off sanitize-payload ~* resetchannels -@all",
        "allkeys resetkeys ~b;        off sanitize-payload ~b resetchannels -@all",
        "&a &b &a;                    off sanitize-payload resetchannels &a &b -@all",
        "&a allchannels;              off sanitize-payload &* -@all",
        "&* resetchannels &b;         off sanitize-payload resetchannels &b -@all",
        "skip-sanitize-payload;       off skip-sanitize-payload resetchannels -@all",
        "nopass;                      off nopass sanitize-payload resetchannels -@all",
        "(+get ~a) (&x);              off sanitize-payload resetchannels -@all"
            + " (~a resetchannels -@all +get) (resetchannels &x -@all)",
        "( +get  ~a );                off sanitize-payload resetchannels -@all"
            + " (~a resetchannels -@all +get)",
        "(+get) clearselectors;       off sanitize-payload resetchannels -@all",
        "on nopass ~a &b +@all (~c) reset; off sanitize-payload resetchannels -@all",
      })
  void rulesHaveOneForm(String rules, String expected) {
    assertThat(changed(rules).line()).isEqualTo("user u " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "+foo;              Unknown command or category name in ACL",
        "-get|x;            Unknown command or category name in ACL",
        "+client|foo;       Unknown command or category name in ACL",
        "+@foo;             Unknown command or category name in ACL",
        "+get|a|b;          Unknown command or category name in ACL",
        "+;                 Unknown command or category name in ACL",
        "-@;                Unknown command or category name in ACL",
        "+client|;          Syntax error",
        "foo;               Syntax error",
        "%;                 Syntax error",
        "%~a;               Syntax error",
        "%RR~a;             Syntax error",
        "%X~a;              Syntax error",
        ");                 Syntax error",
        "(on);              Syntax error",
        "((+get));          Syntax error",
        "+client|id|x;      Allowing first-arg of a subcommand is not supported",
        "<nopassword;       The password you are trying to remove from the user does not exist",
        "#abc;              The password hash must be exactly 64 characters and contain only"
            + " lowercase hexadecimal characters",
      })
  void aWordThatIsNoRuleChangesNothing(String rule, String reason) {
    changed("on +get");
    assertThat(users.change("u", List.of("off", rule, "+set")))
        .isEqualTo(
            new Users.Outcome.Refused("Error in ACL SETUSER modifier '" + rule + "': " + reason));
    assertThat(found("u").line()).isEqualTo("user u on sanitize-payload resetchannels -@all +get");
  }

  @Test
  void patternsAfterAllAreRefused() {
    assertThat(users.change("u", List.of("allkeys", "~a")))
        .asString()
        .contains("'~a': Adding a pattern after the * pattern (or the 'allkeys' flag)");
    assertThat(users.change("u", List.of("&*", "&a")))
        .asString()
        .contains("'&a': Adding a pattern after the * pattern (or the 'allchannels' flag)");
    assertThat(users.find("u")).isNull();
  }

  @Test
  void aSelectorMayBeSpreadOverWords() {
    assertThat(users.change("u", List.of("(", "+get", "~a", ")", "on")))
        .isInstanceOf(Users.Outcome.Changed.class);
    assertThat(found("u").line()).endsWith(" (~a resetchannels -@all +get)");
    assertThat(users.change("u", List.of("(+get", "~x")))
        .isEqualTo(
            new Users.Outcome.Refused(
                "Unmatched parenthesis in acl selector starting at '(+get'."));
  }

  @Test
  void passwordsAreKeptAsHashes() {
    String hash = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    User user = changed("on >x >y");
    assertThat(user.line()).contains(" #" + hash + " #a1fce").doesNotContain(">");
    assertThat(user.accepts(bytes("x"))).isTrue();
    assertThat(user.accepts(bytes("y"))).isTrue();
    assertThat(user.accepts(bytes("z"))).isFalse();
    changed("!" + hash + " <y #" + hash);
    assertThat(user.accepts(bytes("x"))).isTrue();
    assertThat(user.accepts(bytes("y"))).isFalse();
    changed("nopass");
    assertThat(user.accepts(bytes("whatever"))).isTrue();
    changed("resetpass");
    assertThat(user.accepts(bytes("x"))).isFalse();
    changed(">x off");
    assertThat(user.accepts(bytes("x"))).isFalse();
  }

  @Test
  void commandsAreAllowedOneByOneOrTogether() {
    User user = changed("~* &* +get +client -client|kill +select|0");
    assertThat(denied(user, "GET", "x")).isNull();
    assertThat(denied(user, "SET", "x", "1")).isEqualTo("COMMAND 0");
    assertThat(denied(user, "CLIENT", "LIST")).isNull();
    assertThat(denied(user, "CLIENT", "KILL", "x")).isEqualTo("COMMAND 0");
    assertThat(denied(user, "SELECT", "0")).isNull();
    assertThat(denied(user, "SELECT", "1")).isEqualTo("COMMAND 0");
    changed("-@all");
    assertThat(denied(user, "SELECT", "0")).isEqualTo("COMMAND 0");
    assertThat(denied(user, "ENTER")).isNull();
  }

  @Test
  void keysAreAllowedForReadingAndForWriting() {
    User user = changed("+@all %R~r* %W~w* ~b*");
    assertThat(denied(user, "GET", "r1")).isNull();
    assertThat(denied(user, "SET", "r1", "x")).isEqualTo("KEY 1");
    assertThat(denied(user, "GET", "w1")).isEqualTo("KEY 1");
    assertThat(denied(user, "SET", "w1", "x")).isNull();
    assertThat(denied(user, "TAKE", "b1", "b2", "w1", "b3")).isEqualTo("KEY 3");
    assertThat(denied(user, "TAKE", "b1", "b2")).isNull();
  }

  @Test
  void patternsOfChannelsAreAllowedToTheLetter() {
    User user = changed("+@all &foo* &b[ar]");
    assertThat(denied(user, "LISTEN", "foo1", "ba")).isNull();
    assertThat(denied(user, "LISTEN", "foo1", "bb")).isEqualTo("CHANNEL 2");
    assertThat(denied(user, "MATCH", "foo*", "b[ar]")).isNull();
    assertThat(denied(user, "MATCH", "foobar*")).isEqualTo("CHANNEL 1");
    assertThat(user.coversChannel(Bytes.of("foo9"), false)).isTrue();
    assertThat(user.coversChannel(Bytes.of("foo9"), true)).isFalse();
  }

  @Test
  void eachSelectorAllowsOnItsOwn() {
    User user = changed("+@all ~a (+get ~b) (+set ~c &x)");
    assertThat(denied(user, "GET", "b")).isNull();
    assertThat(denied(user, "SET", "b", "1")).isEqualTo("KEY 1");
    assertThat(denied(user, "SET", "c", "1")).isNull();
    assertThat(denied(user, "GET", "c")).isEqualTo("KEY 1");
    assertThat(denied(user, "LISTEN", "x")).isEqualTo("CHANNEL 1");
  }

  @Test
  void whoeverMayDoEverythingNeedsNoTest() {
    assertThat(users.defaultUser().isUnrestricted()).isTrue();
    assertThat(changed("+@all ~* &*").isUnrestricted()).isTrue();
    assertThat(changed("-get").isUnrestricted()).isFalse();
    assertThat(changed("+get").isUnrestricted()).isTrue();
    assertThat(changed("resetkeys").isUnrestricted()).isFalse();
    assertThat(changed("(+@all ~* &*)").isUnrestricted()).isTrue();
  }

  @Test
  void newUsersMayBeGivenAllChannels() {
    allChannelsAtFirst = true;
    assertThat(changed("+get (+set)").line())
        .isEqualTo("user u off sanitize-payload &* -@all +get (&* -@all +set)");
    assertThat(changed("resetchannels reset").line())
        .isEqualTo("user u off sanitize-payload &* -@all");
  }

  @Test
  void whatChannelsAChangeTakesAwayIsTold() {
    changed("&a &b");
    assertThat(takes("&c")).isFalse();
    assertThat(takes("resetchannels &c &b &a")).isFalse();
    assertThat(takes("resetchannels &b &a (&c)")).isFalse();
    assertThat(takes("resetchannels &b")).isTrue();
    assertThat(takes("allchannels")).isFalse();
    assertThat(takes("resetchannels &*x &b")).isTrue();
  }

  @Test
  void aFileTakesThePlaceOfAllUsers() {
    changed("on +get &x");
    users.change("gone", List.of("on"));
    List<User> removed = new ArrayList<>();
    List<User> taken = new ArrayList<>();
    User before = found("u");
    assertThat(
            users.load(
                "f",
                "user default on nopass +@all\n\n \tuser u on  >x (+get ~a) \r\nuser v off\n",
                removed,
                taken))
        .isNull();
    assertThat(users.all()).extracting(User::name).containsExactly("default", "u", "v");
    assertThat(removed).extracting(User::name).containsExactly("gone");
    assertThat(taken).contains(before, users.defaultUser());
    assertThat(found("u")).isSameAs(before);
    assertThat(before.accepts(bytes("x"))).isTrue();
  }

  @Test
  void aFileWithoutTheDefaultUserBringsItBack() {
    users.change("default", List.of("off", "-@all"));
    assertThat(users.load("f", "user u on\n", new ArrayList<>(), new ArrayList<>())).isNull();
    assertThat(users.defaultUser().line())
        .isEqualTo("user default on nopass sanitize-payload ~* &* +@all");
  }

  @Test
  void aFileWithFaultsChangesNothingAndAllFaultsAreTold() {
    changed("on +get");
    String before = users.file();
    String file =
        """
        user default on nopass ~* &* +@all

        user b +foo ~* ~x
        usr c
        user
        user b on
        user d (+get ~x
        user e on +get off huh -bar
        """;
    assertThat(users.load("dir/f", file, new ArrayList<>(), new ArrayList<>()))
        .isEqualTo(
            "dir/f:3: Error in applying operation '+foo': Unknown command or category name in ACL."
                + " dir/f:3: Adding a pattern after the * pattern (or the 'allkeys' flag) is not"
                + " valid and does not have any effect. Try 'resetkeys' to start with an empty list"
                + " of patterns. dir/f:4 should start with user keyword followed by the username."
                + " dir/f:5 should start with user keyword followed by the username. WARNING:"
                + " Duplicate user 'b' found on line 6. dir/f:7: Unmatched parenthesis in selector"
                + " definition.dir/f:8: Syntax error. dir/f:8: Error in applying operation '-bar':"
                + " Unknown command or category name in ACL. WARNING: ACL errors detected, no"
                + " change to the previously active ACL rules was performed");
    assertThat(users.file()).isEqualTo(before);
  }

  @Test
  void whatIsPrintedMakesTheSameUserAgain() {
    long seed = 20_250_101;
    SplittableRandom random = new SplittableRandom(seed);
    String[] pool =
        ("on off nopass resetpass >a >b <a ~a* ~* %R~b %W~b %RW~c &x* &* &y resetkeys resetchannels"
                + " allkeys +@all -@all +get -get +set -set +client -client +client|id -client|id"
                + " +client|kill +@connection -@connection +@pubsub -@fast +@slow +select|0"
                + " +select|1 -select (+get|x) (+@read|) (+get) (~a*) (&x) clearselectors"
                + " sanitize-payload skip-sanitize-payload reset")
            .split(" ", -1);
    for (int round = 0; round < 2_000; round++) {
      users.change("u", List.of(pool[random.nextInt(pool.length)]));
      User user = users.find("u");
      if (user == null) {
        continue;
      }
      String line = user.line();
      List<String> words = List.of(line.split(" ", -1));
      users.remove("copy");
      users.change("copy", words.subList(2, words.size()));
      assertThat(found("copy").line().replace("user copy", "user u"))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(line);
      assertThat(allowed(found("copy"))).as("seed %d, %s", seed, line).isEqualTo(allowed(user));
    }
  }

  private Set<String> allowed(User user) {
    Set<String> requests = new TreeSet<>();
    for (String request :
        List.of(
            "GET a1",
            "GET b",
            "GET c",
            "GET x",
            "SET a1 1",
            "SET b 1",
            "SET c 1",
            "SELECT 0",
            "SELECT 1",
            "LISTEN x1",
            "LISTEN y",
            "LISTEN z",
            "MATCH x*",
            "MATCH y",
            "CLIENT ID",
            "CLIENT KILL",
            "CLIENT LIST")) {
      if (denied(user, request.split(" ", -1)) == null) {
        requests.add(request);
      }
    }
    return requests;
  }

  private boolean takes(String rules) {
    return users.change("u", List.of(rules.split(" ", -1))) instanceof Users.Outcome.Changed done
        && done.channelsTaken();
  }

  private User changed(String rules) {
    List<String> words = List.of(rules.split(" ", -1));
    Users.Outcome outcome = users.change("u", words);
    assertThat(outcome).isInstanceOf(Users.Outcome.Changed.class);
    return found("u");
  }

  private User found(String name) {
    return Objects.requireNonNull(users.find(name));
  }

  private @Nullable String denied(User user, String... request) {
    Words words = Words.of(request);
    Command<Object> command = Objects.requireNonNull(TABLE.find(words));
    Denial denial = users.check(user, command, words);
    return denial == null ? null : denial.reason() + " " + denial.word();
  }

  private static byte[] bytes(String text) {
    return Bytes.of(text).array();
  }
}
