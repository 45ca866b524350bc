package dev.tidings.engine.sortedsets;

import static dev.tidings.command.Args.counted;
import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.SORTED_SET;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Turn;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetBuilder;
import dev.tidings.structures.sortedsets.SortedSetLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Unions, intersections and differences of sorted sets, and of sets, whose members score 1. */
final class SortedSetAlgebra {
  private SortedSetAlgebra() {}

  /** What is made of several sets. */
  enum Operation {
    UNION,
    INTER,
    DIFF
  }

  /** What is only told is not packed first: that would cost its order twice. */
  private static final SortedSetLimits NEVER_PACKED = new SortedSetLimits(0, 0);

  // ---- Grammar --------------------------------------------------------------------------------

  /** The options are read after the keys have been looked up, as in Redis. */
  record Question(List<Bytes> keys, AlgebraOptions.Unread options) {}

  record Stored(Bytes target, Question question) {}

  private static Arg<List<Bytes>> keys(String command) {
    String refused = "ERR at least 1 input key is needed for '" + command + "' command";
    Arg<Long> count =
        integer("numkeys")
            .map(number -> {
              if (number < 1) {
                throw new Refusal(refused);
              }
              return number;
            });
    return counted(count, key("key", Access.READ));
  }

  private static Arg<AlgebraOptions.Unread> options(AlgebraOptions.Choice choice) {
    return custom(choice.shape(), AlgebraOptions::postpone);
  }

  // ---- Table ----------------------------------------------------------------------------------

  static final Command<Turn> ZUNION =
      telling("ZUNION", Operation.UNION, AlgebraOptions.Choice.TOLD, "union");
  static final Command<Turn> ZINTER =
      telling("ZINTER", Operation.INTER, AlgebraOptions.Choice.TOLD, "intersection");
  static final Command<Turn> ZDIFF =
      telling("ZDIFF", Operation.DIFF, AlgebraOptions.Choice.DIFFERENCE_TOLD, "difference");
  static final Command<Turn> ZUNIONSTORE =
      storing("ZUNIONSTORE", "2.0.0", Operation.UNION, AlgebraOptions.Choice.STORED, "union");
  static final Command<Turn> ZINTERSTORE =
      storing(
          "ZINTERSTORE", "2.0.0", Operation.INTER, AlgebraOptions.Choice.STORED, "intersection");
  static final Command<Turn> ZDIFFSTORE =
      storing("ZDIFFSTORE", "6.2.0", Operation.DIFF, AlgebraOptions.Choice.NONE, "difference");

  static final Command<Turn> ZINTERCARD =
      Command.<Turn>command("ZINTERCARD", SORTED_SET, READONLY, MOVABLE_KEYS)
          .since("7.0.0")
          .summary("Tells how many members the intersection of sorted sets has.")
          .complexity("O(N K) for K sets and N members of the smallest")
          .takes(keys("zintercard"), options(AlgebraOptions.Choice.COUNTED), Question::new)
          .does(SortedSetAlgebra::count);

  static final List<Command<Turn>> ALL =
      List.of(ZUNION, ZINTER, ZDIFF, ZUNIONSTORE, ZINTERSTORE, ZDIFFSTORE, ZINTERCARD);

  private static Command<Turn> telling(
      String name, Operation operation, AlgebraOptions.Choice choice, String what) {
    return Command.<Turn>command(name, SORTED_SET, READONLY, MOVABLE_KEYS)
        .since("6.2.0")
        .summary("Tells the " + what + " of sorted sets.")
        .complexity(complexity(operation))
        .takes(keys(name.toLowerCase(Locale.ROOT)), options(choice), Question::new)
        .does((turn, question) -> tell(turn, question, operation, choice));
  }

  private static Command<Turn> storing(
      String name, String since, Operation operation, AlgebraOptions.Choice choice, String what) {
    String event = name.toLowerCase(Locale.ROOT);
    return Command.<Turn>command(name, SORTED_SET, WRITE, DENY_OOM, MOVABLE_KEYS)
        .since(since)
        .summary("Stores the " + what + " of sorted sets as another one.")
        .complexity(complexity(operation))
        .takes(
            key("destination", Access.OVERWRITE),
            keys(event),
            options(choice),
            (target, keys, options) -> new Stored(target, new Question(keys, options)))
        .does((turn, request) ->
            SortedSets.store(
                turn, request.target, result(turn, request, operation, choice), event));
  }

  private static String complexity(Operation operation) {
    return switch (operation) {
      case UNION -> "O(N + M log M) for N members of all sets and M of the result";
      case INTER -> "O(N K + M log M) for K sets, N members of the smallest, M of the result";
      case DIFF -> "O(N K + M log M) for K sets, N members of the first, M of the result";
    };
  }

