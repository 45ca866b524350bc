package dev.tidings.engine;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Args.token;
import static dev.tidings.command.Family.CONNECTION;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.command.WholeNumber;
import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** CLIENT: what a client says and asks of its own session, and of those of others. */
final class ClientCommands {
  private ClientCommands() {}

  /** What CLIENT LIST is asked for: a class, some ids, or all. */
  record ListRequest(@Nullable ClientClass type, @Nullable List<Long> ids) {}

  record SetInfo(String attribute, Bytes value) {}

  record PauseRequest(Bytes millis, Pause.Extent extent) {}

  record Unblock(Bytes id, boolean withError) {}

  /** Numbers that are read after the word behind them, whose faults are told first. */
  private static final Arg<Bytes> ID =
      Args.custom(Shape.of("client-id", Shape.Kind.INTEGER), Cursor::next);

  private static final Arg<Bytes> TIMEOUT =
      Args.custom(Shape.of("timeout", Shape.Kind.INTEGER), Cursor::next);

  private static final Arg<Pause.Extent> EXTENT =
      Args.custom(
          oneOf("mode", token("WRITE", 0), token("ALL", 1)).shape().asOptional(),
          ClientCommands::readExtent);

  private static final Arg<Boolean> WITH_ERROR =
      Args.custom(
          oneOf("unblock-type", token("TIMEOUT", 0), token("ERROR", 1)).shape().asOptional(),
          ClientCommands::readWithError);

  private static final Arg<Long> LISTED_ID =
      integer("client-id", Long.MIN_VALUE, Long.MAX_VALUE, "ERR Invalid client ID");
  private static final Arg<Boolean> ENABLED =
      oneOf("enabled", token("ON", true), token("OFF", false));

  private static final Arg<ListRequest> LIST_REQUEST =
      Args.custom(
          Shape.oneOf(
                  "filter",
                  List.of(
                      ClientFilter.TYPE.after("TYPE").shape(),
                      LISTED_ID.many().after("ID").shape()))
              .asOptional(),
          ClientCommands::readListRequest);

  static final Command<Turn> CLIENT =
      Containers.container(
          Command.<Turn>command("CLIENT", CONNECTION)
              .since("2.4.0")
              .summary("Tells about clients and changes what they may do.")
              .complexity("Depends on the subcommand."),
          subcommands());

  private static List<Command<Turn>> subcommands() {
    List<Command<Turn>> all = new ArrayList<>();
    all.addAll(ofIdentity());
    all.addAll(ofOthers());
    all.addAll(ofBehaviour());
    all.addAll(TrackingCommands.ALL);
    all.sort(Comparator.comparing(Command::name));
    return all;
  }

  private static List<Command<Turn>> ofIdentity() {
    return List.of(
        own("ID", "5.0.0")
            .summary("Tells the number of this client.")
            .complexity("O(1)")
            .takesNothing()
            .does((turn, none) -> turn.reply().integer(turn.session().id())),
        own("INFO", "6.2.0")
            .summary("Tells about this client what CLIENT LIST tells about each.")
            .complexity("O(1)")
            .tips("nondeterministic_output")
            .takesNothing()
            .does((turn, none) -> tell(turn, List.of(turn.session()))),
        own("GETNAME", "2.6.9")
            .summary("Tells the name of this client.")
            .complexity("O(1)")
            .takesNothing()
            .does(ClientCommands::tellName),
        own("SETNAME", "2.6.9")
            .summary("Gives this client a name, or takes it with an empty one.")
            .complexity("O(1)")
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .takes(string("connection-name"))
            .does(ClientCommands::name),
        own("SETINFO", "7.2.0")
            .summary("Tells which library this client uses.")
            .complexity("O(1)")
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .takes(
                Args.custom(
                    oneOf("attr", token("LIB-NAME", 0), token("LIB-VER", 1)).shape(),
                    Cursor::nextText),
                string("value"),
                SetInfo::new)
            .does(ClientCommands::setInfo));
  }

