package dev.tidings.tests.comparison;

import static java.util.Map.entry;

import dev.tidings.command.Command;
import dev.tidings.engine.families.Commands;
import dev.tidings.testkit.RandomRequests;
import dev.tidings.testkit.RawClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random requests made from the grammar of all commands, right ones and slightly wrong ones, sent
 * by several clients to both servers: every reply and every message must be the same.
 *
 * <p>{@code -Drandom.requests=200000} makes it long, {@code -Drandom.seed=7} makes it another one,
 * {@code -Drandom.families=STRING,GENERIC} keeps to these families.
 */
class RandomRequestsComparisonTest {
  private static final int REQUESTS = Integer.getInteger("random.requests", 4_000);
  private static final long SEED = Long.getLong("random.seed", 1);
  private static final String FAMILIES = System.getProperty("random.families", "");
  private static final int CLIENTS = 5;
  private static final int REMEMBERED = 40;

  /** The number of words of a HELLO with AUTH and no more. */
  private static final int HELLO_WITH_LOGIN = 5;

  /** The version of the server that Tidings is compared with: what came later it does not know. */
  private static final String REFERENCE_VERSION = "7.0";

  private static final Set<String> TELLING = Set.of("PUBLISH", "SPUBLISH", "EXEC");

  /** Words that later versions added to commands that the reference has, too. */
  private static final Map<String, Set<String>> LATER_WORDS =
      Map.of(
          "SET", Set.of("IFEQ", "IFNE", "IFDEQ", "IFDNE"),
          "BITOP", Set.of("DIFF", "DIFF1", "ANDOR", "ONE"));

  /** Commands (and those below them) whose replies cannot be the same, with the reason. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          entry("acl|cat", "lists all commands, and each server has its own"),
          entry("acl|genpass", "is random"),
          entry("acl|getuser", "sanitize-payload is a stated difference"),
          entry("acl|list", "sanitize-payload is a stated difference"),
          entry("acl|log", "has times, addresses and numbers"),
          entry("acl|setuser", "takes away the right to tell where a reply ends"),
          entry("client|info", "has addresses, sizes and times"),
          entry("client|kill", "ends clients that wait for a reply"),
          entry("client|list", "has addresses, sizes and times"),
          entry("client|pause", "lets everybody wait"),
          entry("client|reply", "hides where a reply ends"),
          entry("command", "lists all commands, and each server has its own"),
          entry("config|rewrite", "there is no configuration file"),
          entry("config|set", "changes what both servers do from then on"),
          entry("debug", "does not concern clients"),
          entry("info", "is each server's own"),
          entry("latency", "measures time"),
          entry("lolwut", "is each server's own"),
          entry("memory", "measures memory"),
          entry("monitor", "shows addresses and times, and never ends"),
          entry("shutdown", "ends the server"),
          entry("slowlog", "measures time"),
          entry("time", "tells the time"));

  @Test
  void bothServersAnswerTheSame() {
    RandomRequests requests = new RandomRequests(compared());
    SplittableRandom random = new SplittableRandom(SEED);
    Deque<String> history = new ArrayDeque<>();
    List<TwinClient> clients = new ArrayList<>();
    try (Servers servers = Servers.start()) {
      Set<String> onlyReference = onlyReference(servers);
      TwinClient.alignNumbers(servers);
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new TwinClient(servers));
      }
      for (int i = 0; i < REQUESTS; i++) {
        List<String> words = latin1(requests.next(random));
        int chosen = random.nextInt(CLIENTS);
        if (!onlyReference.contains(words.getFirst().toLowerCase(Locale.ROOT))
            && !isPartlyObeyed(words)
            && !hasLaterWord(words)) {
          remember(history, chosen + "> " + words);
          perform(clients, chosen, words);
        }
      }
    } catch (AssertionError failure) {
      throw new AssertionError(
          "seed %d, after %s\n%s"
              .formatted(SEED, String.join("\n  ", history), failure.getMessage()),
          failure);
    } finally {
      clients.forEach(TwinClient::close);
    }
  }

  private static void perform(List<TwinClient> clients, int chosen, List<String> words) {
    check(chosen, clients.get(chosen).ask(words));
    if (TELLING.contains(words.getFirst().toUpperCase(Locale.ROOT))) {
      for (int other = 0; other < clients.size(); other++) {
        check(other, clients.get(other).hear());
      }
    }
  }

  private static void check(int client, TwinClient.Answers answers) {
    if (!answers.same()) {
      throw new AssertionError(
          "client %d saw\n  of redis:   %s\n  of tidings: %s"
              .formatted(client, answers.reference(), answers.subject()));
    }
  }

  /** All commands without containers, and without those that are left out. */
  private static List<Command<?>> compared() {
    List<Command<?>> compared = new ArrayList<>();
    for (Command<?> command : Commands.all()) {
      for (Command<?> each : command.withSubcommands()) {
        boolean known = each.since().compareTo(REFERENCE_VERSION + ".999") < 0;
        boolean help = each.name().equals("help");
        boolean wanted =
            FAMILIES.isEmpty() || List.of(FAMILIES.split(",", -1)).contains(each.family().name());
        if (wanted && !each.isContainer() && known && !help && !isLeftOut(each)) {
          compared.add(each);
        }
      }
    }
    return compared;
  }

  /** Commands that a mistake may turn a request into, but that Tidings does not have or compare. */
  private static Set<String> onlyReference(Servers servers) {
    Set<String> names = new HashSet<>();
    try (RawClient client = servers.reference().open()) {
      client.call("COMMAND", "LIST").elements().forEach(name -> names.add(name.text()));
    }
    for (Command<?> command : compared()) {
      Command<?> container = command.parent();
      names.remove(container == null ? command.name() : container.name());
    }
    return names;
  }

  private static boolean isLeftOut(Command<?> command) {
    Command<?> container = command.parent();
    return LEFT_OUT.containsKey(command.fullName())
        || (container != null && LEFT_OUT.containsKey(container.name()));
  }

  /** Redis 7.0 obeys the first options of a HELLO that fails later: a stated difference. */
  private static boolean isPartlyObeyed(List<String> words) {
    return words.getFirst().equalsIgnoreCase("HELLO")
        && (words.size() > HELLO_WITH_LOGIN
            || words.stream().anyMatch("SETNAME"::equalsIgnoreCase));
  }

  private static boolean hasLaterWord(List<String> words) {
    Set<String> later =
        LATER_WORDS.getOrDefault(words.getFirst().toUpperCase(Locale.ROOT), Set.of());
    return words.stream().anyMatch(word -> later.contains(word.toUpperCase(Locale.ROOT)));
  }

  private static void remember(Deque<String> history, String request) {
    history.addLast(request);
    if (history.size() > REMEMBERED) {
      history.removeFirst();
    }
  }

  private static List<String> latin1(List<byte[]> words) {
    return words.stream().map(word -> new String(word, StandardCharsets.ISO_8859_1)).toList();
  }
}
