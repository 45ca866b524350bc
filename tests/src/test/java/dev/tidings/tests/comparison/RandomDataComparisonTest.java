package dev.tidings.tests.comparison;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.io.EOFException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random requests of one family, written so that every option and every edge comes up: sent to both
 * servers in pipelines, by a client that speaks RESP2 and one that speaks RESP3. What must be the
 * same of each reply stands in {@link ReplyLikeness}, what cannot be compared in {@link Fairness}.
 *
 * <p>{@code -Drandom.requests=200000} makes it long, {@code -Drandom.seed=7} makes it another one,
 * {@code -Drandom.kinds=HASHES,STREAMS} keeps to these, {@code
 * -Dredis.server=/path/of/redis-server} compares with a newer Redis than the installed one.
 */
class RandomDataComparisonTest {
  private static final int REQUESTS = Integer.getInteger("random.requests", 2_000);
  private static final long SEED = Long.getLong("random.seed", 1);

  private static final String KINDS = System.getProperty("random.kinds", "");

  /** So many differences are looked for before the comparison ends. */
  private static final int MOST_DIFFERENCES = Integer.getInteger("random.differences", 3);

  private static final int PIPELINE = 60;

  /** After so many pipelines what is kept is compared. */
  private static final int BETWEEN_WALKS = 8;

  /** Clients remember all that they read, so they are replaced now and then. */
  private static final int BETWEEN_CLIENTS = 100;

  private static final int REMEMBERED = 3_000;
  private static final int TOLD = 200;

  /** Compact forms end early, and so do the nodes of streams: both are crossed again and again. */
  private static final String[] SMALL_LIMITS = {
    "--hash-max-listpack-entries", "20",
    "--hash-max-listpack-value", "24",
    "--zset-max-listpack-entries", "14",
    "--zset-max-listpack-value", "24",
    "--stream-node-max-entries", "8"
  };

  enum Kind {
    HASHES(HashRequests::new),
    SORTED_SETS(SortedSetRequests::new),
    PLACES(GeoRequests::new),
    STREAMS(StreamRequests::new),
    SCRIPTS(ScriptRequests::new);

    private final Function<SplittableRandom, RequestSource> source;

    Kind(Function<SplittableRandom, RequestSource> source) {
      this.source = source;
    }
  }

  private static Stream<Kind> kinds() {
    return Stream.of(Kind.values())
        .filter(kind -> KINDS.isEmpty() || List.of(KINDS.split(",", -1)).contains(kind.name()));
  }

  private final Deque<String> history = new ArrayDeque<>();
  private final List<String> differences = new ArrayList<>();

  @ParameterizedTest
  @MethodSource("kinds")
  void bothServersAnswerTheSame(Kind kind) {
    SplittableRandom random = new SplittableRandom(SEED);
    RequestSource source = kind.source.apply(random);
    int sent = 0;
    while (sent < REQUESTS && differences.size() < MOST_DIFFERENCES) {
      sent += lives(source, random, REQUESTS - sent);
    }
    if (!differences.isEmpty()) {
      throw new AssertionError("seed " + SEED + "\n" + String.join("\n\n", differences));
    }
  }

  /**
   * What one pair of servers lives through: all, unless the real Redis ends by a fault of its own.
   */
  private int lives(RequestSource source, SplittableRandom random, int most) {
    int sent = 0;
    try (Servers servers = Servers.start(SMALL_LIMITS)) {
      while (sent < most && differences.size() < MOST_DIFFERENCES) {
        sent += life(servers, source, random, most - sent);
      }
    } catch (RedisEnded ended) {
      System.err.println("the real Redis ended, so both servers are started again");
      sent += BETWEEN_CLIENTS * PIPELINE / 2;
    }
    return sent;
  }

  /** What a pair of clients does until it is replaced; how many requests that were. */
  private int life(Servers servers, RequestSource source, SplittableRandom random, int most) {
    int sent = 0;
    try (Pair old = new Pair(servers, 2);
        Pair recent = new Pair(servers, 3)) {
      begin(old, source);
      for (int i = 1; i <= BETWEEN_CLIENTS && sent < most; i++) {
        List<List<String>> requests = requests(source);
        int differing =
            random.nextInt(4) == 0 ? differing(recent, requests) : differing(old, requests);
        sent += requests.size();
        boolean walks = i % BETWEEN_WALKS == 0 || sent >= most;
        if (differing >= 0 || (walks && !sameData(old))) {
          begin(old, source);
        }
        if (differences.size() >= MOST_DIFFERENCES) {
          return sent;
        }
      }
    }
    return sent;
  }

