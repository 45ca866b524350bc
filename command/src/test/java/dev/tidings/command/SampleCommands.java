package dev.tidings.command;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.counted;
import static dev.tidings.command.Args.countedKeys;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Args.token;

import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands like those of Redis, whose handlers only note what they were given. */
final class SampleCommands {
  /** Where handlers note their arguments. */
  static final class Notes {
    private final List<Object> notes = new ArrayList<>();

    void note(Object arguments) {
      notes.add(arguments);
    }
  }

  record Pair(Bytes key, Bytes value) {}

  record Expiry(String unit, long amount) {}

  enum Side {
    LEFT,
    RIGHT
  }

  record SetOptions(@Nullable Boolean onlyAbsent, boolean tell, @Nullable Expiry expiry) {}

  record Set(Bytes key, Bytes value, SetOptions options) {}

  record Trim(String by, String mark, long threshold) {}

  record Add(Bytes key, boolean noMake, @Nullable Trim trim, Bytes id, List<Pair> fields) {}

  record Range(@Nullable Long idle, String start, String end, long count, @Nullable Bytes owner) {}

  record Pending(Bytes key, Bytes group, @Nullable Range range) {}

  record Union(Bytes into, List<Bytes> keys, boolean scores) {}

  record Pop(List<Bytes> keys, Side side, long count) {}

  record Wait(List<Bytes> keys, long timeout) {}

  static final Command<Notes> PING =
      read("PING").takes(string("message").optional(Bytes.of("PONG"))).does(Notes::note);

  static final Command<Notes> ECHO = read("ECHO").takes(string("message")).does(Notes::note);

  static final Command<Notes> DEL =
      write("DEL").takes(key("key", Access.REMOVE).many()).does(Notes::note);

  static final Command<Notes> MSET =
      write("MSET")
          .takes(
              block("data", key("key", Access.OVERWRITE), string("value"), Pair::new)
                  .many()
                  .lacking("ERR wrong number of arguments for 'mset' command"))
          .does(Notes::note);

  private static final Arg<@Nullable Expiry> EXPIRY =
      SampleCommands.<Expiry>choices(
              integer("seconds").after("ex").map(n -> new Expiry("s", n)),
              integer("milliseconds").after("PX").map(n -> new Expiry("ms", n)),
              token("KEEPTTL", new Expiry("keep", 0)))
          .optional();

  static final Command<Notes> SET =
      write("SET")
          .takes(
              key("key", Access.OVERWRITE),
              string("value"),
              options(
                  oneOf("condition", token("NX", true), token("XX", false)).optional(),
                  flag("GET"),
                  EXPIRY,
                  SetOptions::new),
              Set::new)
          .does(Notes::note);

  private static final Arg<@Nullable Trim> TRIM =
      block(
              "trim",
              oneOf("strategy", token("MAXLEN", "MAXLEN"), token("MINID", "MINID")),
              oneOf("operator", token("=", "="), token("~", "~")).optional("="),
              integer("threshold").refuses("ERR bad threshold"),
              Trim::new)
          .optional();

  static final Command<Notes> XADD =
      write("XADD")
          .takes(
              key("key", Access.INSERT),
              flag("NOMKSTREAM"),
              TRIM,
              oneOf("id", token("*", Bytes.of("auto")), string("id")),
              block("data", string("field"), string("value"), Pair::new).many(),
              Add::new)
          .does(Notes::note);

  static final Command<Notes> XPENDING =
      read("XPENDING")
          .takes(
              key("key", Access.READ),
              string("group"),
              block(
                      "filters",
                      integer("min-idle-time").after("IDLE").optional(),
                      text("start"),
                      text("end"),
                      integer("count"),
                      string("consumer").optional(),
                      Range::new)
                  .optional(),
              Pending::new)
          .does(Notes::note);

  static final Command<Notes> ZUNIONSTORE =
      write("ZUNIONSTORE")
          .takes(
              key("destination", Access.OVERWRITE),
              countedKeys(Access.READ),
              flag("WITHSCORES"),
              Union::new)
          .does(Notes::note);

  static final Command<Notes> LMPOP =
      write("LMPOP")
          .takes(
              countedKeys(Access.TAKE),
              oneOf("where", Side.class),
              integer("count", 1, 100, "ERR count should be greater than 0")
                  .after("COUNT")
                  .optional(1L),
              Pop::new)
          .does(Notes::note);

