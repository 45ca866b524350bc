package dev.tidings.script;

import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Args.token;
import static dev.tidings.command.Family.SCRIPTING;
import static dev.tidings.command.Trait.ALLOW_BUSY;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.command.Trait;
import dev.tidings.engine.Containers;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.PersistenceSettings;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Glob;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions: programs in Lua that are loaded once, as libraries, and called by name. */
final class FunctionCommands {
  private final Scripting scripting;
  private final Libraries libraries;

  FunctionCommands(Scripting scripting) {
    this.scripting = scripting;
    this.libraries = scripting.libraries();
  }

  private record Load(boolean replace, Bytes text) {}

  private record Listing(@Nullable Bytes pattern, boolean withCode) {}

  private record Restore(Bytes dump, Libraries.Policy policy) {}

  /** All of them. */
  List<Command<Turn>> all() {
    return List.of(
        ScriptCommands.run("FCALL", "7.0.0", "Calls a function.", "function", libraries::mayChange)
            .does((turn, none) -> libraries.call(turn, false)),
        ScriptCommands.run(
                "FCALL_RO", "7.0.0", "Calls a function that changes nothing.", "function", null)
            .does((turn, none) -> libraries.call(turn, true)),
        Containers.container(
            Command.<Turn>command("FUNCTION", SCRIPTING)
                .since("7.0.0")
                .summary("Tells of functions and manages them.")
                .complexity("Depends on the subcommand."),
            List.of(delete(), dump(), flush(), kill(), list(), load(), restore(), stats())));
  }

  private static Declaration<Turn> declare(String name, Trait... traits) {
    return Command.<Turn>command(name, SCRIPTING, traits).since("7.0.0");
  }

  private Command<Turn> load() {
    return declare("LOAD", WRITE, DENY_OOM, NOSCRIPT)
        .summary("Loads a library.")
        .complexity("O(1), as far as running the library is")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .takes(
            Args.custom(flag("REPLACE").shape(), FunctionCommands::readReplace),
            string("function-code"),
            Load::new)
        .does((turn, request) ->
            turn.reply().bulkLatin1(libraries.load(turn.engine(), request.text, request.replace)));
  }

  /** All words but the last are options. */
  private static boolean readReplace(Cursor cursor) {
    boolean replace = false;
    while (cursor.remaining() > 1) {
      String option = cursor.nextText();
      if (!option.equalsIgnoreCase("replace")) {
        throw new Refusal("ERR Unknown option given: " + Refusal.shown(option));
      }
      replace = true;
    }
    return replace;
  }

  private Command<Turn> delete() {
    return declare("DELETE", WRITE, NOSCRIPT)
        .summary("Forgets a library.")
        .complexity("O(1)")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .takes(text("library-name"))
        .does((turn, name) -> {
          libraries.delete(name);
          turn.reply().ok();
        });
  }

  private Command<Turn> flush() {
    return declare("FLUSH", WRITE, NOSCRIPT)
        .summary("Forgets all libraries.")
        .complexity("O(N), N functions")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .surplus(words ->
            words.count() > 3
                ? Refusal.wrongSubcommand(words)
                : new Refusal("ERR FUNCTION FLUSH only supports SYNC|ASYNC option"))
        .takes(oneOf("flush-type", token("ASYNC", 1), token("SYNC", 0)).optional(0))
        .does((turn, when) -> {
          libraries.flush();
          turn.reply().ok();
        });
  }

  private Command<Turn> dump() {
    return declare("DUMP", NOSCRIPT)
        .summary("Tells all libraries in a form that FUNCTION RESTORE takes.")
        .complexity("O(N), N functions")
        .takesNothing()
        .does((turn, none) -> {
          boolean compresses = turn.configuration().value(PersistenceSettings.RDBCOMPRESSION);
          turn.reply().bulk(LibraryDump.of(libraries.all(), compresses));
        });
  }

  private Command<Turn> restore() {
    return declare("RESTORE", WRITE, DENY_OOM, NOSCRIPT)
        .summary("Loads the libraries that FUNCTION DUMP told.")
        .complexity("O(N), N functions")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .surplus(Refusal::wrongSubcommand)
        .takes(
            string("serialized-value"),
            Args.custom(
                oneOf("policy", Libraries.Policy.class).optional(Libraries.Policy.APPEND).shape(),
                FunctionCommands::readPolicy),
            Restore::new)
        .does((turn, request) -> {
          libraries.restore(turn.engine(), LibraryDump.read(request.dump), request.policy);
          turn.reply().ok();
        });
  }

