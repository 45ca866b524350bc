package dev.tidings.tests.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.command.Command;
import dev.tidings.command.Family;
import dev.tidings.engine.EngineFixture;
import dev.tidings.engine.Eviction;
import dev.tidings.engine.KeyspacePicture;
import dev.tidings.engine.families.Commands;
import dev.tidings.script.ScriptCommands;
import dev.tidings.testkit.RandomRequests;
import dev.tidings.testkit.RandomScripts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The same turns give the same state: a history of requests is served by one engine and then, with
 * the same instants and the same chances, by another. Every reply must be the same, and all that
 * the databases hold, orders included.
 *
 * <p>{@code -Dturns.count=100000} makes the histories long, {@code -Dturns.seed=7} makes others.
 */
class SameTurnsTest {
  private static final int TURNS = Integer.getInteger("turns.count", 3_000);
  private static final long FIRST_SEED = Long.getLong("turns.seed", 1);
  private static final int HISTORIES = 6;
  private static final int CLIENTS = 4;

  /** One turn that runs a script or a function, or loads one, in so many. */
  private static final int SCRIPT_ONE_IN = 4;

  /** After so many turns what is held is compared. */
  private static final int BETWEEN_LOOKS = 100;

  private static final Set<Family> OF_DATA =
      EnumSet.complementOf(
          EnumSet.of(Family.CONNECTION, Family.CLUSTER, Family.PUBSUB, Family.SERVER));

  /** Those of the server and of connections that concern data; the flushing ones come seldom. */
  private static final Set<String> AROUND_DATA = Set.of("swapdb", "dbsize", "select");

  private static final Set<String> RUNS = Set.of("EVAL", "EVALSHA", "FCALL");

  private static final List<String> POLICIES =
      List.of(
          "noeviction",
          "allkeys-lru",
          "allkeys-lfu",
          "allkeys-random",
          "volatile-lru",
          "volatile-lfu",
          "volatile-random",
          "volatile-ttl");

  /**
   * One turn.
   *
   * @param millis how much time goes by before it
   * @param ticks whether the engine notices that by itself
   */
  private record Request(long millis, boolean ticks, int client, String[] words) {}

  /** What a history led to: every reply, and what was held in between and at the end. */
  private record Outcome(List<String> replies, List<String> digests, List<String> held) {
    /** How many programs ran to their end. */
    long ranToTheirEnd(List<Request> history) {
      return IntStream.range(0, history.size())
          .filter(i -> RUNS.contains(history.get(i).words[0]) && !replies.get(i).startsWith("-"))
          .count();
    }
  }

  @Test
  void theSameTurnsGiveTheSameState() {
    long programs = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      List<Request> history = history(new SplittableRandom(seed));
      List<Long> chances = new ArrayList<>();
      SplittableRandom chance = new SplittableRandom(seed * 31);
      EngineFixture first = ScriptedEngine.fixture();
      first.world.chances =
          () -> {
            chances.add(chance.nextLong());
            return chances.getLast();
          };
      Outcome outcome = serve(first, history);
      EngineFixture second = ScriptedEngine.fixture();
      Iterator<Long> recorded = chances.iterator();
      second.world.chances = recorded::next;
      Outcome again = serve(second, history);
      assertThat(again.replies).as("replies, seed %d", seed).isEqualTo(outcome.replies);
      assertThat(again.held).as("what is held, seed %d", seed).isEqualTo(outcome.held);
      assertThat(again.digests).as("what was held, seed %d", seed).isEqualTo(outcome.digests);
      assertThat(recorded.hasNext()).as("chances are left over, seed %d", seed).isFalse();
      programs += outcome.ranToTheirEnd(history);
      assertThat(outcome.held).as("seed %d holds something", seed).hasSizeGreaterThan(1);
    }
    assertThat(programs).as("programs that ran to their end").isGreaterThan(TURNS / 4);
  }

  private static List<Request> history(SplittableRandom random) {
    List<Command<?>> commands = commands();
    RandomScripts scripts = new RandomScripts(commands);
    commands.addAll(ScriptCommands.all());
    RandomRequests requests = new RandomRequests(commands);
    List<Request> history = new ArrayList<>();
    history.add(new Request(0, false, 0, memory(random)));
    for (int i = 0; i < TURNS; i++) {
      String[] words =
          (random.nextInt(SCRIPT_ONE_IN) == 0 ? scripts.next(random) : requests.next(random))
              .stream()
                  .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                  .toArray(String[]::new);
      history.add(
          new Request(millis(random), random.nextInt(4) == 0, random.nextInt(CLIENTS), words));
    }
    return history;
  }

  /** Half of the histories run out of memory again and again. */
  private static String[] memory(SplittableRandom random) {
    long most = random.nextBoolean() ? 0 : Eviction.EMPTY_SERVER_BYTES + random.nextInt(500, 5000);
    String policy = POLICIES.get(random.nextInt(POLICIES.size()));
    return new String[] {"CONFIG", "SET", "maxmemory", "" + most, "maxmemory-policy", policy};
  }

  /** Mostly none, and now and then so much that deadlines come. */
  private static long millis(SplittableRandom random) {
    return switch (random.nextInt(40)) {
      case 0 -> random.nextLong(300_000_000);
      case 1, 2, 3 -> random.nextLong(2000);
      case 4, 5, 6, 7, 8, 9 -> random.nextLong(5);
      default -> 0;
    };
  }

  private static List<Command<?>> commands() {
    List<Command<?>> chosen = new ArrayList<>();
    for (Command<?> command : Commands.all()) {
      if (OF_DATA.contains(command.family()) || AROUND_DATA.contains(command.name())) {
        chosen.add(command);
      }
    }
    return chosen;
  }

  private static Outcome serve(EngineFixture fixture, List<Request> history) {
    List<EngineFixture.Client> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(fixture.connect());
    }
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < history.size(); i++) {
      Request request = history.get(i);
      fixture.passMillis(request.millis);
      if (request.ticks) {
        fixture.passMillisAndTick(0);
      }
      outcome.replies.add(clients.get(request.client).call(request.words));
      if (i % BETWEEN_LOOKS == 0) {
        outcome.digests.add(KeyspacePicture.digest(fixture.engine));
      }
    }
    clients.forEach(client -> outcome.replies.add(client.read()));
    outcome.held.addAll(KeyspacePicture.of(fixture.engine));
    return outcome;
  }
}
