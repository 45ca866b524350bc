package dev.tidings.engine.strings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** What Redis 8.4 and 8.8 added to strings, which the reference server does not have. */
class NewStringFormsTest {
  private static final String HELLO_DIGEST = "9555e8555c62dcfd";
  private static final String OTHER_DIGEST = "0000000000000000";

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  private void answers(String request, String reply) {
    assertThat(client.call(request.split(" ", -1))).as(request).isEqualTo(reply);
  }

  // ---- What a request does with its key -----------------------------------------------------

  @Test
  void conditionsReadTheKeyThatTheyAreAbout() {
    uses("SET k v", "OW", "update");
    uses("SET k v NX", "OW", "update");
    uses("SET k v GET", "RW", "access", "update");
    uses("SET k v IFEQ x GET", "RW", "access", "update");
    for (String condition : new String[] {"IFEQ", "IFNE", "IFDEQ", "ifdne"}) {
      uses("SET k v " + condition + " x", "RW", "update");
      uses("DELEX k " + condition + " x", "RW", "delete");
    }
    uses("DELEX k", "RM", "delete");
    uses("DELEX k FOO x", "RM", "delete");
    uses("XACKDEL k g IDS 1 1-1", "RW", "update", "delete");
  }

  private void uses(String request, String... flags) {
    StringBuilder told = new StringBuilder("*1|*2|$1|k|*" + flags.length + "|");
    for (String flag : flags) {
      told.append('+').append(flag).append('|');
    }
    answers("COMMAND GETKEYSANDFLAGS " + request, told.toString());
  }

  // ---- DIGEST and DELEX ---------------------------------------------------------------------

  @Test
  void aDigestIsSixteenDigits() {
    answers("DIGEST k", "$-1|");
    answers("SET k hello", "+OK|");
    answers("DIGEST k", "$16|" + HELLO_DIGEST + "|");
    answers("SET k ", "+OK|");
    answers("DIGEST k", "$16|2d06800538d394c2|");
    answers("SET k 123", "+OK|");
    answers("DIGEST k", "$16|404a763b3f4c8c9a|");
    answers("SET k v8", "+OK|");
    answers("DIGEST k", "$16|0cc76dbb41381419|");
    answers("SET k 12", "+OK|");
    answers("APPEND k 3", ":3|");
    answers("DIGEST k", "$16|404a763b3f4c8c9a|");
    answers("LPUSH l x", ":1|");
    answers("DIGEST l", "-WRONGTYPE Operation against a key holding the wrong kind of value|");
  }

  @Test
  void aKeyGoesIfItsStringIsMeant() {
    answers("DELEX k", ":0|");
    answers("DELEX k IFEQ x", ":0|");
    answers("DELEX k FOO x", ":0|");
    answers("SET k hello", "+OK|");
    answers("DELEX k IFEQ other", ":0|");
    answers("DELEX k IFNE hello", ":0|");
    answers("DELEX k IFDEQ " + OTHER_DIGEST, ":0|");
    answers("DELEX k IFDNE " + HELLO_DIGEST, ":0|");
    answers("DELEX k ifeq hello", ":1|");
    answers("SET k hello", "+OK|");
    answers("DELEX k IFDEQ " + HELLO_DIGEST.toUpperCase(java.util.Locale.ROOT), ":1|");
    answers("SET k hello", "+OK|");
    answers("DELEX k IFDNE " + OTHER_DIGEST, ":1|");
    answers("LPUSH l x", ":1|");
    answers("DELEX l", ":1|");
    answers("EXISTS k l", ":0|");
  }

  @Test
  void whatIsNoConditionIsRefused() {
    answers("SET k hello", "+OK|");
    answers("LPUSH l x", ":1|");
    answers("DELEX k IFEQ", "-ERR wrong number of arguments for 'delex' command|");
    answers("DELEX k IFEQ a b", "-ERR wrong number of arguments for 'delex' command|");
    answers("DELEX k FOO a", "-ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE|");
    answers("DELEX k IFDEQ 12", "-ERR must be exactly 16 hexadecimal characters|");
    answers("DELEX l IFEQ x", "-ERR Key should be of string type if conditions are specified|");
    answers("EXISTS k l", ":2|");
  }

  // ---- SET ----------------------------------------------------------------------------------

  @Test
  void aStringIsSetIfTheOldOneIsMeant() {
    answers("SET k new IFEQ x", "$-1|");
    answers("SET k hello IFNE x", "+OK|");
    answers("SET k new IFEQ other", "$-1|");
    answers("SET k new IFNE hello", "$-1|");
    answers("SET k new IFDEQ " + OTHER_DIGEST, "$-1|");
    answers("SET k new IFDNE " + HELLO_DIGEST, "$-1|");
    answers("SET k new IFEQ other GET", "$5|hello|");
    answers("SET k again GET IFDEQ " + HELLO_DIGEST + " EX 100", "$5|hello|");
    answers("TTL k", ":100|");
    answers("SET k more KEEPTTL IFEQ again", "+OK|");
    answers("TTL k", ":100|");
    answers("SET k x IFEQ more NX", "$-1|");
    answers("SET k x IFEQ more NX IFEQ more", "-ERR syntax error|");
    answers("SET k x XX IFNE more", "-ERR syntax error|");
    answers("SET k x IFEQ", "-ERR syntax error|");
    answers("SET none x IFDEQ " + HELLO_DIGEST, "$-1|");
    answers("SET none x IFDNE " + HELLO_DIGEST, "+OK|");
    answers("LPUSH l x", ":1|");
    answers(
        "SET l x IFEQ x", "-WRONGTYPE Operation against a key holding the wrong kind of value|");
    answers("GET k", "$4|more|");
  }

