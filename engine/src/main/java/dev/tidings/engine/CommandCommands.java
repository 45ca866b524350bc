package dev.tidings.engine;

import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.pattern;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Access;
import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.CommandTable;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.KeyFinder;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Glob;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** COMMAND: what commands there are, and what their declarations say of them. */
final class CommandCommands {
  private static final String ORDER = "nondeterministic_output_order";

  private CommandCommands() {}

  /** A request inside the request: a command and its arguments. */
  record Inner(Bytes name, List<Bytes> arguments) {
    Words words() {
      Bytes[] words = new Bytes[1 + arguments.size()];
      words[0] = name;
      for (int i = 0; i < arguments.size(); i++) {
        words[i + 1] = arguments.get(i);
      }
      return Words.of(words);
    }
  }

  static final Command<Turn> COMMAND =
      declare("COMMAND", "2.8.13")
          .summary("Describes all commands.")
          .complexity("O(N), N commands")
          .tips(ORDER)
          .takesNothing()
          .does(
              (turn, none) -> infoOfAll(turn),
              Containers.withHelp(
                  List.of(
                      declare("COUNT", "2.8.13")
                          .summary("Tells how many commands there are.")
                          .complexity("O(1)")
                          .takesNothing()
                          .does(CommandCommands::count),
                      declare("LIST", "7.0.0")
                          .summary("Tells the names of commands.")
                          .complexity("O(N), N commands")
                          .tips(ORDER)
                          .takes(
                              oneOf(
                                      "filterby",
                                      string("module-name")
                                          .after("MODULE")
                                          .map(name ->
                                              (Predicate<Command<Turn>>) CommandCommands::never),
                                      text("category")
                                          .after("ACLCAT")
                                          .map(CommandCommands::inCategory),
                                      pattern("pattern")
                                          .after("PATTERN")
                                          .map(CommandCommands::matching))
                                  .after("FILTERBY")
                                  .optional())
                          .does(CommandCommands::names),
                      declare("INFO", "2.8.13")
                          .summary("Describes commands: their traits, keys and categories.")
                          .complexity("O(N), N commands asked for")
                          .tips(ORDER)
                          .takes(text("command-name").manyOrNone())
                          .does(CommandCommands::info),
                      declare("DOCS", "7.0.0")
                          .summary("Explains commands: what they do and their arguments.")
                          .complexity("O(N), N commands asked for")
                          .tips(ORDER)
                          .takes(text("command-name").manyOrNone())
                          .does(CommandCommands::docs),
                      declare("GETKEYS", "2.8.13")
                          .summary("Finds the keys of a request.")
                          .complexity("O(N), N words of the request")
                          .takes(string("command"), string("arg").manyOrNone(), Inner::new)
                          .does(CommandCommands::keys),
                      declare("GETKEYSANDFLAGS", "7.0.0")
                          .summary("Finds the keys of a request, and what they are used for.")
                          .complexity("O(N), N words of the request")
                          .takes(string("command"), string("arg").manyOrNone(), Inner::new)
                          .does(CommandCommands::keysAndFlags))));

  static final List<Command<Turn>> ALL = List.of(COMMAND);

  private static Declaration<Turn> declare(String name, String since) {
    return Command.<Turn>command(name, SERVER, LOADING, STALE)
        .since(since)
        .categories(Category.CONNECTION);
  }

  private static void infoOfAll(Turn turn) {
    Collection<Command<Turn>> commands = turn.engine().commands().commands();
    turn.reply().array(commands.size());
    commands.forEach(command -> CommandDescription.write(turn.reply(), command));
  }

  private static void count(Turn turn, None none) {
    turn.reply().integer(turn.engine().commands().commands().size());
  }

  private static boolean never(Command<Turn> command) {
    return false;
  }

  private static Predicate<Command<Turn>> inCategory(String name) {
    for (Category category : Category.values()) {
      if (category.text().equalsIgnoreCase(name)) {
        return command -> command.categories().contains(category);
      }
    }
    return CommandCommands::never;
  }

  private static Predicate<Command<Turn>> matching(Bytes glob) {
    return command ->
        Glob.matchesIgnoringCase(
            glob.array(), command.fullName().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void names(Turn turn, @Nullable Predicate<Command<Turn>> filter) {
    List<Command<Turn>> found =
        turn.engine().commands().commands().stream()
            .flatMap(command -> command.withSubcommands().stream())
            .filter(command -> filter == null || filter.test(command))
            .toList();
    turn.reply().array(found.size());
    found.forEach(command -> turn.reply().bulkLatin1(command.fullName()));
  }

  private static void info(Turn turn, List<String> names) {
    if (names.isEmpty()) {
      infoOfAll(turn);
      return;
    }
    turn.reply().array(names.size());
    for (String name : names) {
      Command<Turn> command = turn.engine().commands().find(name);
      if (command == null) {
        turn.reply().nullBulk();
      } else {
        CommandDescription.write(turn.reply(), command);
      }
    }
  }

  private static void docs(Turn turn, List<String> names) {
    CommandTable<Turn> table = turn.engine().commands();
    List<@Nullable Command<Turn>> asked =
        names.isEmpty()
            ? List.copyOf(table.commands())
            : names.stream().<@Nullable Command<Turn>>map(table::find).toList();
    List<Command<Turn>> known = asked.stream().filter(command -> command != null).toList();
    turn.reply().map(known.size());
    known.forEach(command -> CommandDocumentation.write(turn.reply(), command));
  }

  private static void keys(Turn turn, Inner request) {
    answerKeys(turn, request, (words, index) -> turn.reply().bulk(words.word(index)), null);
  }

  private static void keysAndFlags(Turn turn, Inner request) {
    answerKeys(
        turn,
        request,
        (words, index) -> {
          turn.reply().array(2);
          turn.reply().bulk(words.word(index));
        },
        access -> CommandDescription.statuses(turn.reply(), access.flags()));
  }

  /** Is told what a key is used for. */
  private interface AccessWriter {
    void write(Access access);
  }

  private static void answerKeys(
      Turn turn,
      Inner request,
      BiConsumer<Words, Integer> writeKey,
      @Nullable AccessWriter writeAccess) {
    Words words = request.words();
    Command<Turn> command = turn.engine().commands().find(words);
    boolean unknown = command != null && !command.subcommands().isEmpty() && words.count() > 1;
    if (command == null || unknown) {
      throw new Refusal("ERR Invalid command specified");
    }
    if (command.keySpecs().stream().allMatch(spec -> spec.access() == Access.CHANNEL)) {
      throw new Refusal("ERR The command has no key arguments");
    }
    if (!command.accepts(words.count())) {
      throw new Refusal("ERR Invalid number of arguments specified for command");
    }
    int found = KeyFinder.visit(command, words, (index, access) -> true);
    if (found <= 0 && !command.has(Trait.NO_MANDATORY_KEYS)) {
      throw new Refusal("ERR Invalid arguments specified for command");
    }
    RespWriter reply = turn.reply();
    reply.array(Math.max(0, found));
    KeyFinder.visit(
        command,
        words,
        (index, access) -> {
          writeKey.accept(words, index);
          if (writeAccess != null) {
            writeAccess.write(access);
          }
          return true;
        });
  }
}
