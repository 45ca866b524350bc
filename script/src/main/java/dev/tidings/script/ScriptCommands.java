package dev.tidings.script;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Family.SCRIPTING;
import static dev.tidings.command.Trait.ALLOW_BUSY;
import static dev.tidings.command.Trait.MAY_REPLICATE;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.NO_MANDATORY_KEYS;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.SKIP_MONITOR;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.KeySpec;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.engine.Containers;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Scripts: programs in Lua that clients send and that run as one turn. */
public final class ScriptCommands {
  private final Scripting scripting = new Scripting();

  private ScriptCommands() {}

  /** The commands of scripts and functions for one engine, which keep what they are given. */
  public static List<Command<Turn>> all() {
    ScriptCommands commands = new ScriptCommands();
    List<Command<Turn>> all = new ArrayList<>(commands.runs());
    all.add(commands.script());
    all.addAll(new FunctionCommands(commands.scripting).all());
    return List.copyOf(all);
  }

  private List<Command<Turn>> runs() {
    Scripts scripts = scripting.scripts();
    return List.of(
        run("EVAL", "2.6.0", "Runs a script.", "script", scripts::mayChange)
            .does((turn, none) -> scripts.eval(turn, false)),
        run("EVAL_RO", "7.0.0", "Runs a script that changes nothing.", "script", null)
            .does((turn, none) -> scripts.eval(turn, true)),
        run(
                "EVALSHA",
                "2.6.0",
                "Runs a script by its SHA-1 digest.",
                "sha1",
                scripts::mayChangeByDigest)
            .does((turn, none) -> scripts.evalsha(turn, false)),
        run(
                "EVALSHA_RO",
                "7.0.0",
                "Runs a script that changes nothing by its SHA-1 digest.",
                "sha1",
                null)
            .does((turn, none) -> scripts.evalsha(turn, true)));
  }

  /**
   * A command that runs something on keys that are counted. The words are left to the run, which
   * hands them to Lua as they are.
   *
   * @param changes which requests may change data; null if the command lets none do so
   */
  static Declaration.Typed<Turn, None> run(
      String name, String since, String summary, String what, @Nullable Predicate<Words> changes) {
    Trait own = changes == null ? READONLY : MAY_REPLICATE;
    Access access = changes == null ? Access.READ : Access.UPDATE_AND_TELL;
    return Command.<Turn>command(
            name, SCRIPTING, own, NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, MOVABLE_KEYS)
        .mayChange(changes == null ? request -> false : changes)
        .since(since)
        .summary(summary)
        .complexity("Depends on what is run.")
        .keys(new KeySpec(access, new KeySpec.AtIndex(2), new KeySpec.Counted(0, 1, 1)))
        .takes(
            untouched(string(what)),
            untouched(Args.integer("numkeys")),
            untouched(key("key", access).manyOrNone()),
            untouched(string("arg").manyOrNone()),
            (a, b, c, d) -> None.NONE);
  }

  /** Declares words that are not read here. */
  private static Arg<None> untouched(Arg<?> argument) {
    return custom(argument.shape(), ScriptCommands::passOver);
  }

  private static None passOver(Cursor cursor) {
    cursor.position(cursor.words().count());
    return None.NONE;
  }

  private Command<Turn> script() {
    return Containers.container(
        Command.<Turn>command("SCRIPT", SCRIPTING)
            .since("2.6.0")
            .summary("Tells of scripts and manages them.")
            .complexity("Depends on the subcommand."),
        List.of(debug(), exists(), flush(), kill(), load()));
  }

  private Command<Turn> load() {
    return Command.<Turn>command("LOAD", SCRIPTING, NOSCRIPT, STALE)
        .since("2.6.0")
        .summary("Keeps a script and tells its SHA-1 digest.")
        .complexity("O(N), N bytes of the script")
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .takes(string("script"))
        .does(
            (turn, text) -> turn.reply().bulkLatin1(scripting.scripts().load(turn.engine(), text)));
  }

  private Command<Turn> exists() {
    return Command.<Turn>command("EXISTS", SCRIPTING, NOSCRIPT)
        .since("2.6.0")
        .summary("Tells which scripts are kept.")
        .complexity("O(N), N digests")
        .tips("request_policy:all_shards", "response_policy:agg_logical_and")
        .takes(string("sha1").many())
        .does(this::tellExisting);
  }

  private void tellExisting(Turn turn, List<Bytes> digests) {
    turn.reply().array(digests.size());
    for (Bytes digest : digests) {
      turn.reply().integer(scripting.scripts().exists(digest.latin1()) ? 1 : 0);
    }
  }

  private Command<Turn> flush() {
    return Command.<Turn>command("FLUSH", SCRIPTING, NOSCRIPT)
        .since("2.6.0")
        .summary("Forgets all scripts.")
        .surplus(words -> new Refusal("ERR SCRIPT FLUSH only support SYNC|ASYNC option"))
        .complexity("O(N), N scripts")
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .takes(Args.oneOf("flush-type", Args.token("ASYNC", 1), Args.token("SYNC", 0)).optional(0))
        .does((turn, when) -> {
          scripting.scripts().flush();
          turn.reply().ok();
        });
  }

  private Command<Turn> kill() {
    return Command.<Turn>command("KILL", SCRIPTING, NOSCRIPT, ALLOW_BUSY)
        .since("2.6.0")
        .summary("Ends the script that runs, unless it has changed data.")
        .complexity("O(1)")
        .tips("request_policy:all_shards", "response_policy:one_succeeded")
        .takesNothing()
        .does((turn, none) -> {
          scripting.kill(false);
          turn.reply().ok();
        });
  }

  private static Command<Turn> debug() {
    return Command.<Turn>command("DEBUG", SCRIPTING, NOSCRIPT)
        .since("3.2.0")
        .summary("Sets whether the next script is run step by step.")
        .complexity("O(1)")
        .takes(text("mode"))
        .does(ScriptCommands::setDebug);
  }

  private static void setDebug(Turn turn, String mode) {
    switch (mode.toUpperCase(Locale.ROOT)) {
      case "NO" -> turn.reply().ok();
      case "YES", "SYNC" ->
          throw new Refusal("ERR Tidings runs scripts as a whole: there is no debugger");
      default -> throw new Refusal("ERR Use SCRIPT DEBUG YES/SYNC/NO");
    }
  }
}