  // ---- MSETEX -------------------------------------------------------------------------------

  @Test
  void manyKeysEndTogether() {
    answers("MSETEX 2 a 1 b 2 EX 100", ":1|");
    answers("TTL a", ":100|");
    answers("TTL b", ":100|");
    answers("MSETEX 2 b 3 c 4 NX", ":0|");
    answers("MSETEX 2 b 3 c 4 XX", ":0|");
    answers("MGET a b c", "*3|$1|1|$1|2|$-1|");
    answers("MSETEX 2 a 5 b 6 KEEPTTL XX", ":1|");
    answers("TTL a", ":100|");
    answers("MSETEX 1 c 7 nx px 5000", ":1|");
    answers("PTTL c", ":5000|");
    answers("MSETEX 1 a 8", ":1|");
    answers("TTL a", ":-1|");
    answers("MSETEX 0 a 1", "-ERR invalid numkeys value|");
    answers("MSETEX 2 a 1", "-ERR wrong number of key-value pairs|");
    answers("MSETEX x a 1", "-ERR invalid numkeys value|");
    answers("MSETEX 1 a 1 NX XX", "-ERR syntax error|");
    answers("MSETEX 1 a 1 EX 1 PX 1", "-ERR syntax error|");
    answers("MSETEX 1 a 1 EX 0", "-ERR invalid expire time in 'msetex' command|");
  }

  // ---- INCREX -------------------------------------------------------------------------------

  @Test
  void wholeNumbersAreCountedWithinBounds() {
    answers("INCREX k", "*2|:1|:1|");
    answers("INCREX k BYINT 5", "*2|:6|:5|");
    answers("INCREX k BYINT -10", "*2|:-4|:-10|");
    answers("INCREX k BYINT 10 UBOUND 5", "*2|:-4|:0|");
    answers("INCREX k BYINT 10 UBOUND 5 SATURATE", "*2|:5|:9|");
    answers("INCREX k LBOUND 0 BYINT -9 SATURATE", "*2|:0|:-5|");
    answers("INCREX none BYINT 5 LBOUND 10", "*2|:0|:0|");
    answers("EXISTS none", ":0|");
    answers("SET m 9223372036854775800", "+OK|");
    answers("INCREX m BYINT 100", "*2|:9223372036854775800|:0|");
    answers("INCREX m BYINT 100 SATURATE", "*2|:9223372036854775807|:7|");
    answers(
        "INCREX m SATURATE UBOUND -9223372036854775808", "-ERR applied increment would overflow|");
    answers("SET f 1.5", "+OK|");
    answers("INCREX f BYINT 1", "-ERR value is not an integer or out of range|");
  }

  @Test
  void floatingPointNumbersAreCountedWithinBounds() {
    answers("SET k 10.5", "+OK|");
    answers("INCREX k BYFLOAT 0.1", "*2|$4|10.6|$3|0.1|");
    answers("INCREX k BYFLOAT 100 UBOUND 42.5", "*2|$4|10.6|$1|0|");
    answers("INCREX k BYFLOAT 100 UBOUND 42.5 SATURATE", "*2|$4|42.5|$4|31.9|");
    answers("INCREX k BYFLOAT inf", "-ERR BYFLOAT increment cannot be Infinity|");
    answers("SET k inf", "+OK|");
    answers("INCREX k BYFLOAT 1", "-ERR value cannot be Infinity|");
    answers("SET k x", "+OK|");
    answers("INCREX k BYFLOAT 1", "-ERR value is not a valid float|");
    answers("INCREX k BYFLOAT x", "-ERR Increment is not a valid float|");
    client.call("HELLO", "3");
    answers("INCREX n BYFLOAT 1.5", "*2|,1.5|,1.5|");
  }

  @Test
  void aCounterEndsWhenItIsTold() {
    answers("INCREX k EX 100", "*2|:1|:1|");
    answers("TTL k", ":100|");
    answers("INCREX k EX 500 ENX", "*2|:2|:1|");
    answers("TTL k", ":100|");
    answers("INCREX k PX 5000", "*2|:3|:1|");
    answers("PTTL k", ":5000|");
    answers("INCREX k", "*2|:4|:1|");
    answers("PTTL k", ":5000|");
    answers("INCREX k PERSIST", "*2|:5|:1|");
    answers("TTL k", ":-1|");
    answers("INCREX k UBOUND 0 EX 100", "*2|:5|:0|");
    answers("TTL k", ":-1|");
    answers("INCREX k EXAT 1", "*2|:6|:1|");
    answers("EXISTS k", ":0|");
  }

  @Test
  void optionsOfCountersExcludeEachOther() {
    for (String wrong :
        new String[] {
          "FOO",
          "BYINT 1 BYINT 2",
          "BYINT 1 BYFLOAT 1",
          "EX 1 PX 1",
          "EX 1 EX 1",
          "PERSIST ENX",
          "PERSIST EX 1",
          "SATURATE SATURATE",
          "ENX ENX EX 1",
          "LBOUND",
          "LBOUND 1 LBOUND 1"
        }) {
      answers("INCREX k " + wrong, "-ERR syntax error|");
    }
    answers("INCREX k ENX", "-ERR ENX flag requires an expiration|");
    answers("INCREX k BYINT x", "-ERR Increment is not an integer or out of range|");
    answers("INCREX k UBOUND x", "-ERR UBOUND is not an integer or out of range|");
    answers("INCREX k LBOUND 2 UBOUND 1", "-ERR LBOUND can't be greater than UBOUND|");
    answers("INCREX k EX 0", "-ERR invalid expire time in 'increx' command|");
    answers("EXISTS k", ":0|");
  }
}