  static final Command<Notes> HPERSIST =
      write("HPERSIST")
          .takes(
              key("key", Access.UPDATE),
              counted(integer("numfields", 0, 9), string("field")).after("FIELDS"),
              (key, fields) -> List.of(key, fields))
          .does(Notes::note);

  static final Command<Notes> BLPOP =
      write("BLPOP")
          .takes(key("key", Access.TAKE).manyBefore(1), integer("timeout"), Wait::new)
          .does(Notes::note);

  static final Command<Notes> XREAD =
      read("XREAD")
          .keys(
              new KeySpec(
                  Access.READ, new KeySpec.AfterKeyword("STREAMS", 1), new KeySpec.Range(-1, 1, 2)))
          .takes(
              integer("count").after("COUNT").optional(0L),
              text("word").many().after("STREAMS"),
              (count, streams) -> List.of(count, streams))
          .does(Notes::note);

  static final Command<Notes> SORT =
      write("SORT")
          .takes(
              key("key", Access.READ),
              options(
                  flag("ALPHA"),
                  key("destination", Access.OVERWRITE).after("STORE").optional(),
                  (alpha, into) -> into == null ? List.of(alpha) : List.of(alpha, into)),
              (key, options) -> List.of(key, options))
          .does(Notes::note);

  static final Command<Notes> SPUBLISH =
      read("SPUBLISH")
          .takes(
              key("shardchannel", Access.CHANNEL),
              string("message"),
              (channel, message) -> List.of(channel, message))
          .does(Notes::note);

  static final Command<Notes> KILL =
      read("KILL")
          .takes(
              Args.<String>anyOf(
                  "filter", text("address").after("ADDR"), text("user").after("USER")))
          .does(Notes::note);

  static final Command<Notes> COPIES =
      read("COPIES")
          .takes(
              string("path").after("TO").many(), flag("NOW"), (paths, now) -> List.of(paths, now))
          .does(Notes::note);

  static final Command<Notes> CONFIG =
      Command.<Notes>command("CONFIG", Family.SERVER)
          .contains(
              List.of(
                  read("GET").takes(text("parameter").many()).does(Notes::note),
                  read("RESETSTAT").takesNothing().does(Notes::note)));

  static final Command<Notes> XGROUP =
      Command.<Notes>command("XGROUP", Family.STREAM)
          .contains(
              List.of(
                  write("CREATE")
                      .takes(
                          key("key", Access.INSERT),
                          string("group"),
                          (key, group) -> List.of(key, group))
                      .does(Notes::note)));

  static final Command<Notes> COMMAND =
      read("COMMAND")
          .takesNothing()
          .does(Notes::note, List.of(read("COUNT").takesNothing().does(Notes::note)));

  static final List<Command<Notes>> ALL =
      List.of(
          PING,
          ECHO,
          DEL,
          MSET,
          SET,
          XADD,
          XPENDING,
          ZUNIONSTORE,
          LMPOP,
          HPERSIST,
          BLPOP,
          XREAD,
          SORT,
          SPUBLISH,
          KILL,
          COPIES,
          CONFIG,
          XGROUP,
          COMMAND);

  static final CommandTable<Notes> TABLE = new CommandTable<>(ALL);

  private SampleCommands() {}

  private static Declaration<Notes> read(String name) {
    return Command.command(name, Family.GENERIC, Trait.READONLY, Trait.FAST);
  }

  private static Declaration<Notes> write(String name) {
    return Command.command(name, Family.GENERIC, Trait.WRITE, Trait.DENY_OOM);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only handed on
  private static <T> Arg<T> choices(Arg<? extends T>... choices) {
    return oneOf("choice", choices);
  }

  /** What the handler of the request {@code line} is given; its refusal's text if it is refused. */
  static Object serve(String line) {
    Words words = Words.of(line.split(" "));
    Command<Notes> command = TABLE.find(words);
    if (command == null) {
      return "unknown command";
    }
    if (command.isContainer()) {
      return "unknown subcommand of " + command;
    }
    Notes notes = new Notes();
    Cursor cursor = new Cursor();
    cursor.reset(words, command.parent() == null ? 1 : 2);
    try {
      if (!command.accepts(words.count())) {
        throw Refusal.arity(command.fullName());
      }
      command.run(notes, cursor);
    } catch (Refusal refusal) {
      return refusal.text();
    }
    return notes.notes.getFirst();
  }
}
