package dev.tidings.tests.comparison;

import dev.tidings.command.Command;
import dev.tidings.command.Family;
import dev.tidings.engine.families.Commands;
import dev.tidings.testkit.Peer;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random requests made from the grammar of all commands, right ones and slightly wrong ones, sent
 * by several clients to both servers: every reply, every message and every notification must be the
 * same, and now and then all that the databases hold. {@link Fairness} tells what cannot be
 * compared, and why.
 *
 * <p>{@code -Drandom.requests=200000} makes it long, {@code -Drandom.seed=7} makes it another one,
 * {@code -Drandom.seeds=10} makes it that one and the next nine, each on fresh servers, {@code
 * -Drandom.families=STRING,GENERIC} keeps to these families, {@code -Drandom.differences=20} goes
 * on as long as fewer answers differ. A million requests, half of a minute for each hundred
 * thousand, are made by
 *
 * <pre>{@code
 * ./tidings test tests -Dtest=RandomRequestsComparisonTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Drandom.requests=50000 -Drandom.seeds=7
 * }</pre>
 *
 * <p>With {@code -Dredis.server=/path/of/redis-server} the commands and forms that a newer Redis
 * knows are among them.
 */
class RandomRequestsComparisonTest {
  private static final int REQUESTS = Integer.getInteger("random.requests", 3_000);
  private static final long SEED = Long.getLong("random.seed", 1);
  private static final int SEEDS = Integer.getInteger("random.seeds", 1);
  private static final String FAMILIES = System.getProperty("random.families", "");

  /** So many answers may differ before the comparison stops. */
  private static final int DIFFERENCES = Integer.getInteger("random.differences", 1);

  private static final int CLIENTS = 5;
  private static final int REMEMBERED = 40;

  /**
   * So many clients never subscribe: a subscriber that speaks RESP2 may hardly do anything else.
   */
  private static final int SPEAKERS = 3;

  private static final Set<String> LISTENING = Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE");

  /** So many requests at most go in one packet. */
  private static final int MOST_AT_ONCE = 24;

  /** After so many requests the databases are walked; what led there can then be told. */
  private static final int BETWEEN_WALKS = 500;

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
      Set.of(
          "flushdb",
          "flushall",
          "swapdb",
          "dbsize",
          "select",
          "multi",
          "exec",
          "discard",
          "watch",
          "unwatch");

  /** What tells of the keys of other requests. */
  private static final Set<String> OF_KEYS = Set.of("command|getkeys", "command|getkeysandflags");

  private static final Set<String> OF_COPIES =
      Set.of("client|tracking", "client|caching", "client|trackinginfo", "client|getredir");

  /** What is talked of: each has commands of its own, and clients that hear what it causes. */
  private enum Talk {
    /** All that does not concern data. */
    OF_ALL_ELSE,
    /** Data: all notifications and all values are compared, too. */
    OF_DATA,
    /** Data of which clients keep copies: who is told that his is stale. */
    OF_COPIES
  }

  /** Data must have time to grow: only one in so many requests to remove all of it is made. */
  private static final int FLUSH_ONE_IN = 25;

  /** A transaction ends after about so many requests: long ones are hardly ever without fault. */
  private static final int QUEUED = 6;

  /** One request in so many begins a transaction, besides those that happen to. */
  private static final int BETWEEN_TRANSACTIONS = 50;

