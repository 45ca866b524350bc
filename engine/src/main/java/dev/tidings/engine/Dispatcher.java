package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.CommandTable;
import dev.tidings.command.Condition;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.Outbox;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request: found, admitted, queued or run, answered, counted.
 *
 * <pre>
 *   words ─► command ─► number of words ─► conditions ─► rights ─┬─► queue (MULTI)
 *            unknown?   wrong?             barred?       denied? └─► run ─► reply ─► held-back pushes
 * </pre>
 */
final class Dispatcher {
  private static final int SHOWN_BYTES = 128;

  private final Engine engine;
  private final CommandTable<Turn> table;
  private final Statistics statistics;
  private Turn turn;
  private final Eviction eviction;
  private final Invalidations invalidations;
  private final RespWriter mute = new RespWriter(new Outbox());
  private final Cursor cursor = new Cursor();
  private int conditions;
  private long sinceNanos;

  Dispatcher(Engine engine, CommandTable<Turn> table, Statistics statistics, Turn turn) {
    this.engine = engine;
    this.table = table;
    this.statistics = statistics;
    this.turn = turn;
    this.eviction = engine.keyspace().eviction();
    this.invalidations = engine.invalidations();
  }

  /** Puts a condition of the whole server in force, or lifts it. */
  void set(Condition condition, boolean inForce) {
    conditions = inForce ? conditions | condition.bit() : conditions & ~condition.bit();
  }

  /** Serves requests in this turn from now on. */
  void use(Turn other) {
    turn = other;
  }

  /** Whether a condition of the whole server is in force. */
  boolean isInForce(Condition condition) {
    return (conditions & condition.bit()) != 0;
  }

  /** The time is now {@code nanos}: the next request is measured from here. */
  void startAt(long nanos) {
    sinceNanos = nanos;
  }

  /** When the last request ended, or the first one began. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** Serves one request of {@code session}, all of its reply included. */
  void serve(Session session, Words words) {
    turn.begin(session, words, writerFor(session));
    Command<Turn> command = table.find(words);
    if (command != null) {
      session.onCommand(command, turn.nowMillis());
    } else if (CrossProtocol.cut(engine, session, words)) {
      turn.end();
      return;
    }
    Refusal refusal = admit(session, command, words);
    if (refusal != null) {
      refuse(session, command, refusal);
    } else if (command != null) {
      if (engine.pause().holds(session, command, words)) {
        engine.pause().hold(session, words);
        turn.end();
        return;
      }
      if (session.transaction() != null && !command.has(Trait.IN_TRANSACTION)) {
        session.transaction().add(command, words);
        turn.reply().simple("QUEUED");
      } else {
        run(turn, command, words);
      }
    }
    turn.end();
    onServed(session, command);
  }

  /** Ends what holds for one request only. */
  private void onServed(Session session, @Nullable Command<Turn> command) {
    if (session.replyMode() != ReplyMode.ON) {
      session.replyMode(session.replyMode().next());
      mute.outbox().truncate(0);
    }
    Tracking tracking = session.tracking();
    if (tracking != null
        && tracking.caching()
        && session.transaction() == null
        && !ClientCommands.isOne(command)) {
      tracking.caching(false);
    }
  }

  /** Where the answers to {@code session} go, as long as it does not choose otherwise. */
  RespWriter writerFor(Session session) {
    if (session.replyMode().isTold()) {
      return session.writer();
    }
    mute.speak(session.protocol());
    return mute;
  }

  private void refuse(Session session, @Nullable Command<Turn> command, Refusal refusal) {
    if (command != null) {
      statistics.of(command).rejected++;
    }
    statistics.onError(refusal.text());
    if (command == TransactionCommands.EXEC) {
      TransactionCommands.abandon(turn);
      String text = refusal.text();
      turn.reply()
          .error(
              "EXECABORT Transaction discarded because of: "
                  + (text.startsWith("ERR ") ? text.substring(4) : text));
      return;
    }
    if (session.transaction() != null) {
      session.transaction().fail();
    }
    turn.reply().error(refusal.text());
  }

