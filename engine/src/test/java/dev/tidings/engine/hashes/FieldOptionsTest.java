package dev.tidings.engine.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Options and fields of HEXPIRE, HGETEX and HSETEX in any order: answers as Redis 8.6.3 gives them.
 */
class FieldOptionsTest {
  private static final List<String> ANSWERS =
      List.of(
          "SET str x => +OK|",
          "HSET h a 1 b 2 c 3 => :3|",
          "HEXPIRE str x FIELDS 1 a"
              + " => -WRONGTYPE Operation against a key holding the wrong kind of value|",
          "HEXPIRE h 10 FIELDS 2 a b NX => *2|:1|:1|",
          "HEXPIRE h 20 FIELDS 2 a b XX XX => *2|:1|:1|",
          "HTTL h FIELDS 3 a b c => *3|:20|:20|:-1|",
          "HEXPIRE h 10 NX FIELDS 2 a b XX => -ERR Multiple condition flags specified|",
          "HEXPIRE h 10 NX XX FIELDS 1 a => -ERR Multiple condition flags specified|",
          "HEXPIRE h 10 NX FIELDS 2 a b c => -ERR unknown argument: c|",
          "HEXPIRE h 10 FIELD 2 a b => -ERR unknown argument: FIELD|",
          "HEXPIRE h 10 FIELDS 2 a b FIELDS 1 c => -ERR FIELDS keyword specified multiple times|",
          "HEXPIRE h 10 FIELDS 2 a b FIELDS => -ERR FIELDS keyword specified multiple times|",
          "HEXPIRE h 10 FIELDS 3 a b => -ERR wrong number of arguments|",
          "HEXPIRE h 10 NX XX GT => -ERR missing FIELDS argument|",
          "HEXPIRE h 10 NX NX FIELDS 1"
              + " => -ERR FIELDS requires at least numfields and one field argument|",
          "HEXPIRE h 10 FIELDS 1 NX NX => *1|:-2|",
          "HEXPIRE h 10 FIELDS 1 FIELDS => *1|:-2|",
          "HEXPIRE h 10 FIELDS 2147483648 a b"
              + " => -ERR Parameter `numFields` should be greater than 0|",
          "HGETEX str FOO FIELDS 1 a"
              + " => -WRONGTYPE Operation against a key holding the wrong kind of value|",
          "HGETEX h FIELDS 2 a b EX 100 => *2|$1|1|$1|2|",
          "HTTL h FIELDS 2 a b => *2|:100|:100|",
          "HGETEX h FIELDS 2 a b PERSIST => *2|$1|1|$1|2|",
          "HTTL h FIELDS 2 a b => *2|:-1|:-1|",
          "HGETEX h FIELDS 2 a b c => -ERR unknown argument: c|",
          "HGETEX h FIELDS 3 a b => -ERR wrong number of arguments|",
          "HGETEX h FIELDS 2 a b KEEPTTL => -ERR unknown argument|",
          "HGETEX h FIELDS 2 a b FXX => -ERR unknown argument|",
          "HGETEX h FIELDS 2 a b FXX FNX"
              + " => -ERR Only one of FXX or FNX arguments can be specified|",
          "HGETEX h FIELDS 2 a b EX 1 PX 3"
              + " => -ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be specified|",
          "HGETEX h FIELDS 2 a b EX 1 PERSIST"
              + " => -ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be specified|",
          "HGETEX h FIELDS 2 a b PERSIST PERSIST"
              + " => -ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be specified|",
          "HGETEX h FIELDS 2 a b PERSIST EX 1"
              + " => -ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be specified|",
          "HGETEX h FIELDS 2 a b KEEPTTL PERSIST => -ERR unknown argument|",
          "HGETEX h FIELDS 2 a b PERSIST KEEPTTL => -ERR unknown argument|",
          "HGETEX h FIELDS 2 a b EX => -ERR missing expire time|",
          "HGETEX h FIELDS 2 a b EX x => -ERR value is not an integer or out of range|",
          "HGETEX h FIELDS 2 a b FIELDS 2 a b => -ERR FIELDS keyword specified multiple times|",
          "HGETEX h EX 5 FIELDS => -ERR wrong number of arguments for 'hgetex' command|",
          "HGETEX h EX FIELDS 1 a => -ERR value is not an integer or out of range|",
          "HGETEX h PERSIST a b c => -ERR unknown argument: a|",
          "HGETEX h FIELDS 0 a => -ERR invalid number of fields|",
          "HGETEX h FIELDS x a => -ERR invalid number of fields|",
          "HGETEX h FIELDS 2147483648 a => -ERR invalid number of fields|",
          "HGETEX h fields 1 a persist => *1|$1|1|",
          "HSETEX str FIELDS 1 a 1 FOO => -ERR unknown argument: FOO|",
          "HSETEX str FIELDS 1 a 1"
              + " => -WRONGTYPE Operation against a key holding the wrong kind of value|",
          "HSETEX h FIELDS 2 a 1 b 2 EX 100 => :1|",
          "HTTL h FIELDS 2 a b => *2|:100|:100|",
          "HSETEX h EX 100 FIELDS 2 a 1 b 2 FNX => :0|",
          "HSETEX h FIELDS 2 a 4 b 5 FXX PX 200000 => :1|",
          "HTTL h FIELDS 2 a b => *2|:200|:200|",
          "HSETEX h FIELDS 1 a 6 KEEPTTL => :1|",
          "HTTL h FIELDS 2 a b => *2|:200|:200|",
          "HMGET h a b => *2|$1|6|$1|5|",
          "HSETEX h FXX FIELDS 2 a 1 b 2 FXX"
              + " => -ERR Only one of FXX or FNX arguments can be specified|",
          "HSETEX h FIELDS 1 a b c => -ERR unknown argument: c|",
          "HSETEX h FIELDS 1 a b EX => -ERR missing expire time|",
          "HSETEX h FIELDS 1 a b PERSIST => -ERR unknown argument|",
          "HSETEX h FIELDS 1 a b KEEPTTL PERSIST => -ERR unknown argument|",
          "HSETEX h FIELDS 1 a b KEEPTTL EX 1"
              + " => -ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified|",
          "HSETEX h FIELDS 3 a b c d => -ERR wrong number of arguments|",
          "HSETEX h FIELDS 1 a b FIELDS 1 a b => -ERR FIELDS keyword specified multiple times|",
          "HSETEX h EX 5 KEEPTTL FIELDS 1"
              + " => -ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified|",
          "HSETEX h FXX EX 5 FIELDS 1 a => -ERR wrong number of arguments|",
          "HSETEX h FXX EX 5 KEEPFF 1 => -ERR unknown argument: KEEPFF|",
          "HSETEX h FIELDS 2147483647 a b => -ERR wrong number of arguments|",
          "HSETEX h fields 1 EX 1 ex 100 => :1|",
          "HTTL h FIELDS 1 EX => *1|:100|",
          "HTTL str FOO 1 a"
              + " => -WRONGTYPE Operation against a key holding the wrong kind of value|",
          "HTTL h FOO 1 a"
              + " => -ERR Mandatory argument FIELDS is missing or not at the right position|",
          "HTTL nos FIELDS x a => -ERR Number of fields must be a positive integer|",
          "HPERSIST str FOO 1 a"
              + " => -WRONGTYPE Operation against a key holding the wrong kind of value|",
          "HGETDEL str FOO 1 a"
              + " => -WRONGTYPE Operation against a key holding the wrong kind of value|");

  @Test
  void optionsStandBeforeAndBehindFields() {
    EngineFixture.Client client = new EngineFixture().connect();
    for (String answer : ANSWERS) {
      String request = answer.substring(0, answer.indexOf(" => "));
      assertThat(request + " => " + client.line(request)).isEqualTo(answer);
    }
  }
}
