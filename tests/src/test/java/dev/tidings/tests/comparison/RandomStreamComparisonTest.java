package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long random lives of a few streams and groups; now and then all their state is compared, but for
 * what a group is said to have read, which newer versions count otherwise.
 */
class RandomStreamComparisonTest {
  private static final int TURNS = 1200;
  private static final int LOOK_EACH = 100;
  private static final String[] KEYS = {"s", "t"};
  private static final String[] GROUPS = {"g", "h"};
  private static final String[] CONSUMERS = {"c", "d", "e"};

  private final Comparison comparison = Servers.shared();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void streamsAreTheSame(long seed) {
    comparison.run(
        "random lives of streams, seed " + seed, s -> new Life(s.client("a"), seed).live());
  }

  private record Life(ScriptClient client, SplittableRandom random) {
    Life(ScriptClient client, long seed) {
      this(client, new SplittableRandom(seed));
    }

    void live() {
      begin();
      for (int turn = 1; turn <= TURNS; turn++) {
        act();
        if (turn % LOOK_EACH == 0) {
          look();
        }
      }
    }

    /** Consumers are there from the start: 7.0 makes them later than newer versions do. */
    private void begin() {
      for (String key : KEYS) {
        for (String group : GROUPS) {
          call("XGROUP CREATE " + key + " " + group + " 0 MKSTREAM");
          for (String consumer : CONSUMERS) {
            call("XGROUP CREATECONSUMER " + key + " " + group + " " + consumer);
          }
        }
      }
    }

    private void act() {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5 -> add();
        case 6 -> call("XDEL " + key() + ids());
        case 7 -> call("XTRIM " + key() + " " + trim());
        case 8 -> call("XRANGE " + key() + " " + bound("-") + " " + bound("+") + count());
        case 9 -> call("XREVRANGE " + key() + " " + bound("+") + " " + bound("-") + count());
        case 10, 11, 12 -> readAsGroup();
        case 13 -> call("XREAD" + count() + " STREAMS s t " + id() + " " + id());
        case 14, 15 -> call("XACK " + key() + " " + group() + ids());
        case 16 -> claim();
        case 17 -> call("XPENDING " + key() + " " + group());
        case 18 -> call("XAUTOCLAIM " + members() + " 0 " + bound("-") + count() + justId());
        default -> rare();
      }
    }

    private void add() {
      String trim = random.nextInt(8) == 0 ? " " + trim() : "";
      String fields = random.nextInt(4) == 0 ? " f v g " + random.nextInt(1000) : " f v";
      call("XADD " + key() + trim + " " + newId() + fields);
    }

    private String newId() {
      return switch (random.nextInt(6)) {
        case 0 -> id();
        case 1 -> random.nextInt(60) + "-*";
        default -> "60-*";
      };
    }

    private void readAsGroup() {
      String position = random.nextInt(4) == 0 ? id() : ">";
      call(
          "XREADGROUP GROUP "
              + group()
              + " "
              + consumer()
              + (random.nextInt(5) == 0 ? " NOACK" : "")
              + count()
              + " STREAMS "
              + key()
              + " "
              + position);
    }

    private void claim() {
      call(
          "XCLAIM "
              + members()
              + " 0"
              + ids()
              + (random.nextInt(3) == 0 ? " FORCE" : "")
              + (random.nextInt(3) == 0 ? " RETRYCOUNT " + random.nextInt(9) : "")
              + (random.nextInt(6) == 0 ? " LASTID " + id() : "")
              + justId());
    }

    private void rare() {
      switch (random.nextInt(4)) {
        case 0 -> call("XGROUP SETID " + key() + " " + group() + " " + bound("$"));
        case 1 -> {
          String members = members();
          call("XGROUP DELCONSUMER " + members);
          call("XGROUP CREATECONSUMER " + members);
        }
        default -> call("XLEN " + key());
      }
    }

    private void look() {
      for (String key : KEYS) {
        client
            .call("XINFO", "STREAM", key, "FULL", "COUNT", "0")
            .only(DescriptionFields::old)
            .mask("1[78]\\d{11}")
            .mask("\"(?:lag|entries-read)\"(?:, |: )(\\S+)");
        for (String group : GROUPS) {
          for (String consumer : CONSUMERS) {
            client.call("XPENDING", key, group, "-", "+", "999", consumer).mask("\", :(\\d+)");
          }
        }
      }
    }

    private void call(String request) {
      client.calls(request);
    }

    private String key() {
      return one(KEYS);
    }

    private String group() {
      return one(GROUPS);
    }

    private String consumer() {
      return one(CONSUMERS);
    }

    private String members() {
      return key() + " " + group() + " " + consumer();
    }

    private String one(String[] names) {
      return names[random.nextInt(names.length)];
    }

    private String id() {
      return random.nextInt(1, 62) + "-" + random.nextInt(40);
    }

    private String bound(String end) {
      return random.nextInt(3) == 0 ? end : id();
    }

    private String ids() {
      List<String> ids = new ArrayList<>();
      for (int left = random.nextInt(1, 12); left > 0; left--) {
        ids.add(random.nextBoolean() ? "60-" + random.nextInt(200) : id());
      }
      return " " + String.join(" ", ids);
    }

    private String count() {
      return random.nextBoolean() ? " COUNT " + random.nextInt(1, 30) : "";
    }

    private String justId() {
      return random.nextInt(3) == 0 ? " JUSTID" : "";
    }

    private String trim() {
      String sign = random.nextBoolean() ? "~ " : "";
      return random.nextBoolean()
          ? "MAXLEN " + sign + random.nextInt(20, 250)
          : "MINID " + sign + id();
    }
  }
}