  private static List<Command<Turn>> ofOthers() {
    return List.of(
        others("LIST", "2.4.0")
            .summary("Tells about the clients, one on each line.")
            .complexity("O(N), N clients")
            .tips("nondeterministic_output")
            .takes(LIST_REQUEST)
            .does(ClientCommands::list),
        others("KILL", "2.4.0")
            .summary("Closes the connections of clients.")
            .complexity("O(N), N clients")
            .takes(ClientFilter.ARGUMENT)
            .does(ClientCommands::kill),
        others("PAUSE", "3.0.0")
            .summary("Lets requests wait for some time.")
            .complexity("O(1)")
            .takes(TIMEOUT, EXTENT, PauseRequest::new)
            .does(ClientCommands::pause),
        others("UNPAUSE", "6.2.0")
            .summary("Lets requests that wait go on.")
            .complexity("O(N), N clients that wait")
            .takesNothing()
            .does(ClientCommands::unpause),
        others("UNBLOCK", "5.0.0")
            .summary("Ends the wait of a client that is blocked.")
            .complexity("O(log N), N clients that wait")
            .takes(ID, WITH_ERROR, Unblock::new)
            .does(ClientCommands::unblock));
  }

  private static List<Command<Turn>> ofBehaviour() {
    return List.of(
        own("REPLY", "3.2.0")
            .summary("Says whether requests of this client are answered.")
            .complexity("O(1)")
            .takes(
                oneOf(
                    "action",
                    token("ON", ReplyMode.ON),
                    token("OFF", ReplyMode.OFF),
                    token("SKIP", ReplyMode.SKIP_NEXT)))
            .does(ClientCommands::reply),
        others("NO-EVICT", "7.0.0")
            .summary("Says whether this client may be closed when clients take too much memory.")
            .complexity("O(1)")
            .takes(ENABLED)
            .does((turn, on) -> {
              turn.session().features().noEvict(on);
              turn.reply().ok();
            }),
        own("NO-TOUCH", "7.2.0")
            .summary("Says whether reads of this client leave the age of keys as it is.")
            .complexity("O(1)")
            .takes(ENABLED)
            .does((turn, on) -> {
              turn.session().features().noTouch(on);
              turn.reply().ok();
            }),
        own("CAPA", "7.2.0")
            .summary("Tells what this client understands; what is unknown is passed over.")
            .complexity("O(1)")
            .takes(text("capability").many())
            .does(ClientCommands::capabilities));
  }

  /** The beginning of a subcommand by which a client speaks of itself. */
  static Declaration<Turn> own(String name, String since) {
    return Command.<Turn>command(name, CONNECTION, NOSCRIPT, LOADING, STALE).since(since);
  }

  private static Declaration<Turn> others(String name, String since) {
    return Command.<Turn>command(name, CONNECTION, ADMIN, NOSCRIPT, LOADING, STALE).since(since);
  }

  /** Whether {@code command} is a subcommand of CLIENT. */
  static boolean isOne(@Nullable Command<Turn> command) {
    return command != null && command.parent() == CLIENT;
  }

  private static ListRequest readListRequest(Cursor cursor) {
    if (!cursor.hasNext()) {
      return new ListRequest(null, null);
    }
    String word = cursor.nextText();
    if (word.equalsIgnoreCase("TYPE") && cursor.remaining() == 1) {
      return new ListRequest(ClientFilter.TYPE.read(cursor), null);
    }
    if (word.equalsIgnoreCase("ID") && cursor.hasNext()) {
      return new ListRequest(null, LISTED_ID.many().read(cursor));
    }
    throw Refusal.syntax();
  }

  private static void list(Turn turn, ListRequest request) {
    List<Session> listed = new ArrayList<>();
    if (request.ids != null) {
      for (long id : request.ids) {
        Session session = turn.engine().sessions().find(id);
        if (session != null) {
          listed.add(session);
        }
      }
    } else {
      for (Session session : turn.engine().sessionsById()) {
        if (request.type == null || ClientClass.of(session) == request.type) {
          listed.add(session);
        }
      }
    }
    tell(turn, listed);
  }

