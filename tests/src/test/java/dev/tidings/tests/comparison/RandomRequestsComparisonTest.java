package dev.tidings.tests.comparison;

import dev.tidings.command.Command;
import dev.tidings.command.Family;
import dev.tidings.engine.families.Commands;
import dev.tidings.testkit.RandomRequests;
import dev.tidings.testkit.RawClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Random requests made from the grammar of all commands, right ones and slightly wrong ones, sent
 * by several clients to both servers: every reply and every message must be the same, and now and
 * then all that the databases hold. {@link Fairness} tells what cannot be compared, and why.
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

  /** After so many requests the databases are walked; what led there can then be told. */
  private static final int BETWEEN_WALKS = 250;

  private static final Set<String> TELLING = Set.of("PUBLISH", "SPUBLISH", "EXEC");

  private static final Set<Family> OF_DATA =
      EnumSet.complementOf(
          EnumSet.of(
              Family.CONNECTION,
              Family.CLUSTER,
              Family.PUBSUB,
              Family.SCRIPTING,
              Family.SERVER,
              Family.TRANSACTIONS));

  /** Those of the server and of connections that concern data. */
  private static final Set<String> AROUND_DATA =
      Set.of("flushdb", "flushall", "swapdb", "dbsize", "select", "multi", "exec", "discard");

  /** Data must have time to grow: only one in so many requests to remove all of it is made. */
  private static final int FLUSH_ONE_IN = 25;

  private final Deque<String> history = new ArrayDeque<>();
  private int remembered = REMEMBERED;

  @Test
  void bothServersTalkTheSame() {
    run(command -> !isOfData(command) || AROUND_DATA.contains(command.name()), false);
  }

  @Test
  void bothServersKeepTheSame() {
    remembered = BETWEEN_WALKS;
    run(command -> isOfData(command) || AROUND_DATA.contains(command.name()), true);
  }

  private static boolean isOfData(Command<?> command) {
    return OF_DATA.contains(command.family());
  }

  private void run(Predicate<Command<?>> chosen, boolean walks) {
    List<Command<?>> compared = compared(chosen);
    RandomRequests requests = new RandomRequests(compared);
    SplittableRandom random = new SplittableRandom(SEED);
    List<TwinClient> clients = new ArrayList<>();
    try (Servers servers = Servers.start()) {
      Set<String> onlyReference = onlyReference(servers, compared);
      TwinClient.alignNumbers(servers);
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new TwinClient(servers));
      }
      for (int i = 1; i <= REQUESTS; i++) {
        List<String> words = latin1(requests.next(random));
        int number = random.nextInt(CLIENTS);
        if (!onlyReference.contains(words.getFirst().toLowerCase(Locale.ROOT))
            && Fairness.allows(words, clients.get(number).isQueueing())
            && (!words.getFirst().toUpperCase(Locale.ROOT).startsWith("FLUSH")
                || random.nextInt(FLUSH_ONE_IN) == 0)) {
          remember(number + "> " + words);
          perform(clients, number, words);
        }
        if (walks && (i % BETWEEN_WALKS == 0 || i == REQUESTS)) {
          compareData(servers);
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

  private void compareData(Servers servers) {
    SortedMap<String, String> wanted;
    SortedMap<String, String> got;
    try (RawClient reference = servers.reference().open();
        RawClient subject = servers.subject().open()) {
      wanted = KeyspaceWalk.of(reference);
      got = KeyspaceWalk.of(subject);
    }
    Set<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(got.keySet());
    for (String key : keys) {
      if (!Objects.equals(wanted.get(key), got.get(key))) {
        throw new AssertionError(
            "what is kept at %s\n  by redis:   %s\n  by tidings: %s"
                .formatted(key, wanted.get(key), got.get(key)));
      }
    }
  }

  private static List<Command<?>> compared(Predicate<Command<?>> chosen) {
    List<Command<?>> compared = new ArrayList<>();
    for (Command<?> command : Commands.all()) {
      for (Command<?> each : command.withSubcommands()) {
        boolean wanted =
            FAMILIES.isEmpty() || List.of(FAMILIES.split(",", -1)).contains(each.family().name());
        if (wanted && chosen.test(each) && Fairness.isComparable(each)) {
          compared.add(each);
        }
      }
    }
    return compared;
  }

  /** Commands that a mistake may turn a request into, but that Tidings does not have or compare. */
  private static Set<String> onlyReference(Servers servers, List<Command<?>> compared) {
    Set<String> names = new HashSet<>();
    try (RawClient client = servers.reference().open()) {
      client.call("COMMAND", "LIST").elements().forEach(name -> names.add(name.text()));
    }
    for (Command<?> command : compared) {
      Command<?> container = command.parent();
      names.remove(container == null ? command.name() : container.name());
    }
    return names;
  }

  private void remember(String request) {
    history.addLast(request);
    if (history.size() > remembered) {
      history.removeFirst();
    }
  }

  private static List<String> latin1(List<byte[]> words) {
    return words.stream().map(word -> new String(word, StandardCharsets.ISO_8859_1)).toList();
  }
}