  private void begin(Pair pair, RequestSource source) {
    List<List<String>> beginning =
        new ArrayList<>(List.of(List.of("FLUSHALL"), List.of("FUNCTION", "FLUSH")));
    beginning.addAll(source.beginning());
    history.clear();
    differing(pair, beginning);
  }

  private static List<List<String>> requests(RequestSource source) {
    List<List<String>> requests = new ArrayList<>();
    while (requests.size() < PIPELINE) {
      List<List<String>> next = source.next();
      if (Fairness.allowsData(next)) {
        requests.addAll(next);
      }
    }
    return requests;
  }

  /** The place of the first request that both answer differently; -1 if there is none. */
  private int differing(Pair pair, List<List<String>> requests) {
    pair.reference.pipeline(requests);
    pair.subject.pipeline(requests);
    int differing = -1;
    for (int i = 0; i < requests.size(); i++) {
      List<String> request = requests.get(i);
      RespValue wanted = replyOfRedis(pair.reference);
      RespValue got = pair.subject.reply();
      if (differing < 0) {
        remember(pair.protocol + "> " + printable(request.toString()));
        if (!ReplyLikeness.areAlike(request, wanted, got)) {
          differing = i;
          tell("to " + request, wanted, got);
        }
      }
    }
    return differing;
  }

  private static RespValue replyOfRedis(RawClient client) {
    try {
      return client.reply();
    } catch (AssertionError missing) {
      if (missing.getCause() instanceof EOFException) {
        throw new RedisEnded(missing);
      }
      throw missing;
    }
  }

  /** A script was too much for the real Redis. */
  private static final class RedisEnded extends RuntimeException {
    private static final long serialVersionUID = 1;

    RedisEnded(Throwable cause) {
      super(cause);
    }
  }

  private boolean sameData(Pair pair) {
    SortedMap<String, String> wanted = KeyspaceWalk.of(pair.reference);
    SortedMap<String, String> got = KeyspaceWalk.of(pair.subject);
    pair.reference.call("SELECT", "0");
    pair.subject.call("SELECT", "0");
    KeyspaceWalk.Difference first = KeyspaceWalk.firstDifference(wanted, got);
    if (first != null) {
      tell("is kept at " + first.key(), first.reference(), first.subject());
      return false;
    }
    for (String key : wanted.keySet()) {
      String name = key.substring(key.indexOf('"') + 1, key.length() - 1);
      String fault =
          wanted.get(key).startsWith("stream") && StreamRequests.COUNTED.contains(name)
              ? ReadCounts.fault(pair.reference, pair.subject, name)
              : null;
      if (fault != null) {
        tell("the groups of " + key + " have read", fault, "");
        return false;
      }
    }
    return true;
  }

  private void tell(String where, Object wanted, Object got) {
    Set<String> keys =
        Pattern.compile("[a-z]+:[0-9]")
            .matcher(where)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    List<String> before =
        history.stream().filter(request -> keys.stream().anyMatch(request::contains)).toList();
    differences.add(
        "what %s\n  by redis:   %s\n  by tidings: %s\n  after\n    %s"
            .formatted(
                printable(where),
                wanted,
                got,
                String.join(
                    "\n    ", before.subList(Math.max(0, before.size() - TOLD), before.size()))));
  }

  private static String printable(String text) {
    return text.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0");
  }

  private void remember(String request) {
    history.addLast(request);
    if (history.size() > REMEMBERED) {
      history.removeFirst();
    }
  }

  /** The same client of both servers. */
  private static final class Pair implements AutoCloseable {
    private final int protocol;
    private final RawClient reference;
    private final RawClient subject;

    Pair(Servers servers, int protocol) {
      this.protocol = protocol;
      this.reference = servers.reference().open();
      this.subject = servers.subject().open();
      if (protocol > 2) {
        reference.call("HELLO", "" + protocol);
        subject.call("HELLO", "" + protocol);
      }
    }

    @Override
    public void close() {
      reference.close();
      subject.close();
    }
  }
}
