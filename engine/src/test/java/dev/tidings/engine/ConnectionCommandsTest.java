package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.DataSettings;
import org.junit.jupiter.api.Test;

class ConnectionCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void helloSwitchesTheProtocolBeforeItAnswers() {
    assertThat(client.line("HELLO 3"))
        .isEqualTo(
            "%7|$6|server|$5|redis|$7|version|$5|7.4.1|$5|proto|:3|$2|id|:1|$4|mode|$10|standalone|"
                + "$4|role|$6|master|$7|modules|*0|");
    assertThat(client.line("HELLO")).startsWith("%7|");
    assertThat(client.line("HELLO 2")).startsWith("*14|");
  }

  @Test
  void aWrongHelloSetsNeitherNameNorProtocol() {
    assertThat(client.line("HELLO 4")).isEqualTo("-NOPROTO unsupported protocol version|");
    assertThat(client.line("HELLO x"))
        .isEqualTo("-ERR Protocol version is not an integer or out of range|");
    assertThat(client.line("HELLO 3 SETNAME n FOO"))
        .isEqualTo("-ERR Syntax error in HELLO option 'FOO'|");
    assertThat(client.line("HELLO 3 SETNAME"))
        .isEqualTo("-ERR Syntax error in HELLO option 'SETNAME'|");
    assertThat(client.call("HELLO", "3", "SETNAME", "a b"))
        .isEqualTo("-ERR Client names cannot contain spaces, newlines or special characters.|");
    assertThat(client.line("HELLO 3 AUTH nobody x SETNAME n"))
        .isEqualTo("-WRONGPASS invalid username-password pair or user is disabled.|");
    assertThat(client.line("CLIENT GETNAME")).isEqualTo("$-1|");
  }

  @Test
  void helloMaySetANameAndPutASubscriberIntoTheOldMode() {
    client.line("HELLO 3 SETNAME n1 SETNAME n2");
    assertThat(client.line("CLIENT GETNAME")).isEqualTo("$2|n2|");
    client.line("SUBSCRIBE ch");
    assertThat(client.line("HELLO 2")).startsWith("*14|");
    assertThat(client.line("CLIENT GETNAME")).startsWith("-ERR Can't execute 'client|getname'");
  }

  @Test
  void thereAreAsManyDatabasesAsTheSettingSays() {
    assertThat(client.line("SELECT 15")).isEqualTo("+OK|");
    assertThat(client.line("SELECT 16")).isEqualTo("-ERR DB index is out of range|");
    assertThat(client.line("SELECT x")).isEqualTo("-ERR value is not an integer or out of range|");
    assertThat(client.line("SELECT 2147483648"))
        .isEqualTo("-ERR value is out of range, value must between -2147483648 and 2147483647|");
    Configuration more = new Configuration();
    more.put(DataSettings.DATABASES, 20L);
    assertThat(new EngineFixture(more).connect().line("SELECT 19")).isEqualTo("+OK|");
  }

  @Test
  void resetMakesASessionNewButKeepsItsLibrary() {
    EngineFixture.Client other = fixture.connect();
    for (String request :
        new String[] {
          "HELLO 3 SETNAME n",
          "CLIENT SETINFO LIB-NAME jedis",
          "CLIENT SETINFO LIB-VER 8",
          "CLIENT NO-EVICT on",
          "CLIENT NO-TOUCH on",
          "CLIENT TRACKING on",
          "SELECT 3",
          "WATCH k",
          "SUBSCRIBE a",
          "PSUBSCRIBE b*",
          "SSUBSCRIBE c",
          "MULTI",
          "PING",
          "CLIENT REPLY OFF",
        }) {
      assertThat(client.line(request)).doesNotStartWith("-");
    }
    assertThat(client.line("RESET")).isEqualTo("+RESET|");
    assertThat(client.line("CLIENT INFO"))
        .contains(" name= ")
        .contains(" flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 watch=0 ")
        .contains(" user=default redir=-1 resp=2 lib-name=jedis lib-ver=8");
    assertThat(other.line("PUBLISH a x")).isEqualTo(":0|");
    assertThat(fixture.engine.channels().subscriberCount()).isZero();
    assertThat(client.line("EXEC")).isEqualTo("-ERR EXEC without MULTI|");
  }

  @Test
  void quitInATransactionIsAnsweredAtOnce() {
    client.line("MULTI");
    assertThat(client.send("QUIT\r\nPING\r\n")).isEqualTo("+OK|");
    assertThat(client.closed()).isTrue();
  }

  @Test
  void commandsOfClustersAreRefused() {
    for (String request : new String[] {"READONLY", "READWRITE", "ASKING"}) {
      assertThat(client.line(request))
          .isEqualTo("-ERR This instance has cluster support disabled|");
    }
  }
}
