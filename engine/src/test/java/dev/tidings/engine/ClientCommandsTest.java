package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();
  private final EngineFixture.Client other = fixture.connect();

  @Test
  void aLineHasTheFieldsOfRedisInItsOrder() {
    String line = client.line("CLIENT INFO");
    assertThat(line.replaceAll("=[^ \n]*", "").replaceAll("^\\$\\d+\\|", ""))
        .isEqualTo(
            "id addr laddr fd name age idle flags db sub psub ssub multi watch qbuf qbuf-free"
                + " argv-mem multi-mem rbs rbp obl oll omem tot-mem events cmd user redir resp"
                + " lib-name lib-ver io-thread tot-net-in tot-net-out tot-cmds\n|");
  }

  /** The numbers are those of Redis 8.6.3. */
  @Test
  void commandsAndBytesAreCounted() {
    assertThat(counts()).isEqualTo(" qbuf=26 tot-net-in=26 tot-cmds=0");
    client.line("FOO");
    assertThat(counts()).isEqualTo(" qbuf=26 tot-net-in=65 tot-cmds=1");
    client.line("GET");
    assertThat(counts()).isEqualTo(" qbuf=26 tot-net-in=104 tot-cmds=2");
    client.line("PING");
    assertThat(counts()).isEqualTo(" qbuf=26 tot-net-in=144 tot-cmds=4");
    client.line("MULTI");
    client.line("PING");
    client.line("PING");
    client.line("EXEC");
    assertThat(counts()).isEqualTo(" qbuf=26 tot-net-in=227 tot-cmds=9");
    assertThat(other.line("CLIENT LIST ID 1")).contains(" qbuf=0 ", " tot-cmds=10\n");
  }

  private String counts() {
    return client
        .call("CLIENT", "INFO")
        .replaceAll("(?s).*( qbuf=\\d+).*( tot-net-in=\\d+).*( tot-cmds=\\d+).*", "$1$2$3");
  }

  @Test
  void aLineTellsTheTruth() {
    fixture.passMillis(12_500);
    client.line("CLIENT SETNAME one");
    client.line("SUBSCRIBE a");
    client.line("PSUBSCRIBE b c");
    other.line("MULTI");
    other.line("PING hello");
    fixture.passMillis(3_000);
    assertThat(fixture.connect().line("CLIENT LIST"))
        .contains("id=1 addr=127.0.0.1:40000 laddr=127.0.0.1:6379 fd=40000 name=one age=15 idle=3 ")
        .contains(" flags=P db=0 sub=1 psub=2 ssub=0 multi=-1 ")
        .contains(" flags=x db=0 sub=0 psub=0 ssub=0 multi=1 ")
        .contains(" cmd=psubscribe ")
        .contains(" cmd=client|list ");
  }

  @Test
  void memoryIsThatOfWhatWaits() {
    other.send("*2\r\n$4\r\nPING\r\n$1000000\r\n" + "x".repeat(500_000));
    assertThat(field("qbuf", "id=2 ")).isGreaterThan(500_000);
    assertThat(field("tot-mem", "id=2 ")).isGreaterThan(500_000);
    client.line("MULTI");
    client.call("PING", "y".repeat(10_000));
    EngineFixture.Client asking = fixture.connect();
    assertThat(field(asking, "multi-mem", "id=1 ")).isGreaterThan(10_000);
    EngineFixture.Client listener = fixture.connect();
    listener.line("SUBSCRIBE ch");
    for (int i = 0; i < 10; i++) {
      asking.call("PUBLISH", "ch", "z".repeat(10_000));
    }
    assertThat(field(asking, "omem", "id=4 ")).isBetween(100_000L, 110_000L);
    assertThat(field(asking, "tot-mem", "id=4 ")).isGreaterThan(100_000L);
    assertThat(field(asking, "oll", "id=4 ")).isPositive();
  }

  private long field(String name, String start) {
    return field(client, name, start);
  }

  private static long field(EngineFixture.Client asking, String name, String start) {
    String line =
        asking.line("CLIENT LIST").lines().filter(l -> l.contains(start)).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll(".* " + name + "=(\\d+).*", "$1"));
  }

  @Test
  void theListMayBeOfAClassOrOfIds() {
    client.line("SUBSCRIBE ch");
    assertThat(other.line("CLIENT LIST TYPE pubsub")).contains("id=1 ").doesNotContain("id=2 ");
    assertThat(other.line("CLIENT LIST TYPE normal")).contains("id=2 ").doesNotContain("id=1 ");
    assertThat(other.line("CLIENT LIST TYPE replica")).isEqualTo("$0||");
    assertThat(other.line("CLIENT LIST ID 2 99 1 2").split("\n", -1)).hasSize(4);
    assertThat(other.line("CLIENT LIST TYPE x")).isEqualTo("-ERR Unknown client type 'x'|");
    assertThat(other.line("CLIENT LIST ID 1 x")).isEqualTo("-ERR Invalid client ID|");
    assertThat(other.line("CLIENT LIST ID")).isEqualTo("-ERR syntax error|");
    assertThat(other.line("CLIENT LIST TYPE normal x")).isEqualTo("-ERR syntax error|");
  }

  @Test
  void theKilledAreGoneWhenTheReplyComes() {
    client.line("SUBSCRIBE ch");
    assertThat(other.send("CLIENT KILL TYPE pubsub\r\nPUBSUB CHANNELS\r\nPUBLISH ch x\r\n"))
        .isEqualTo(":1|*0|:0|");
    assertThat(client.closed()).isTrue();
    assertThat(other.closed()).isFalse();
    assertThat(fixture.engine.sessions().size()).isEqualTo(1);
  }

  @Test
  void allTestsOfAKillMustPass() {
    assertThat(other.line("CLIENT KILL ID 1 TYPE pubsub")).isEqualTo(":0|");
    assertThat(other.line("CLIENT KILL ADDR 127.0.0.1:1")).isEqualTo(":0|");
    assertThat(other.line("CLIENT KILL USER default MAXAGE 10")).isEqualTo(":0|");
    fixture.passMillis(10_000);
    assertThat(
            other.line(
                "CLIENT KILL id 1 laddr 127.0.0.1:6379 addr 127.0.0.1:40000 user default maxage 10"
                    + " type NORMAL skipme YES"))
        .isEqualTo(":1|");
    assertThat(client.closed()).isTrue();
  }

  @Test
  void wrongKillsAreToldApart() {
    assertThat(other.line("CLIENT KILL 1.2.3.4:5")).isEqualTo("-ERR No such client|");
    assertThat(other.line("CLIENT KILL ID 0"))
        .isEqualTo("-ERR client-id should be greater than 0|");
    assertThat(other.line("CLIENT KILL MAXAGE x ID 1"))
        .isEqualTo("-ERR maxage is not an integer or out of range|");
    assertThat(other.line("CLIENT KILL MAXAGE 0"))
        .isEqualTo("-ERR maxage should be greater than 0|");
    assertThat(other.line("CLIENT KILL USER nobody")).isEqualTo("-ERR No such user 'nobody'|");
    assertThat(other.line("CLIENT KILL ID 1 FOO")).isEqualTo("-ERR syntax error|");
    assertThat(other.line("CLIENT KILL FOO x y z")).isEqualTo("-ERR syntax error|");
    assertThat(other.line("CLIENT KILL"))
        .isEqualTo("-ERR wrong number of arguments for 'client|kill' command|");
    assertThat(fixture.engine.sessions().size()).isEqualTo(2);
  }

  @Test
  void aClientThatKillsItselfIsAnsweredFirst() {
    assertThat(client.line("CLIENT KILL 127.0.0.1:40000")).isEqualTo("+OK|");
    assertThat(client.closed()).isTrue();
    assertThat(other.line("CLIENT KILL ID 2")).isEqualTo(":0|");
    assertThat(other.line("CLIENT KILL ID 2 SKIPME no")).isEqualTo(":1|");
    assertThat(other.closed()).isTrue();
  }

  @Test
  void namesAndLibrariesArePlain() {
    String special = " cannot contain spaces, newlines or special characters.|";
    assertThat(client.call("CLIENT", "SETNAME", "a b")).isEqualTo("-ERR Client names" + special);
    assertThat(client.call("CLIENT", "SETINFO", "lib-Name", "a\n"))
        .isEqualTo("-ERR lib-Name" + special);
    assertThat(client.line("CLIENT SETINFO FOO x")).isEqualTo("-ERR Unrecognized option 'FOO'|");
    assertThat(client.line("CLIENT SETINFO LIB-VER 1.2")).isEqualTo("+OK|");
    assertThat(client.call("CLIENT", "SETINFO", "LIB-VER", "")).isEqualTo("+OK|");
    assertThat(client.line("CLIENT INFO")).contains(" lib-name= lib-ver= ");
  }

  @Test
  void repliesMayBeSwitchedOffAndPushesStay() {
    assertThat(client.send("CLIENT REPLY OFF\r\nPING\r\nNOSUCH\r\nSUBSCRIBE ch\r\n"))
        .isEqualTo("*3|$9|subscribe|$2|ch|:1|");
    other.line("PUBLISH ch m");
    assertThat(client.read()).isEqualTo("*3|$7|message|$2|ch|$1|m|");
    assertThat(client.send("UNSUBSCRIBE\r\nCLIENT REPLY SKIP\r\nPING\r\nCLIENT REPLY ON\r\n"))
        .isEqualTo("*3|$11|unsubscribe|$2|ch|:0|+OK|");
    assertThat(client.send("CLIENT REPLY OFF\r\n*x\r\n")).isEmpty();
    assertThat(client.closed()).isTrue();
  }

  @Test
  void oneReplyMayBeSkipped() {
    assertThat(client.send("CLIENT REPLY SKIP\r\nCLIENT REPLY SKIP\r\nPING\r\nPING 2\r\n"))
        .isEqualTo("$1|2|");
    assertThat(client.send("CLIENT REPLY SKIP\r\nCLIENT REPLY ON\r\n")).isEqualTo("+OK|");
    assertThat(client.send("CLIENT REPLY SKIP\r\nRESET\r\nPING 6\r\n")).isEqualTo("$1|6|");
    assertThat(client.send("MULTI\r\nCLIENT REPLY SKIP\r\nPING\r\nEXEC\r\nPING 7\r\nPING 8\r\n"))
        .isEqualTo("+OK|+QUEUED|+QUEUED|*2|+PONG|$1|8|");
    assertThat(client.send("MULTI\r\nCLIENT REPLY OFF\r\nPING\r\nCLIENT REPLY ON\r\nEXEC\r\n"))
        .isEqualTo("+OK|+QUEUED|+QUEUED|+QUEUED|*3|+OK|");
  }

  @Test
  void nobodyToUnblockIsNought() {
    assertThat(client.line("CLIENT UNBLOCK 2")).isEqualTo(":0|");
    assertThat(client.line("CLIENT UNBLOCK 99 error")).isEqualTo(":0|");
    assertThat(client.line("CLIENT UNBLOCK x"))
        .isEqualTo("-ERR value is not an integer or out of range|");
    assertThat(client.line("CLIENT UNBLOCK x foo"))
        .isEqualTo("-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR|");
  }

  @Test
  void capabilitiesAreNotedAndOthersPassedOver() {
    assertThat(client.line("CLIENT CAPA nosuch redirect")).isEqualTo("+OK|");
    assertThat(client.session().features().followsRedirects()).isTrue();
    assertThat(client.line("CLIENT MAINT_NOTIFICATIONS on"))
        .isEqualTo("-ERR unknown subcommand 'MAINT_NOTIFICATIONS'. Try CLIENT HELP.|");
  }
}