  private static Libraries.Policy readPolicy(Cursor cursor) {
    if (cursor.remaining() != 1) {
      return Libraries.Policy.APPEND;
    }
    String word = cursor.nextText().toUpperCase(Locale.ROOT);
    for (Libraries.Policy policy : Libraries.Policy.values()) {
      if (policy.name().equals(word)) {
        return policy;
      }
    }
    throw new Refusal(
        "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");
  }

  private Command<Turn> kill() {
    return declare("KILL", NOSCRIPT, ALLOW_BUSY)
        .summary("Ends the function that runs, unless it has changed data.")
        .complexity("O(1)")
        .tips("request_policy:all_shards", "response_policy:one_succeeded")
        .takesNothing()
        .does((turn, none) -> {
          scripting.kill(true);
          turn.reply().ok();
        });
  }

  private Command<Turn> list() {
    Shape shape =
        Args.options(
                string("library-name-pattern").after("LIBRARYNAME"), flag("WITHCODE"), Listing::new)
            .shape();
    return declare("LIST", NOSCRIPT)
        .summary("Tells the libraries and their functions.")
        .complexity("O(N), N functions")
        .tips("nondeterministic_output_order")
        .takes(Args.custom(shape, FunctionCommands::readListing))
        .does(this::tellLibraries);
  }

  private static Listing readListing(Cursor cursor) {
    Bytes pattern = null;
    boolean withCode = false;
    while (cursor.hasNext()) {
      String word = cursor.nextText();
      if (!withCode && word.equalsIgnoreCase("withcode")) {
        withCode = true;
      } else if (pattern == null && word.equalsIgnoreCase("libraryname")) {
        if (!cursor.hasNext()) {
          throw new Refusal("ERR library name argument was not given");
        }
        pattern = cursor.next();
      } else {
        throw new Refusal("ERR Unknown argument " + Refusal.shown(word));
      }
    }
    return new Listing(pattern, withCode);
  }

  private void tellLibraries(Turn turn, Listing listing) {
    List<Library> chosen =
        libraries.all().stream()
            .filter(library ->
                listing.pattern == null
                    || Glob.matchesIgnoringCase(
                        listing.pattern.array(), Bytes.ofLatin1(library.name()).array()))
            .toList();
    RespWriter reply = turn.reply();
    reply.array(chosen.size());
    for (Library library : chosen) {
      reply.map(listing.withCode ? 4 : 3);
      reply.bulk("library_name");
      reply.bulkLatin1(library.name());
      reply.bulk("engine");
      reply.bulk("LUA");
      reply.bulk("functions");
      reply.array(library.functions().size());
      library.functions().forEach(function -> tellFunction(reply, function));
      if (listing.withCode) {
        reply.bulk("library_code");
        reply.bulk(library.text());
      }
    }
  }

  private static void tellFunction(RespWriter reply, Library.Function function) {
    reply.map(3);
    reply.bulk("name");
    reply.bulkLatin1(function.name());
    reply.bulk("description");
    if (function.description() == null) {
      reply.nullBulk();
    } else {
      reply.bulkLatin1(function.description());
    }
    reply.bulk("flags");
    reply.set(function.flags().size());
    function.flags().forEach(flag -> reply.simple(flag.text()));
  }

  private Command<Turn> stats() {
    return declare("STATS", NOSCRIPT, ALLOW_BUSY)
        .summary("Tells what runs, and how many libraries and functions there are.")
        .complexity("O(1)")
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .takesNothing()
        .does(this::tellStatistics);
  }

  private void tellStatistics(Turn turn, None none) {
    scripting.requireNoScript();
    RespWriter reply = turn.reply();
    reply.map(2);
    reply.bulk("running_script");
    scripting.tellRun(reply);
    reply.bulk("engines");
    reply.map(1);
    reply.bulk("LUA");
    reply.map(2);
    reply.bulk("libraries_count");
    reply.integer(libraries.all().size());
    reply.bulk("functions_count");
    reply.integer(libraries.functionCount());
  }
}