  /** Why the request is refused before it is looked at; null if it is not. */
  private @Nullable Refusal admit(Session session, @Nullable Command<Turn> command, Words words) {
    if (command == null) {
      return unknownCommand(words);
    }
    if (!command.subcommands().isEmpty() && words.count() > 1) {
      return unknownSubcommand(words);
    }
    if (!command.accepts(words.count())) {
      return Refusal.arity(command.fullName());
    }
    int barring = (conditions | session.conditions()) & command.barredBy();
    if ((barring & Condition.NOT_AUTHENTICATED.bit()) != 0) {
      return new Refusal(Condition.NOT_AUTHENTICATED.text());
    }
    if (session.transaction() != null && command.has(Trait.NO_MULTI)) {
      return new Refusal("ERR Command not allowed inside a transaction");
    }
    Refusal denied = engine.access().deny(session, command, words);
    if (denied != null) {
      return denied;
    }
    if (eviction.isLimited()) {
      Refusal full = eviction.admit(session, command);
      turn.tellHeldBack(); // that keys had to go is told before the reply, which has not begun
      if (full != null) {
        return full;
      }
    }
    return barring == 0 ? null : barred(barring, command);
  }

  private static Refusal barred(int barring, Command<Turn> command) {
    for (Condition condition : Condition.values()) {
      if ((barring & condition.bit()) != 0) {
        return new Refusal(
            condition == Condition.SUBSCRIBER_MODE
                ? "ERR Can't execute '"
                    + command.fullName()
                    + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed"
                    + " in this context"
                : condition.text());
      }
    }
    throw new IllegalStateException("no condition bars " + command);
  }

  /** Runs an admitted request in {@code running}; counts and times it. */
  void run(Turn running, Command<Turn> command, Words words) {
    long beganNanos = sinceNanos;
    running.serving(command, words);
    RespWriter reply = running.reply();
    long mark = reply.outbox().mark();
    long errorsBefore = reply.errorCount();
    cursor.reset(words, command.parent() == null ? 1 : 2);
    try {
      command.run(running, cursor);
    } catch (Refusal refusal) {
      reply.outbox().truncate(mark);
      reply.error(refusal.text());
    }
    long nanos = engine.clock().nanos();
    long took = nanos - beganNanos;
    sinceNanos = nanos;
    Session session = running.session();
    if (session.tracking() != null) {
      invalidations.onServed(session, command, words);
    }
    Observation observation = engine.observation();
    if (session.parking() != null) {
      session.parking().onParked(took);
      observation.onParked(running, command, words);
      return;
    }
    count(running, command, took, errorsBefore);
    if (took >= observation.fromNanos()) {
      observation.onServed(running, command, words, took, reply.outbox().mark() - mark);
    }
  }

  /**
   * A request that waited is answered: it is counted now, as one that took the {@code nanos} that
   * were spent on it.
   *
   * @param mark the place in the outbox where the answer begins
   * @param errorsBefore the reply's count of errors before the answer
   */
  void onAnswered(Turn answered, long nanos, long mark, long errorsBefore) {
    Command<Turn> command = answered.command();
    count(answered, command, nanos, errorsBefore);
    Observation observation = engine.observation();
    if (nanos >= observation.fromNanos()) {
      long replyBytes = answered.reply().outbox().mark() - mark;
      observation.onAnswered(answered, command, answered.words(), nanos, replyBytes);
    }
  }

  private void count(Turn served, Command<Turn> command, long nanos, long errorsBefore) {
    RespWriter reply = served.reply();
    boolean failed = reply.errorCount() > Math.max(errorsBefore, served.errorsCounted());
    if (failed && !reply.lastError().isEmpty()) {
      statistics.onError(reply.lastError());
    }
    statistics.onServed(command, nanos, failed);
    served.session().onServed();
  }

  /** The command's name and the arguments are echoed, 128 bytes of each at most. */
  private static Refusal unknownCommand(Words words) {
    if (words.count() == 1) {
      return new Refusal("ERR unknown command '" + shown(words, 0, SHOWN_BYTES) + "'");
    }
    StringBuilder arguments = new StringBuilder();
    for (int i = 1; i < words.count() && arguments.length() < SHOWN_BYTES; i++) {
      String argument = shown(words, i, SHOWN_BYTES - arguments.length());
      arguments.append('\'').append(argument).append("' ");
    }
    String refusal = "ERR unknown command '" + shown(words, 0, SHOWN_BYTES) + "'";
    return new Refusal(
        words.count() == 1 ? refusal : refusal + ", with args beginning with: " + arguments);
  }

  private static Refusal unknownSubcommand(Words words) {
    return new Refusal(
        "ERR unknown subcommand '"
            + shown(words, 1, SHOWN_BYTES)
            + "'. Try "
            + shown(words, 0, SHOWN_BYTES).toUpperCase(Locale.ROOT)
            + " HELP.");
  }

  /** A word as refusals show it, no longer than {@code most}. */
  private static String shown(Words words, int index, int most) {
    String text = Refusal.shown(words.latin1(index));
    return text.substring(0, Math.min(text.length(), most));
  }
}