  private final List<TwinClient> clients = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private final Deque<String> history = new ArrayDeque<>();
  private int remembered = REMEMBERED;
  private Set<String> onlyReference = Set.of();
  private RandomRequests requests = new RandomRequests(List.of());
  private SplittableRandom random = new SplittableRandom();
  private int made;

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothServersTalkTheSame(long seed) {
    run(seed, Talk.OF_ALL_ELSE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothServersKeepTheSame(long seed) {
    remembered = BETWEEN_WALKS + MOST_AT_ONCE;
    run(seed, Talk.OF_DATA);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothServersTellTheSameOfCopies(long seed) {
    run(seed, Talk.OF_COPIES);
  }

  private static boolean isChosen(Command<?> command, Talk talk) {
    String name = command.fullName();
    boolean ofData = OF_DATA.contains(command.family());
    return AROUND_DATA.contains(name)
        || switch (talk) {
          case OF_ALL_ELSE -> !ofData;
          case OF_DATA -> ofData || OF_KEYS.contains(name);
          case OF_COPIES -> ofData || OF_COPIES.contains(name);
        };
  }

  private void run(long seed, Talk talk) {
    List<Command<?>> compared = compared(talk);
    requests = new RandomRequests(compared);
    random = new SplittableRandom(seed);
    try (Servers servers = Servers.start()) {
      onlyReference = onlyReference(servers, compared);
      hurry(servers.reference());
      TwinClient.alignNumbers(servers);
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            switch (talk) {
              case OF_DATA -> new TwinClient(servers, TwinClient.Kind.ASKING, 2 + i % 2);
              case OF_COPIES -> new TwinClient(servers, TwinClient.Kind.LISTENING, 3);
              case OF_ALL_ELSE -> new TwinClient(servers, TwinClient.Kind.LISTENING, 2 + i % 2);
            });
      }
      switch (talk) {
        case OF_DATA -> talkOfData(servers);
        case OF_COPIES -> talkOfCopies();
        case OF_ALL_ELSE -> talkOfAllElse();
      }
      if (!differences.isEmpty()) {
        throw new AssertionError(differences.size() + " differences");
      }
    } catch (AssertionError failure) {
      differences.add(failure.getMessage());
      throw new AssertionError(
          "seed %d\n  %s\nafter %s"
              .formatted(seed, String.join("\n  ", differences), String.join("\n  ", history)),
          failure);
    } finally {
      clients.forEach(TwinClient::close);
    }
  }

  private void talkOfData(Servers servers) {
    try (TwinListener listener = new TwinListener(servers)) {
      int walked = 0;
      while (made < REQUESTS) {
        performSome();
        listener.compare();
        if (made - walked >= BETWEEN_WALKS || made >= REQUESTS) {
          compareData(servers);
          walked = made;
        }
      }
    }
  }

  private void talkOfCopies() {
    while (made < REQUESTS) {
      performSome();
      hearAll();
    }
  }

  private void talkOfAllElse() {
    while (made < REQUESTS) {
      if (performSome()) {
        hearAll();
      }
    }
  }

  private void hearAll() {
    for (int other = 0; other < clients.size(); other++) {
      check(other, clients.get(other).hear());
    }
  }

  /** Redis looks only so often for clients that have waited long enough. */
  private static void hurry(Peer redis) {
    try (RawClient client = redis.open()) {
      client.call("CONFIG", "SET", "hz", "500");
    }
  }

  /** One client asks for one thing or several; whether others may have been told of the last. */
  private boolean performSome() {
    int number = random.nextInt(CLIENTS);
    TwinClient client = clients.get(number);
    List<List<String>> batch = new ArrayList<>();
    for (int left = random.nextInt(MOST_AT_ONCE); left >= 0; left--) {
      List<String> words = next(client.isQueueing());
      made++;
      if (isComparable(words, client) && (number >= SPEAKERS || !isListening(words))) {
        batch.add(words);
        if (TwinClient.isTurning(words)) {
          break;
        }
      }
    }
    perform(number, batch);
    return !batch.isEmpty() && TwinClient.isTurning(batch.getLast());
  }

  private List<String> next(boolean queueing) {
    if (queueing && random.nextInt(QUEUED) == 0) {
      return List.of(random.nextInt(QUEUED) == 0 ? "DISCARD" : "EXEC");
    }
    if (!queueing && random.nextInt(BETWEEN_TRANSACTIONS) == 0) {
      return List.of("MULTI");
    }
    return latin1(requests.next(random));
  }

  private static boolean isListening(List<String> words) {
    return LISTENING.contains(words.getFirst().toUpperCase(Locale.ROOT));
  }

  private boolean isComparable(List<String> words, TwinClient client) {
    boolean about = words.getFirst().equalsIgnoreCase("COMMAND") && words.size() > 2;
    return !onlyReference.contains(words.get(about ? 2 : 0).toLowerCase(Locale.ROOT))
        && Fairness.allows(words, client.isQueueing())
        && !(client.isSentMessages() && Fairness.isLostAmongMessages(words, client.isQueueing()))
        && (!words.getFirst().toUpperCase(Locale.ROOT).startsWith("FLUSH")
            || random.nextInt(FLUSH_ONE_IN) == 0);
  }

  private void perform(int chosen, List<List<String>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<TwinClient.Answers> answers = clients.get(chosen).askAll(batch);
    for (int i = 0; i < batch.size(); i++) {
      remember(chosen + "> " + batch.get(i));
      check(chosen, answers.get(i));
    }
  }

  private void check(int client, TwinClient.Answers answers) {
    if (!answers.same()) {
      String difference =
          "client %d saw\n  of redis:   %s\n  of tidings: %s"
              .formatted(client, answers.reference(), answers.subject());
      if (differences.size() + 1 >= DIFFERENCES) {
        throw new AssertionError(difference);
      }
      differences.add(history.getLast() + " " + difference);
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
    KeyspaceWalk.Difference first = KeyspaceWalk.firstDifference(wanted, got);
    if (first != null) {
      throw new AssertionError(
          "what is kept at %s\n  by redis:   %s\n  by tidings: %s"
              .formatted(first.key(), first.reference(), first.subject()));
    }
  }

  private static List<Command<?>> compared(Talk talk) {
    List<Command<?>> compared = new ArrayList<>();
    for (Command<?> command : Commands.all()) {
      for (Command<?> each : command.withSubcommands()) {
        boolean wanted =
            FAMILIES.isEmpty()
                || AROUND_DATA.contains(each.fullName())
                || List.of(FAMILIES.split(",", -1)).contains(each.family().name());
        if (wanted && isChosen(each, talk) && Fairness.isComparable(each)) {
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
    history.addLast(request.replace("\r\n", "\\r\\n"));
    if (history.size() > remembered) {
      history.removeFirst();
    }
  }

  private static List<String> latin1(List<byte[]> words) {
    return words.stream().map(word -> new String(word, StandardCharsets.ISO_8859_1)).toList();
  }
}
