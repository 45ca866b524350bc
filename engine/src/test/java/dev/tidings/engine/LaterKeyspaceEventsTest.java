package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notifications that Redis has since 8.2 and 8.8, which the Redis of the comparison lacks. */
class LaterKeyspaceEventsTest {
  private static final Pattern MESSAGE =
      Pattern.compile(
          "__(\\w+)@0__:([^|]*(?:\\|[a-z\n]+)?)\\|\\$\\d+\\|(.*?)\\|(?=\\*|$)", Pattern.DOTALL);

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();
  private final EngineFixture.Client listener = fixture.connect();

  @BeforeEach
  void listen() {
    listener.call("PSUBSCRIBE", "__*");
  }

  private void enable(String classes) {
    assertThat(client.call("CONFIG", "SET", "notify-keyspace-events", classes)).isEqualTo("+OK|");
  }

  private String shown(String classes) {
    enable(classes);
    String reply = client.call("CONFIG", "GET", "notify-keyspace-events");
    return reply.substring(reply.lastIndexOf('|', reply.length() - 2) + 1, reply.length() - 1);
  }

  /** What the listener was told: channel without its ends, then the message. */
  private List<String> told() {
    List<String> told = new ArrayList<>();
    Matcher message = MESSAGE.matcher(listener.read());
    while (message.find()) {
      told.add(message.group(1) + ":" + message.group(2) + " " + message.group(3));
    }
    return told;
  }

  /** The letters and their order: source text of Redis 8.8, keyspaceEventsFlagsToString. */
  @Test
  void lettersAreShownInTheOrderOfRedis() {
    assertThat(shown("VITScohK")).isEqualTo("hocKSTIV");
    assertThat(shown("AKEoc")).isEqualTo("AKE");
    assertThat(shown("mEnSA")).isEqualTo("AEmS");
    assertThat(client.call("CONFIG", "SET", "notify-keyspace-events", "Ky"))
        .contains("Invalid event class character. Use 'Ag$lshzxeKEtmdnocSTIV'.");
  }

  /** Commands and meaning: description of redis/redis pull request 14141. */
  @Test
  void aKeyThatGetsAnotherValueIsOverwritten() {
    enable("Eoc");
    client.line("SET s 1");
    assertThat(told()).isEmpty();
    client.line("SET s 2");
    client.line("MSET s 3");
    client.line("SET s 4 KEEPTTL");
    client.line("INCR s");
    client.line("APPEND s x");
    assertThat(told())
        .containsExactly(
            "keyevent:overwritten s", "keyevent:overwritten s", "keyevent:overwritten s");
    client.line("RPUSH l 1");
    client.line("RPUSH l 2");
    client.line("SET l x");
    assertThat(told()).containsExactly("keyevent:overwritten l", "keyevent:type_changed l");
    client.line("SADD a 1");
    client.line("SUNIONSTORE l a");
    client.line("ZUNIONSTORE a 1 l");
    client.line("SORT l STORE a");
    client.line("BITOP NOT a s");
    assertThat(told())
        .containsExactly(
            "keyevent:overwritten l",
            "keyevent:type_changed l",
            "keyevent:overwritten a",
            "keyevent:type_changed a",
            "keyevent:overwritten a",
            "keyevent:type_changed a",
            "keyevent:overwritten a",
            "keyevent:type_changed a");
  }

  @Test
  void aKeyThatAnotherTakesThePlaceOfIsOverwritten() {
    client.line("SET s 1");
    client.line("RPUSH l 1");
    client.line("SADD a 1");
    enable("Eoc");
    client.line("COPY l s");
    client.line("COPY l s REPLACE");
    client.line("COPY l s REPLACE");
    client.line("RENAMENX l s");
    client.line("RENAME l a");
    client.line("RENAME a new");
    assertThat(told())
        .containsExactly(
            "keyevent:overwritten s",
            "keyevent:type_changed s",
            "keyevent:overwritten s",
            "keyevent:overwritten a",
            "keyevent:type_changed a");
  }

  /** Channels, messages and events: redis.io, develop/pubsub/subkeyspace-notifications. */
  @Test
  void fieldsAreToldOnFourChannels() {
    enable("hSTIV");
    client.call("HSET", "k", "f1", "v", "long name", "v", "f1", "w");
    assertThat(told())
        .containsExactly(
            "subkeyspace:k hset|2:f1,9:long name,2:f1",
            "subkeyevent:hset 1:k|2:f1,9:long name,2:f1",
            "subkeyspaceitem:k\nf1 hset",
            "subkeyspaceitem:k\nlong name hset",
            "subkeyspaceitem:k\nf1 hset",
            "subkeyspaceevent:hset|k 2:f1,9:long name,2:f1");
    client.call("HSET", "a\nb", "f", "v");
    assertThat(told()).hasSize(3).noneMatch(line -> line.startsWith("subkeyspaceitem"));
  }

  @Test
  void withoutTheClassOfHashesNothingIsTold() {
    enable("gSTIV");
    client.line("HSET k f v");
    assertThat(told()).isEmpty();
    enable("hKE");
    client.line("HSET k f v");
    assertThat(told()).containsExactly("keyspace:k hset", "keyevent:hset k");
  }

  @Test
  void eachCommandTellsTheFieldsThatItChanged() {
    enable("hS");
    client.line("HSET k a 1 b 2 c 3 d 4 e 5 f 6");
    told();
    assertTold("HSETNX k a 2");
    assertTold("HSETNX k g 2", "hset|1:g");
    assertTold("HDEL k g none", "hdel|1:g");
    assertTold("HDEL k none");
    assertTold("HINCRBY k a 2", "hincrby|1:a");
    assertTold("HINCRBYFLOAT k a 2", "hincrbyfloat|1:a");
    assertTold("HEXPIRE k 100 FIELDS 3 a none b", "hexpire|1:a,1:b");
    assertTold("HPERSIST k FIELDS 2 a c", "hpersist|1:a");
    assertTold("HEXPIRE k 0 FIELDS 1 c", "hdel|1:c");
    assertTold("HGETEX k PERSIST FIELDS 2 a b", "hpersist|1:b");
    assertTold("HGETEX k EX 5 FIELDS 1 a", "hexpire|1:a");
    assertTold("HGETDEL k FIELDS 2 d none", "hdel|1:d");
    assertTold("HSETEX k EX 1 FIELDS 2 e 1 f 1", "hset|1:e,1:f", "hexpire|1:e,1:f");
    fixture.passMillis(2000);
    assertTold("HLEN k", "hexpired|1:e,1:f");
  }

  private void assertTold(String request, String... messages) {
    client.line(request);
    assertThat(told().stream().map(line -> line.replace("subkeyspace:k ", "")))
        .as(request)
        .containsExactly(messages);
  }
}
