package dev.tidings.engine.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields that end, and HGETDEL, HGETEX, HSETEX: as Redis from 7.4 and 8.0 on documents them. */
class FieldTimeCommandsTest {
  private static final String MISSING =
      "-ERR Mandatory argument FIELDS is missing or not at the right position|";
  private static final String MISMATCH =
      "-ERR The `numfields` parameter must match the number of arguments|";

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();
  private final EngineFixture.Client listener = fixture.connect();

  @BeforeEach
  void listen() {
    line("CONFIG SET notify-keyspace-events KEA");
    listener.line("PSUBSCRIBE __keyevent*");
  }

  private String line(String request) {
    return client.line(request);
  }

  /** The events since the last call, one behind the other. */
  private String events() {
    StringBuilder events = new StringBuilder();
    String[] parts = listener.read().split("\\|", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].startsWith("__keyevent@0__:")) {
        events.append(parts[i].substring("__keyevent@0__:".length()));
        events.append(' ').append(parts[i + 2]).append(' ');
      }
    }
    return events.toString().strip();
  }

  @Test
  void fieldsEndAndAreGoneForEverybody() {
    line("HSET h a 1 b 2 c 3");
    assertThat(line("HPEXPIRE h 100 FIELDS 2 a b")).isEqualTo("*2|:1|:1|");
    assertThat(line("HEXPIRE h 10 FIELDS 2 c no")).isEqualTo("*2|:1|:-2|");
    assertThat(line("HPTTL h FIELDS 4 a b c no")).isEqualTo("*4|:100|:100|:10000|:-2|");
    assertThat(events()).isEqualTo("hset h hexpire h hexpire h");

    fixture.passMillis(100);
    assertThat(line("HLEN h")).as("its last millisecond").isEqualTo(":3|");
    fixture.passMillis(1);
    assertThat(line("HGETALL h")).isEqualTo("*2|$1|c|$1|3|");
    assertThat(events()).isEqualTo("hexpired h");
    assertThat(line("HEXISTS h a")).isEqualTo(":0|");

    fixture.passMillis(20_000);
    assertThat(line("TYPE h")).isEqualTo("+none|");
    assertThat(line("DBSIZE")).isEqualTo(":0|");
    assertThat(events()).isEqualTo("hexpired h del h");
  }

  @Test
  void aTickTakesFieldsOutThatNobodyLooksAt() {
    line("HSET h a 1");
    line("HSET g a 1 b 2");
    line("HPEXPIRE h 50 FIELDS 1 a");
    line("HPEXPIRE g 70 FIELDS 1 a");
    events();
    fixture.passMillisAndTick(60);
    assertThat(events()).isEqualTo("hexpired h del h");
    fixture.passMillisAndTick(60);
    assertThat(events()).isEqualTo("hexpired g");
    assertThat(line("DBSIZE")).isEqualTo(":1|");
  }

  @Test
  void aTickGoesThroughALargeHashInParts() {
    for (int i = 0; i < 3000; i++) {
      line("HSETEX h PX 10 FIELDS 1 f" + i + " v");
    }
    line("HSET h stays 1");
    events();
    fixture.passMillisAndTick(20);
    assertThat(events()).isEqualTo("hexpired h");
    for (int tick = 0; tick < 10; tick++) {
      fixture.passMillisAndTick(100);
    }
    assertThat(events()).contains("hexpired h");
    assertThat(line("HGETALL h")).isEqualTo("*2|$5|stays|$1|1|");
    assertThat(events()).as("nothing was left").isEmpty();
  }

  @Test
  void deadlinesFollowTheKey() {
    line("HSET h a 1 b 2");
    line("HPEXPIRE h 100 FIELDS 1 a");
    line("HSET other x y");
    line("RENAME h g");
    line("COPY g copy");
    line("DEL other");
    assertThat(line("HPTTL copy FIELDS 2 a b")).isEqualTo("*2|:100|:-1|");
    line("SET g plain");
    events();
    fixture.passMillisAndTick(200);
    assertThat(events()).isEqualTo("hexpired copy");
    assertThat(line("GET g")).isEqualTo("$5|plain|");
    assertThat(line("HKEYS copy")).isEqualTo("*1|$1|b|");
  }

  @Test
  void whoWatchesSeesFieldsEnd() {
    line("HSET h a 1 b 2");
    line("HPEXPIRE h 100 FIELDS 1 a");
    line("WATCH h");
    line("MULTI");
    line("PING");
    fixture.passMillisAndTick(200);
    assertThat(line("EXEC")).isEqualTo("*-1|");
  }

  @Test
  void conditionsAreKept() {
    line("HSET h n 1 t 1");
    line("HEXPIRE h 100 FIELDS 1 t");
    assertThat(line("HEXPIRE h 50 XX FIELDS 3 n t no")).isEqualTo("*3|:0|:1|:-2|");
    assertThat(line("HEXPIRE h 50 NX FIELDS 2 n t")).isEqualTo("*2|:1|:0|");
    assertThat(line("HPERSIST h FIELDS 1 n")).isEqualTo("*1|:1|");
    assertThat(line("HEXPIRE h 50 GT FIELDS 2 n t")).isEqualTo("*2|:0|:0|");
    assertThat(line("HEXPIRE h 51 gt FIELDS 2 n t")).isEqualTo("*2|:0|:1|");
    assertThat(line("HEXPIRE h 51 LT FIELDS 2 n t")).isEqualTo("*2|:1|:0|");
    assertThat(line("HEXPIRE h 50 LT FIELDS 2 n t")).isEqualTo("*2|:1|:1|");
    assertThat(line("HTTL h FIELDS 2 n t")).isEqualTo("*2|:50|:50|");
    assertThat(line("HEXPIRE h 0 GT FIELDS 2 n t")).isEqualTo("*2|:0|:0|");
  }

  @Test
  void aPastInstantTakesFieldsOut() {
    line("HSET h a 1 b 2 c 3");
    events();
    assertThat(line("HEXPIRE h 0 FIELDS 2 a a")).isEqualTo("*2|:2|:-2|");
    assertThat(events()).isEqualTo("hdel h");
    assertThat(line("HPEXPIREAT h 1 NX FIELDS 3 b c no")).isEqualTo("*3|:2|:2|:-2|");
    assertThat(events()).isEqualTo("hdel h del h");
    assertThat(line("EXISTS h")).isEqualTo(":0|");
    assertThat(line("HEXPIREAT h 1 FIELDS 2 a b")).isEqualTo("*2|:-2|:-2|");
    assertThat(events()).isEmpty();
  }

  @Test
  void instantsAreToldInAllForms() {
    line("HSET h a 1 b 2");
    assertThat(line("HPEXPIREAT h 1735689601500 FIELDS 1 a")).isEqualTo("*1|:1|");
    assertThat(line("HTTL h FIELDS 3 a b c")).isEqualTo("*3|:2|:-1|:-2|");
    assertThat(line("HPTTL h FIELDS 1 a")).isEqualTo("*1|:1500|");
    assertThat(line("HEXPIRETIME h FIELDS 1 a")).isEqualTo("*1|:1735689602|");
    assertThat(line("HPEXPIRETIME h FIELDS 1 a")).isEqualTo("*1|:1735689601500|");
    assertThat(line("HEXPIREAT h 1735689700 FIELDS 1 b")).isEqualTo("*1|:1|");
    assertThat(line("HEXPIRETIME h FIELDS 2 a b")).isEqualTo("*2|:1735689602|:1735689700|");
    for (String command : new String[] {"HTTL", "HPTTL", "HEXPIRETIME", "HPEXPIRETIME"}) {
      assertThat(line(command + " no FIELDS 2 a b")).isEqualTo("*2|:-2|:-2|");
    }
    assertThat(line("HPERSIST no FIELDS 2 a b")).isEqualTo("*2|:-2|:-2|");
    events();
    assertThat(line("HPERSIST h FIELDS 3 a c a")).isEqualTo("*3|:1|:-2|:-1|");
    assertThat(events()).isEqualTo("hpersist h");
    assertThat(line("HPERSIST h FIELDS 1 a")).isEqualTo("*1|:-1|");
    assertThat(events()).isEmpty();
  }

  @Test
  void settingAValueTakesTheDeadlineAway() {
    line("HSET h a 1 b 2 c 3 d 4");
    line("HEXPIRE h 10 FIELDS 4 a b c d");
    line("HSET h a x");
    line("HINCRBY h b 5");
    assertThat(line("HINCRBYFLOAT h d 5")).isEqualTo("$1|9|");
    line("HSETNX h c x");
    assertThat(line("HTTL h FIELDS 4 a b c d")).isEqualTo("*4|:-1|:10|:10|:10|");
  }

  @Test
  void wrongRequestsAreRefused() {
    line("HSET h a 1");
    String invalid = "-ERR invalid expire time in 'hexpire' command|";
    assertThat(line("HEXPIRE h 1")).contains("wrong number of arguments for 'hexpire'");
    assertThat(line("HEXPIRE h 1 FIELDS 1")).contains("wrong number of arguments");
    assertThat(line("HEXPIRE h x FIELDS 1 a"))
        .isEqualTo("-ERR value is not an integer or out of range|");
    assertThat(line("HEXPIRE h -1 FIELDS 1 a"))
        .isEqualTo("-ERR invalid expire time, must be >= 0|");
    assertThat(line("HEXPIRE h 281474976710 FIELDS 1 a")).isEqualTo(invalid);
    assertThat(line("HEXPIRE h 70368744177 FIELDS 1 a")).isEqualTo(invalid);
    assertThat(line("HPEXPIREAT h 70368744177664 FIELDS 1 a"))
        .isEqualTo("-ERR invalid expire time in 'hpexpireat' command|");
    assertThat(line("HPEXPIREAT h 70368744177663 FIELDS 1 a")).isEqualTo("*1|:1|");
    String few = "-ERR Parameter `numFields` should be greater than 0|";
    assertThat(line("HEXPIRE h 1 FIELDS 0 a")).isEqualTo(few);
    assertThat(line("HEXPIRE h 1 FIELDS x a")).isEqualTo(few);
    String none = "-ERR Number of fields must be a positive integer|";
    for (String command : new String[] {"HTTL", "HPERSIST", "HGETDEL", "HPEXPIRETIME"}) {
      assertThat(line(command + " h FIELDS 0 a")).isEqualTo(none);
      assertThat(line(command + " h FIELDS 2 a")).isEqualTo(MISMATCH);
      assertThat(line(command + " h FIELDS 1 a b")).isEqualTo(MISMATCH);
      assertThat(line(command + " h NOPE 1 a")).isEqualTo(MISSING);
      assertThat(line(command + " h FIELDS 1")).contains("wrong number of arguments");
    }
    line("SET s v");
    for (String request :
        new String[] {
          "HEXPIRE s 1 FIELDS 1 a", "HTTL s FIELDS 1 a", "HPERSIST s FIELDS 1 a",
          "HGETDEL s FIELDS 1 a", "HGETEX s FIELDS 1 a", "HSETEX s FIELDS 1 a b"
        }) {
      assertThat(line(request)).startsWith("-WRONGTYPE ");
    }
  }

  @Test
  void hgetdelTellsAndTakesOut() {
    line("HSET h a 1 b 2 c 3");
    events();
    assertThat(line("HGETDEL h FIELDS 3 a no a")).isEqualTo("*3|$1|1|$-1|$-1|");
    assertThat(events()).isEqualTo("hdel h");
    assertThat(line("HGETDEL h FIELDS 1 no")).isEqualTo("*1|$-1|");
    assertThat(events()).isEmpty();
    assertThat(line("HGETDEL h FIELDS 2 b c")).isEqualTo("*2|$1|2|$1|3|");
    assertThat(events()).isEqualTo("hdel h del h");
    assertThat(line("HGETDEL h FIELDS 2 b c")).isEqualTo("*2|$-1|$-1|");
    line("HELLO 3");
    assertThat(line("HGETDEL h FIELDS 1 b")).isEqualTo("*1|_|");
  }

  @Test
  void hgetexTellsAndLetsEnd() {
    line("HSET h a 1 b 2");
    events();
    assertThat(line("HGETEX h FIELDS 2 a no")).isEqualTo("*2|$1|1|$-1|");
    assertThat(events()).isEmpty();
    assertThat(line("HGETEX h EX 10 FIELDS 2 a no")).isEqualTo("*2|$1|1|$-1|");
    assertThat(line("HGETEX h PXAT 1735689605000 FIELDS 1 b")).isEqualTo("*1|$1|2|");
    assertThat(line("HPTTL h FIELDS 2 a b")).isEqualTo("*2|:10000|:5000|");
    assertThat(events()).isEqualTo("hexpire h hexpire h");
    assertThat(line("HGETEX h PERSIST FIELDS 2 a b")).isEqualTo("*2|$1|1|$1|2|");
    assertThat(events()).isEqualTo("hpersist h");
    assertThat(line("HGETEX h PERSIST FIELDS 2 a b")).isEqualTo("*2|$1|1|$1|2|");
    assertThat(events()).isEmpty();
    assertThat(line("HGETEX h EXAT 1 FIELDS 3 a a b")).isEqualTo("*3|$1|1|$-1|$1|2|");
    assertThat(events()).isEqualTo("hdel h del h");
    assertThat(line("HGETEX h EX 1 FIELDS 1 a")).isEqualTo("*1|$-1|");
    assertThat(line("HGETEX h PX -1 FIELDS 1 a"))
        .isEqualTo("-ERR invalid expire time, must be >= 0|");
    assertThat(line("HGETEX h EX x FIELDS 1 a"))
        .isEqualTo("-ERR value is not an integer or out of range|");
    assertThat(line("HGETEX h PX 70368744177000 FIELDS 1 a"))
        .isEqualTo("-ERR invalid expire time in 'hgetex' command|");
  }

  @Test
  void hsetexSetsAndLetsEnd() {
    assertThat(line("HSETEX h FIELDS 2 a 1 b 2")).isEqualTo(":1|");
    assertThat(events()).isEqualTo("hset h");
    assertThat(line("HSETEX h PX 100 FIELDS 1 a 2")).isEqualTo(":1|");
    assertThat(events()).isEqualTo("hset h hexpire h");
    assertThat(line("HSETEX h KEEPTTL FIELDS 2 a 3 b 3")).isEqualTo(":1|");
    assertThat(line("HPTTL h FIELDS 2 a b")).isEqualTo("*2|:100|:-1|");
    assertThat(line("HSETEX h FIELDS 1 a 4")).isEqualTo(":1|");
    assertThat(line("HPTTL h FIELDS 1 a")).isEqualTo("*1|:-1|");
    assertThat(line("HSETEX h FNX FIELDS 2 c 1 a 9")).isEqualTo(":0|");
    assertThat(line("HSETEX h FXX FIELDS 2 c 1 a 9")).isEqualTo(":0|");
    assertThat(line("HSETEX no FXX FIELDS 1 c 1")).isEqualTo(":0|");
    assertThat(line("EXISTS no")).isEqualTo(":0|");
    assertThat(line("HSETEX h EX 5 FXX FIELDS 2 a 7 b 8")).isEqualTo(":1|");
    assertThat(line("HSETEX h fnx exat 1735689700 FIELDS 1 c 9")).isEqualTo(":1|");
    assertThat(line("HGETALL h")).isEqualTo("*6|$1|a|$1|7|$1|b|$1|8|$1|c|$1|9|");
    assertThat(line("HTTL h FIELDS 3 a b c")).isEqualTo("*3|:5|:5|:100|");
    events();
    assertThat(line("HSETEX h PXAT 5 FIELDS 4 a 1 b 1 c 1 d 1")).isEqualTo(":1|");
    assertThat(events()).isEqualTo("hset h hdel h del h");
    assertThat(line("EXISTS h")).isEqualTo(":0|");
  }

  @Test
  void wrongHsetexIsRefused() {
    String arity = "-ERR wrong number of arguments for 'hsetex' command|";
    String count = "-ERR invalid number of fields|";
    String condition = "-ERR Only one of FXX or FNX arguments can be specified|";
    String one = "-ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified|";
    assertThat(line("HSETEX h FIELDS 2 a")).isEqualTo(arity);
    assertThat(line("HSETEX h FIELDS x a b")).isEqualTo(count);
    assertThat(line("HSETEX h FIELDS 0 a b")).isEqualTo(count);
    assertThat(line("HSETEX h FIELDS 2147483648 a b")).isEqualTo(count);
    assertThat(line("HSETEX h NX FIELDS 1 a b")).isEqualTo("-ERR unknown argument: NX|");
    assertThat(line("HSETEX h FNX FXX FIELDS 1 a b")).isEqualTo(condition);
    assertThat(line("HSETEX h FNX EX 1 FNX FIELDS 1 a b")).isEqualTo(condition);
    assertThat(line("HSETEX h EX 1 PX 1 FIELDS 1 a b")).isEqualTo(one);
    assertThat(line("HSETEX h KEEPTTL KEEPTTL FIELDS 1 a b")).isEqualTo(one);
    assertThat(line("HSETEX h EX FIELDS 1 a b"))
        .isEqualTo("-ERR value is not an integer or out of range|");
    assertThat(line("HSETEX h EXAT -1 1 a b")).isEqualTo("-ERR invalid expire time, must be >= 0|");
    assertThat(line("HSETEX h EXAT 281474976710656 1 a b"))
        .isEqualTo("-ERR invalid expire time in 'hsetex' command|");
    assertThat(line("HSETEX h FNX KEEPTTL FNX PX")).isEqualTo(condition);
    assertThat(line("HSETEX h FNX x y EX")).isEqualTo("-ERR unknown argument: x|");
    assertThat(line("EXISTS h")).isEqualTo(":0|");
  }

  @Test
  void encodingsTellOfDeadlines() {
    line("HSET h a 1 b 2");
    assertThat(line("OBJECT ENCODING h")).isEqualTo("$8|listpack|");
    line("HEXPIRE h 10 FIELDS 1 a");
    assertThat(line("OBJECT ENCODING h")).isEqualTo("$10|listpackex|");
    line("HPERSIST h FIELDS 1 a");
    assertThat(line("OBJECT ENCODING h")).isEqualTo("$10|listpackex|");
    line("CONFIG SET hash-max-listpack-entries 2");
    line("HSET h c 1");
    assertThat(line("OBJECT ENCODING h")).isEqualTo("$9|hashtable|");
  }

  @Test
  void aLargeHashEndsFieldByField() {
    line("CONFIG SET hash-max-listpack-entries 0");
    line("HSET h a 1 b 2 c 3");
    line("HPEXPIRE h 100 FIELDS 1 a");
    line("HPEXPIRE h 50 FIELDS 1 b");
    fixture.passMillis(60);
    assertThat(line("HLEN h")).isEqualTo(":2|");
    assertThat(line("HPTTL h FIELDS 3 a b c")).isEqualTo("*3|:40|:-2|:-1|");
    fixture.passMillis(60);
    assertThat(line("HRANDFIELD h 5")).isEqualTo("*1|$1|c|");
    assertThat(line("HSCAN h 0 NOVALUES")).isEqualTo("*2|$1|0|*1|$1|c|");
  }

  @Test
  void commandsAreToldAsRedisTellsThem() {
    assertThat(line("COMMAND INFO hexpire"))
        .contains("$7|hexpire|:-6|", "+write|+fast|", "+RW|+update|");
    assertThat(line("COMMAND INFO httl"))
        .contains("$4|httl|:-5|", "+readonly|+fast|", "+RO|+access|");
    assertThat(line("COMMAND INFO hpersist")).contains("$8|hpersist|:-5|", "+write|+fast|");
    assertThat(line("COMMAND INFO hgetdel")).contains(":-5|", "+RW|+access|+delete|");
    assertThat(line("COMMAND INFO hgetex")).contains(":-5|", "+RW|+access|+update|");
    assertThat(line("COMMAND INFO hsetex")).contains(":-6|", "+write|+denyoom|+fast|");
    assertThat(line("COMMAND GETKEYS HSETEX k EX 1 FIELDS 1 a b")).isEqualTo("*1|$1|k|");
  }
}