  // ---- Handlers -------------------------------------------------------------------------------

  private static void tell(
      Turn turn, Question question, Operation operation, AlgebraOptions.Choice choice) {
    List<ScoredInput> inputs = inputs(turn, question.keys);
    AlgebraOptions options = question.options.read(choice, inputs.size());
    SortedSet result = compute(inputs, operation, options).build(NEVER_PACKED);
    SortedSets.tell(turn.reply(), result.ascending(0), result.size(), options.withScores());
  }

  private static SortedSet result(
      Turn turn, Stored request, Operation operation, AlgebraOptions.Choice choice) {
    List<ScoredInput> inputs = inputs(turn, request.question.keys);
    AlgebraOptions options = request.question.options.read(choice, inputs.size());
    return compute(inputs, operation, options).build(SortedSets.limits(turn));
  }

  private static void count(Turn turn, Question question) {
    List<ScoredInput> inputs = inputs(turn, question.keys);
    AlgebraOptions options = question.options.read(AlgebraOptions.Choice.COUNTED, inputs.size());
    inputs.sort(Comparator.comparingInt(ScoredInput::size));
    long count = 0;
    for (ScoredInput.Walk walk = inputs.getFirst().walk(); walk.next(); ) {
      count += isInAll(walk.member(), inputs) ? 1 : 0;
      if (options.limit() > 0 && count == options.limit()) {
        break;
      }
    }
    turn.reply().integer(count);
  }

  private static boolean isInAll(Bytes member, List<ScoredInput> inputs) {
    for (ScoredInput input : inputs.subList(1, inputs.size())) {
      if (Double.isNaN(input.score(member))) {
        return false;
      }
    }
    return true;
  }

  private static List<ScoredInput> inputs(Turn turn, List<Bytes> keys) {
    List<ScoredInput> inputs = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      inputs.add(ScoredInput.of(turn.database().read(key)));
    }
    return inputs;
  }

  // ---- Computing ------------------------------------------------------------------------------

  /** An input with what its scores are multiplied by. */
  private record Weighted(ScoredInput input, double weight) {
    int size() {
      return input.size();
    }
  }

  private static SortedSetBuilder compute(
      List<ScoredInput> inputs, Operation operation, AlgebraOptions options) {
    List<Weighted> weighted = new ArrayList<>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      weighted.add(new Weighted(inputs.get(i), options.weight(i)));
    }
    if (operation == Operation.DIFF) {
      return difference(inputs);
    }
    // Sums of fractions depend on the order of the summands: the smallest set is the first.
    weighted.sort(Comparator.comparingInt(Weighted::size));
    return operation == Operation.UNION
        ? union(weighted, options.aggregate())
        : intersection(weighted, options.aggregate());
  }

  private static SortedSetBuilder union(List<Weighted> inputs, Aggregate aggregate) {
    SortedSetBuilder result = new SortedSetBuilder();
    for (Weighted input : inputs) {
      for (ScoredInput.Walk walk = input.input.walk(); walk.next(); ) {
        Bytes member = walk.member();
        double score = aggregate.first(walk.score(), input.weight);
        double before = result.score(member);
        result.put(member, Double.isNaN(before) ? score : aggregate.combine(before, score));
      }
    }
    return result;
  }

  private static SortedSetBuilder intersection(List<Weighted> inputs, Aggregate aggregate) {
    SortedSetBuilder result = new SortedSetBuilder();
    for (ScoredInput.Walk walk = inputs.getFirst().input.walk(); walk.next(); ) {
      Bytes member = walk.member();
      double score = aggregate.first(walk.score(), inputs.getFirst().weight);
      for (int i = 1; i < inputs.size() && !Double.isNaN(score); i++) {
        double other = inputs.get(i).input.score(member);
        score =
            Double.isNaN(other)
                ? Double.NaN
                : aggregate.combine(score, aggregate.weigh(other, inputs.get(i).weight));
      }
      if (!Double.isNaN(score)) {
        result.put(member, score);
      }
    }
    return result;
  }

  private static SortedSetBuilder difference(List<ScoredInput> inputs) {
    SortedSetBuilder result = new SortedSetBuilder();
    for (ScoredInput.Walk walk = inputs.getFirst().walk(); walk.next(); ) {
      Bytes member = walk.member();
      if (isInNone(member, inputs.subList(1, inputs.size()))) {
        result.put(member, walk.score());
      }
    }
    return result;
  }

  private static boolean isInNone(Bytes member, List<ScoredInput> inputs) {
    for (ScoredInput input : inputs) {
      if (!Double.isNaN(input.score(member))) {
        return false;
      }
    }
    return true;
  }
}