  private static void tell(Turn turn, List<Session> sessions) {
    StringBuilder text = new StringBuilder();
    for (Session session : sessions) {
      ClientLine.append(text, turn.engine(), session);
      text.append('\n');
    }
    turn.reply().verbatim("txt", text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void tellName(Turn turn, None none) {
    Bytes name = turn.session().name();
    if (name.length() == 0) {
      turn.reply().nullBulk();
    } else {
      turn.reply().bulk(name);
    }
  }

  private static void name(Turn turn, Bytes name) {
    checkName(name);
    turn.session().identity().name(name);
    turn.reply().ok();
  }

  /** Refuses names that would make a line of CLIENT LIST ambiguous. */
  static void checkName(Bytes name) {
    if (!isPlain(name)) {
      throw new Refusal("ERR Client names cannot contain spaces, newlines or special characters.");
    }
  }

  private static boolean isPlain(Bytes text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.at(i) < '!' || text.at(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static void setInfo(Turn turn, SetInfo info) {
    boolean isName = info.attribute.equalsIgnoreCase("LIB-NAME");
    if (!isName && !info.attribute.equalsIgnoreCase("LIB-VER")) {
      throw new Refusal("ERR Unrecognized option '" + Refusal.shown(info.attribute) + "'");
    }
    if (!isPlain(info.value)) {
      throw new Refusal(
          "ERR " + info.attribute + " cannot contain spaces, newlines or special characters.");
    }
    if (isName) {
      turn.session().identity().libraryName(info.value);
    } else {
      turn.session().identity().libraryVersion(info.value);
    }
    turn.reply().ok();
  }

  private static void kill(Turn turn, ClientFilter filter) {
    Session asking = turn.session();
    Predicate<Session> meant = filter.of(asking, turn.nowMillis(), turn.engine().access());
    int killed = 0;
    for (Session session : turn.engine().sessionsById()) {
      if (meant.test(session)) {
        killed++;
        if (session != asking) {
          turn.engine().drop(session);
        }
      }
    }
    if (!filter.onlyAddress()) {
      turn.reply().integer(killed);
    } else if (killed == 0) {
      throw new Refusal("ERR No such client");
    } else {
      turn.reply().ok();
    }
    if (meant.test(asking)) {
      asking.close(true);
    }
  }

  private static Pause.Extent readExtent(Cursor cursor) {
    if (!cursor.hasNext()) {
      return Pause.Extent.ALL;
    }
    checkLast(cursor);
    String mode = cursor.nextText();
    if (mode.equalsIgnoreCase("WRITE")) {
      return Pause.Extent.WRITES;
    }
    if (mode.equalsIgnoreCase("ALL")) {
      return Pause.Extent.ALL;
    }
    throw new Refusal("ERR CLIENT PAUSE mode must be WRITE or ALL");
  }

  /** Refuses words behind the next one. */
  private static void checkLast(Cursor cursor) {
    if (cursor.remaining() > 1) {
      throw Refusal.wrongSubcommand(cursor.words());
    }
  }

  private static void pause(Turn turn, PauseRequest request) {
    long millis = WholeNumber.of(request.millis, "ERR timeout is not an integer or out of range");
    if (millis < 0) {
      throw new Refusal("ERR timeout is negative");
    }
    if (millis > Long.MAX_VALUE - turn.nowMillis()) {
      throw new Refusal("ERR timeout is out of range");
    }
    if (millis > 0) {
      turn.engine().pause().begin(request.extent, turn.nowMillis() + millis);
    }
    turn.reply().ok();
  }

  private static void unpause(Turn turn, None none) {
    turn.engine().pause().end();
    turn.reply().ok();
  }

  private static boolean readWithError(Cursor cursor) {
    if (!cursor.hasNext()) {
      return false;
    }
    checkLast(cursor);
    String reason = cursor.nextText();
    if (!reason.equalsIgnoreCase("TIMEOUT") && !reason.equalsIgnoreCase("ERROR")) {
      throw new Refusal("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    }
    return reason.equalsIgnoreCase("ERROR");
  }

  private static void unblock(Turn turn, Unblock request) {
    long id = WholeNumber.of(request.id);
    Session session = turn.engine().sessions().find(id);
    Parking parking = session == null ? null : session.parking();
    if (parking == null) {
      turn.reply().integer(0);
      return;
    }
    if (request.withError) {
      parking.onInterrupt(new Refusal("UNBLOCKED client unblocked via CLIENT UNBLOCK"));
    } else {
      parking.onTimeout();
    }
    turn.reply().integer(1);
  }

  private static void reply(Turn turn, ReplyMode mode) {
    Session session = turn.session();
    switch (mode) {
      case ON -> {
        turn.answer(ReplyMode.ON);
        turn.reply().ok();
      }
      case OFF -> turn.answer(ReplyMode.OFF);
      case SKIP, SKIP_NEXT -> {
        if (session.replyMode() != ReplyMode.OFF) {
          session.replyMode(ReplyMode.SKIP_NEXT);
        }
      }
    }
  }

  private static void capabilities(Turn turn, List<String> names) {
    if (names.stream().anyMatch(name -> name.equalsIgnoreCase("redirect"))) {
      turn.session().features().followsRedirects(true);
    }
    turn.reply().ok();
  }
}
