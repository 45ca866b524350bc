package dev.tidings.testkit;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.countedKeys;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.command.Access;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.CommandTable;
import dev.tidings.command.Cursor;
import dev.tidings.command.Family;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is made from a grammar is read by the same grammar. */
class RandomRequestsTest {
  private static final Command<List<Object>> SET =
      Command.<List<Object>>command("SET", Family.STRING, Trait.WRITE)
          .takes(
              key("key", Access.OVERWRITE),
              string("value"),
              options(
                  oneOf("condition", token("NX", 1), token("XX", 2)).optional(0),
                  flag("GET"),
                  string("word").after("WITH").optional(),
                  (condition, tell, word) -> condition),
              (key, value, condition) -> key)
          .does(List::add);

  private static final Command<List<Object>> STORE =
      Command.<List<Object>>command("STORE", Family.STREAM, Trait.WRITE)
          .contains(
              List.of(
                  Command.<List<Object>>command("UNION", Family.STREAM, Trait.WRITE)
                      .takes(
                          countedKeys(Access.READ),
                          flag("NOW"),
                          block("data", string("field"), string("value"), List::of).many(),
                          (keys, now, fields) -> keys)
                      .does(List::add),
                  Command.<List<Object>>command("LISTEN", Family.PUBSUB)
                      .takes(
                          string("channel").many().after("TO"),
                          Args.pattern("pattern").optional(),
                          (channels, pattern) -> channels)
                      .does(List::add)));

  private static final CommandTable<List<Object>> TABLE = new CommandTable<>(List.of(SET, STORE));
  private static final RandomRequests REQUESTS = new RandomRequests(TABLE.commands());

  private static Words words(List<byte[]> request) {
    return Words.of(request.stream().map(Bytes::wrap).toArray(Bytes[]::new));
  }

  /** Null if the request is served; why not, else. */
  private static String outcome(List<byte[]> request) {
    Words words = words(request);
    Command<List<Object>> command = TABLE.find(words);
    if (command == null || command.isContainer()) {
      return "unknown";
    }
    if (!command.accepts(words.count())) {
      return "arity";
    }
    Cursor cursor = new Cursor();
    cursor.reset(words, command.parent() == null ? 1 : 2);
    try {
      command.run(new ArrayList<>(), cursor);
      return "served";
    } catch (Refusal refusal) {
      return refusal.text();
    }
  }

  @Test
  void wellFormedRequestsAreServed() {
    SplittableRandom random = new SplittableRandom(5);
    for (Command<List<Object>> command : TABLE.all()) {
      for (int i = 0; i < 500 && !command.isContainer(); i++) {
        List<byte[]> request = REQUESTS.wellFormed(command, random);
        assertThat(outcome(request)).as(words(request).toString()).isEqualTo("served");
      }
    }
  }

  @Test
  void mostRequestsAreServedAndSomeAreWrongInEachWay() {
    SplittableRandom random = new SplittableRandom(6);
    Set<String> outcomes = new HashSet<>();
    int served = 0;
    for (int i = 0; i < 3000; i++) {
      String outcome = outcome(REQUESTS.next(random));
      outcomes.add(outcome);
      served += outcome.equals("served") ? 1 : 0;
    }
    assertThat(served).isBetween(2400, 2999);
    assertThat(outcomes).contains("unknown", "arity", "ERR syntax error");
  }

  @Test
  void theSameSeedMakesTheSameRequests() {
    SplittableRandom one = new SplittableRandom(7);
    SplittableRandom two = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      assertThat(words(REQUESTS.next(one)).toString())
          .isEqualTo(words(REQUESTS.next(two)).toString());
    }
  }

  @Test
  void everyOptionAndChoiceComesUp() {
    SplittableRandom random = new SplittableRandom(8);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      seen.addAll(List.of(words(REQUESTS.wellFormed(SET, random)).toString().split(" ")));
    }
    assertThat(seen).contains("NX", "XX", "GET", "WITH", "set", "SET");
  }
}
