package dev.tidings.engine;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.CONNECTION;
import static dev.tidings.command.Trait.ALLOW_BUSY;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.NO_AUTH;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HELLO: which protocol a client speaks, who it is, and what it talks to. */
final class HelloCommand {
  /** The version of Redis that clients are told they talk to: they choose what to send by it. */
  static final String REDIS_VERSION = "7.4.1";

  private HelloCommand() {}

  record Login(Bytes user, Bytes password) {}

  /** A protocol of 0 means the one that is spoken. */
  record Greeting(long protocol, @Nullable Login login, @Nullable Bytes name) {}

  private static final Arg<Long> PROTOCOL =
      integer(
          "protover",
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          "ERR Protocol version is not an integer or out of range");

  private static final Arg<Login> LOGIN =
      block("auth", string("username"), string("password"), Login::new).after("AUTH");

  private static final Arg<Bytes> NAME = string("clientname").after("SETNAME");

  private static final Arg<Greeting> GREETING =
      Args.custom(
          Shape.block(
                  "arguments",
                  List.of(PROTOCOL.shape(), LOGIN.shape().asOptional(), NAME.shape().asOptional()))
              .asOptional(),
          HelloCommand::read);

  static final Command<Turn> HELLO =
      Command.<Turn>command(
              "HELLO", CONNECTION, NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
          .since("6.0.0")
          .summary("Chooses the protocol, and may say who the client is.")
          .complexity("O(1)")
          .takes(GREETING)
          .does(HelloCommand::greet);

  private static Greeting read(Cursor cursor) {
    if (!cursor.hasNext()) {
      return new Greeting(0, null, null);
    }
    long protocol = PROTOCOL.read(cursor);
    if (protocol < 2 || protocol > 3) {
      throw new Refusal("NOPROTO unsupported protocol version");
    }
    Login login = null;
    Bytes name = null;
    while (cursor.hasNext()) {
      String option = cursor.nextText();
      if (option.equalsIgnoreCase("AUTH") && cursor.remaining() >= 2) {
        login = new Login(cursor.next(), cursor.next());
      } else if (option.equalsIgnoreCase("SETNAME") && cursor.hasNext()) {
        name = cursor.next();
        ClientCommands.checkName(name);
      } else {
        throw new Refusal("ERR Syntax error in HELLO option '" + Refusal.shown(option) + "'");
      }
    }
    return new Greeting(protocol, login, name);
  }

  private static void greet(Turn turn, Greeting greeting) {
    Session session = turn.session();
    if (greeting.login != null) {
      Refusal refusal =
          turn.engine()
              .access()
              .authenticate(session, greeting.login.user, greeting.login.password);
      if (refusal != null) {
        throw refusal;
      }
    }
    if (!session.identity().authenticated()) {
      throw new Refusal(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " <proto> AUTH <user> <pass> option can be used to authenticate the client and"
              + " select the RESP protocol version at the same time");
    }
    if (greeting.name != null) {
      session.identity().name(greeting.name);
    }
    if (greeting.protocol != 0) {
      session.speak((int) greeting.protocol);
      turn.reply().speak((int) greeting.protocol);
    }
    tell(turn.reply(), session);
  }

  private static void tell(RespWriter reply, Session session) {
    reply.map(7);
    reply.bulk("server");
    reply.bulk("redis");
    reply.bulk("version");
    reply.bulk(REDIS_VERSION);
    reply.bulk("proto");
    reply.integer(session.protocol());
    reply.bulk("id");
    reply.integer(session.id());
    reply.bulk("mode");
    reply.bulk("standalone");
    reply.bulk("role");
    reply.bulk("master");
    reply.bulk("modules");
    reply.array(0);
  }
}
