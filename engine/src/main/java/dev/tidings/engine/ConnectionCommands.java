package dev.tidings.engine;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.CLUSTER;
import static dev.tidings.command.Family.CONNECTION;
import static dev.tidings.command.Trait.ALLOW_BUSY;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.IN_SUBSCRIBER_MODE;
import static dev.tidings.command.Trait.IN_TRANSACTION;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.NO_AUTH;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.DataSettings;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client says about its own connection. */
final class ConnectionCommands {
  private ConnectionCommands() {}

  static final Command<Turn> PING =
      Command.<Turn>command("PING", CONNECTION, FAST, IN_SUBSCRIBER_MODE)
          .since("1.0.0")
          .summary("Answers PONG, or the message.")
          .complexity("O(1)")
          .tips("request_policy:all_shards", "response_policy:all_succeeded")
          .surplus(words -> Refusal.arity("ping"))
          .takes(string("message").optional())
          .does(ConnectionCommands::ping);

  static final Command<Turn> ECHO =
      Command.<Turn>command("ECHO", CONNECTION, LOADING, STALE, FAST)
          .since("1.0.0")
          .summary("Answers the message.")
          .complexity("O(1)")
          .takes(string("message"))
          .does((turn, message) -> turn.reply().bulk(message));

  static final Command<Turn> SELECT =
      Command.<Turn>command("SELECT", CONNECTION, LOADING, STALE, FAST)
          .since("1.0.0")
          .summary("Changes the database that keys are looked up in.")
          .complexity("O(1)")
          .takes(integer("index").map(ConnectionCommands::smallNumber))
          .does(ConnectionCommands::select);

  static final Command<Turn> QUIT =
      wayOut("QUIT")
          .since("1.0.0")
          .summary("Closes the connection after the reply.")
          .complexity("O(1)")
          .takes(string("ignored").manyOrNone())
          .does(ConnectionCommands::quit);

  static final Command<Turn> RESET =
      wayOut("RESET")
          .since("6.2.0")
          .summary("Makes the session as if it had just begun.")
          .complexity("O(N), N subscriptions")
          .takesNothing()
          .does(ConnectionCommands::reset);

  static final Command<Turn> READONLY =
      ofClusters("READONLY", LOADING, STALE, FAST)
          .summary("Allows reads from a replica of a cluster.")
          .complexity("O(1)")
          .takesNothing()
          .does(ConnectionCommands::refuseWithoutCluster);

  static final Command<Turn> READWRITE =
      ofClusters("READWRITE", LOADING, STALE, FAST)
          .summary("Ends what READONLY allowed.")
          .complexity("O(1)")
          .takesNothing()
          .does(ConnectionCommands::refuseWithoutCluster);

  static final Command<Turn> ASKING =
      ofClusters("ASKING", FAST)
          .summary("Announces a request that another node of a cluster sent here.")
          .complexity("O(1)")
          .takesNothing()
          .does(ConnectionCommands::refuseWithoutCluster);

  static final List<Command<Turn>> ALL =
      List.of(PING, ECHO, SELECT, QUIT, RESET, READONLY, READWRITE, ASKING, HelloCommand.HELLO);

  private static Declaration<Turn> ofClusters(String name, Trait... traits) {
    return Command.<Turn>command(name, CLUSTER, traits)
        .categories(Category.CONNECTION)
        .since("3.0.0");
  }

  /** A way out of every state that a session can be in: no condition may bar it. */
  private static Declaration<Turn> wayOut(String name) {
    return Command.<Turn>command(
        name,
        CONNECTION,
        NOSCRIPT,
        LOADING,
        STALE,
        FAST,
        NO_AUTH,
        ALLOW_BUSY,
        IN_SUBSCRIBER_MODE,
        IN_TRANSACTION);
  }

  private static void ping(Turn turn, @Nullable Bytes message) {
    Session session = turn.session();
    RespWriter reply = turn.reply();
    if (session.isSubscriber() && session.protocol() == 2) {
      reply.array(2);
      reply.bulk("pong");
      reply.bulk(message == null ? Bytes.EMPTY : message);
    } else if (message == null) {
      reply.simple("PONG");
    } else {
      reply.bulk(message);
    }
  }

  private static void select(Turn turn, long index) {
    if (index < 0 || index >= turn.configuration().value(DataSettings.DATABASES)) {
      throw new Refusal("ERR DB index is out of range");
    }
    turn.session().select((int) index);
    turn.reply().ok();
  }

  private static long smallNumber(long number) {
    if (number != (int) number) {
      throw new Refusal("ERR value is out of range, value must between -2147483648 and 2147483647");
    }
    return number;
  }

  private static void refuseWithoutCluster(Turn turn, None none) {
    throw new Refusal("ERR This instance has cluster support disabled");
  }

  private static void reset(Turn turn, None none) {
    Session session = turn.session();
    turn.engine().invalidations().track(session, null);
    session.features().reset();
    session.exchangeFieldSets(null);
    session.select(0);
    TransactionCommands.abandon(turn);
    turn.channels().leaveAll(session);
    session.identity().name(Bytes.EMPTY);
    session.speak(2);
    turn.engine().access().forget(session);
    if (session.replyMode() == ReplyMode.OFF) {
      turn.answer(ReplyMode.ON);
    }
    turn.reply().simple("RESET");
  }

  private static void quit(Turn turn, List<Bytes> ignored) {
    turn.reply().ok();
    turn.session().close(true);
  }
}
