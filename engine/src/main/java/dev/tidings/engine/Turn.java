package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.Outbox;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Segment;
import dev.tidings.protocol.Words;
import dev.tidings.settings.Configuration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A request served at one instant: the only way to the state. Made by the engine alone and handed
 * to the command's handler; good only until the handler returns.
 *
 * <p>Time and chance come from here, so that the same turns give the same state.
 *
 * <p>What the client is told of its own request goes to {@link #reply}; what others, or the client
 * itself as a subscriber, are told because of it goes through {@link #push}: a push to the own
 * session waits until the reply is complete.
 */
public final class Turn {
  private final Engine engine;
  private final Outbox deferred = new Outbox();
  private final RespWriter deferredWriter = new RespWriter(deferred);
  private @Nullable Session session;
  private @Nullable Command<Turn> command;
  private Words words = Words.of(new String[0]);
  private @Nullable RespWriter reply;
  private @Nullable SplittableRandom random;
  private boolean nested;
  private boolean scripted;
  private boolean changesData;
  private long errorsCounted;
  private long nowMicros;

  Turn(Engine engine) {
    this.engine = engine;
  }

  void begin(Session served, Words request, RespWriter writer) {
    session = served;
    words = request;
    reply = writer;
    random = null;
    nested = false;
    changesData = false;
    errorsCounted = 0;
  }

  /** Hands what was held back to the own session; after this the turn is over. */
  void end() {
    tellHeldBack();
    session = null;
    reply = null;
    command = null;
  }

  /** Hands what was held back to the own session. */
  void tellHeldBack() {
    if (!deferred.isEmpty() && session != null) {
      session.outbox().appendAll(deferred);
    }
  }

  /** Forgets what was held back: a handler broke, and nobody knows what its words are worth. */
  void abandon() {
    deferred.truncate(0);
    session = null;
    reply = null;
    command = null;
  }

  void at(long micros) {
    nowMicros = micros;
  }

  void serving(Command<Turn> served, Words request) {
    command = served;
    words = request;
    changesData |= served.has(Trait.WRITE);
  }

  /** Whether a request is being served: between turns there is none. */
  boolean isUnderWay() {
    return session != null;
  }

  /** The command that has begun; null before that. Inside EXEC the one that EXEC performs. */
  @Nullable Command<Turn> served() {
    return command;
  }

  /** Whether a command that changes data has begun: this one, or inside EXEC one before it. */
  boolean changesData() {
    return changesData;
  }

  /** What the reply has of errors belongs to requests that were counted: EXEC has not failed. */
  void onErrorsCounted() {
    errorsCounted = reply().errorCount();
  }

  /** How many errors the reply has of requests that were counted. */
  long errorsCounted() {
    return errorsCounted;
  }

  void nested(boolean inside) {
    nested = inside;
  }

  /** Milliseconds since 1970 at which this turn happens. */
  public long nowMillis() {
    return nowMicros / 1000;
  }

  /** Microseconds since 1970 at which this turn happens. */
  public long nowMicros() {
    return nowMicros;
  }

  /** The turn's own chance: the same seed gives the same numbers when the turn is run again. */
  public SplittableRandom random() {
    SplittableRandom present = random;
    if (present == null) {
      present = new SplittableRandom(engine.surroundings().chance());
      random = present;
    }
    return present;
  }

  /** The client that asks. */
  @SuppressWarnings("NullAway") // set by begin
  public Session session() {
    return session;
  }

  /** The client that asks; null between turns. */
  @Nullable Session client() {
    return session;
  }

  /** Whether {@code other} is the client that asks. */
  boolean isOf(Session other) {
    return session == other;
  }

  /** The command that is served. */
  @SuppressWarnings("NullAway") // set before a handler runs
  public Command<Turn> command() {
    return command;
  }

  /** The words of the request. */
  public Words words() {
    return words;
  }

  /** Where the answer goes. */
  @SuppressWarnings("NullAway") // set by begin
  public RespWriter reply() {
    return reply;
  }

  /** From here on the client is told replies, or is not. */
  void answer(ReplyMode mode) {
    session().replyMode(mode);
    reply = engine.dispatcher().writerFor(session());
  }

  /**
   * Where confirmations of subscriptions go: in place of a reply, but told even to a client that
   * wants no replies, since they are pushes.
   */
  public RespWriter confirmation() {
    return session().writer();
  }

  /** Whether this runs inside EXEC or a script: nothing may block. */
  public boolean isNested() {
    return nested;
  }

  /** Sends {@code frame} to {@code receiver}; to the own session after the reply. */
  public void push(Session receiver, Segment.Frame frame) {
    if (receiver == session) {
      deferred.append(frame);
    } else {
      receiver.send(frame);
    }
  }

  /** A writer for a push to {@code receiver}; {@link #pushed} must follow. */
  public RespWriter pushWriter(Session receiver) {
    if (receiver != session) {
      return receiver.writer();
    }
    deferredWriter.speak(receiver.protocol());
    return deferredWriter;
  }

  /** What was written to {@link #pushWriter} is complete. */
  public void pushed(Session receiver) {
    if (receiver != session) {
      receiver.announce();
    }
  }

  /**
   * Whether the keys that are looked up count as used (CLIENT NO-TOUCH; TOUCH uses them always).
   */
  boolean notesUses() {
    return session == null
        || !session.features().noTouch()
        || command == null
        || command.name().equals("touch");
  }

  /** The keys that the client works on: those of the database that it selected. */
  public Database database() {
    return engine.keyspace().database(session().database());
  }

  /** Whether a script asked for what runs now. */
  public boolean isScripted() {
    return scripted;
  }

  /** Runs another request inside this turn whose reply goes to {@code into}: a script's call. */
  public void perform(Command<Turn> inner, Words request, RespWriter into) {
    RespWriter outer = reply();
    reply = into;
    scripted = true;
    try {
      perform(inner, request);
    } finally {
      reply = outer;
      scripted = false;
    }
  }

  /** Runs another request inside this turn, as EXEC does; its reply follows in {@link #reply}. */
  void perform(Command<Turn> inner, Words request) {
    Command<Turn> outerCommand = command;
    Words outerWords = words;
    boolean outerNested = nested;
    nested = true;
    engine.dispatcher().run(this, inner, request);
    nested = outerNested;
    command = outerCommand;
    words = outerWords;
  }

  /** Answers one of several requests of this turn with a refusal. */
  void refuse(Refusal refusal) {
    engine.statistics().onError(refusal.text());
    reply().error(refusal.text());
  }

  /** The engine's rooms. */
  public Engine engine() {
    return engine;
  }

  /** Who listens where. */
  public Channels channels() {
    return engine.channels();
  }

  /** The settings. */
  public Configuration configuration() {
    return engine.configuration();
  }
}
