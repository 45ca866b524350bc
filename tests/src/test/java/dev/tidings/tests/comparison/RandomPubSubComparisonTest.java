package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import dev.tidings.testkit.ScriptClient;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long random lives of a few subscribers, with few names so that everything meets. */
class RandomPubSubComparisonTest {
  private static final int TURNS = 400;
  private static final int SUBSCRIBERS = 4;
  private static final String[] NAMES = {"a", "b", "ab", "abc", "news.x", "news.y", ""};
  private static final String[] PATTERNS = {"*", "a*", "?", "[ab]", "news.*", "ab", "*c", ""};

  private final Comparison comparison = Servers.shared();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void subscribersSeeTheSame(long seed) {
    comparison.run(
        "random lives of subscribers, seed " + seed,
        s -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int turn = 0; turn < TURNS; turn++) {
            act(s, random);
          }
        });
  }

  private static void act(Scene s, SplittableRandom random) {
    ScriptClient client = s.client("c" + random.nextInt(SUBSCRIBERS));
    switch (random.nextInt(12)) {
      case 0, 1 -> change(client, "SUBSCRIBE", NAMES, random);
      case 2 -> change(client, "PSUBSCRIBE", PATTERNS, random);
      case 3 -> change(client, "SSUBSCRIBE", NAMES, random);
      case 4 -> change(client, "UNSUBSCRIBE", NAMES, random);
      case 5 -> change(client, "PUNSUBSCRIBE", PATTERNS, random);
      case 6 -> change(client, "SUNSUBSCRIBE", NAMES, random);
      case 7 -> publish(s, "SPUBLISH", random);
      case 8 -> tell(s, random);
      case 9 -> forgetAll(s, client, random);
      default -> publish(s, "PUBLISH", random);
    }
  }

  private static void change(
      ScriptClient client, String command, String[] from, SplittableRandom random) {
    int count = random.nextInt(1, 4);
    String[] words = new String[count + 1];
    words[0] = command;
    for (int i = 1; i <= count; i++) {
      words[i] = from[random.nextInt(from.length)];
    }
    client.send(words).frames(count);
  }

  private static void publish(Scene s, String command, SplittableRandom random) {
    String name = NAMES[random.nextInt(NAMES.length)];
    s.client("publisher").call(command, name, "m" + random.nextInt(1000));
    for (int i = 0; i < SUBSCRIBERS; i++) {
      s.client("c" + i).available().sorted();
    }
  }

  private static void tell(Scene s, SplittableRandom random) {
    ScriptClient publisher = s.client("publisher");
    switch (random.nextInt(4)) {
      case 0 -> publisher.call("PUBSUB", "CHANNELS").sortedElements();
      case 1 -> publisher.call("PUBSUB", "SHARDCHANNELS").sortedElements();
      case 2 -> publisher.call("PUBSUB", "NUMPAT");
      default -> publisher.call("PUBSUB", "NUMSUB", "a", "b", "news.x", "nobody", "");
    }
  }

  /** Leaves everything of one kind, or everything: the names come in the server's own order. */
  private static void forgetAll(Scene s, ScriptClient client, SplittableRandom random) {
    switch (random.nextInt(4)) {
      case 0 -> leaveAll(client, "UNSUBSCRIBE");
      case 1 -> leaveAll(client, "PUNSUBSCRIBE");
      case 2 -> leaveAll(client, "SUNSUBSCRIBE");
      default -> {
        client.call("RESET");
        if (s.protocol() == 3) {
          ConnectionComparisonTest.greeting(client.call("HELLO", "3"))
              .mask("\"modules\": (\\[.*\\])");
        }
      }
    }
  }

  private static void leaveAll(ScriptClient client, String command) {
    client.send(command).available().sortedColumn(1);
  }
}
