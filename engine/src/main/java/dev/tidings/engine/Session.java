package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Condition;
import dev.tidings.protocol.Outbox;
import dev.tidings.protocol.ReaderLimits;
import dev.tidings.protocol.RequestReader;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Segment;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One client as the engine knows it: who it is, what it subscribed to, what it has queued, and the
 * two ends of its conversation: a reader of requests and an outbox of replies and pushes.
 *
 * <p>Touched only inside a turn. The server may read the plain facts ({@link #id}, {@link #peer})
 * at any time.
 */
public final class Session {
  private final long id;
  private final Wire wire;
  private final Peer peer;
  private final long createdMillis;
  private final RequestReader requests = new RequestReader(ReaderLimits.DEFAULT);
  private final Outbox outbox = new Outbox();
  private final RespWriter writer = new RespWriter(outbox);
  private final Features features = new Features();
  private final Identity identity;

  private int conditions;
  private int database;
  private @Nullable Subscriptions subscriptions;
  private @Nullable Transaction transaction;
  private @Nullable WatchedKeys watched;
  private @Nullable Tracking tracking;
  private @Nullable FieldSets fieldSets;
  private @Nullable Parking parking;
  private @Nullable Words held;
  private ReplyMode replyMode = ReplyMode.ON;
  private OutboxWatch watch;
  private @Nullable Command<Turn> lastCommand;
  private long lastActiveMillis;
  private long commandCount;
  private long readBytes;
  private long writtenBytes;
  private long aboveSoftSinceMillis;
  private long weighedBytes;
  private boolean announced;
  private boolean closing;
  private boolean closed;

  Session(long id, Wire wire, Peer peer, long nowMillis, Identity identity, OutboxWatch watch) {
    this.id = id;
    this.wire = wire;
    this.peer = peer;
    this.createdMillis = nowMillis;
    this.lastActiveMillis = nowMillis;
    this.identity = identity;
    this.watch = watch;
  }

  /** A number that no other session of this server has had. */
  public long id() {
    return id;
  }

  /** The other end. */
  public Peer peer() {
    return peer;
  }

  /** When it connected, in milliseconds since 1970. */
  public long createdMillis() {
    return createdMillis;
  }

  /** The number of the I/O thread that its connection belongs to. */
  int loop() {
    return wire.loop();
  }

  /** The requests that arrived. */
  public RequestReader requests() {
    return requests;
  }

  /** What waits to be written. */
  public Outbox outbox() {
    return outbox;
  }

  /** Writes to the outbox in the protocol that the client speaks. */
  public RespWriter writer() {
    return writer;
  }

  /** The user and what the client told of itself. */
  public Identity identity() {
    return identity;
  }

  /** What the client switched on or off for its connection. */
  public Features features() {
    return features;
  }

  /** 2 or 3. */
  public int protocol() {
    return writer.protocol();
  }

  /** Speaks RESP {@code version} from now on. */
  public void speak(int version) {
    writer.speak(version);
    updateSubscriberMode();
  }

  /** The number of the selected database. */
  public int database() {
    return database;
  }

  /** Selects a database. */
  public void select(int number) {
    this.database = number;
  }

  /** What the client subscribed to; null while that is nothing. */
  public @Nullable Subscriptions subscriptions() {
    return subscriptions;
  }

  /** What the client subscribed to, made if need be. */
  public Subscriptions subscriptionsOrNew() {
    Subscriptions present = subscriptions;
    if (present == null) {
      present = new Subscriptions();
      subscriptions = present;
    }
    return present;
  }

  /** Called after each change of the subscriptions: drops empty ones and sets the mode. */
  public void onSubscriptions() {
    Subscriptions present = subscriptions;
    if (present != null && present.total() == 0) {
      subscriptions = null;
    }
    watch = watch.forSubscriber(subscriptions != null);
    updateSubscriberMode();
  }

  /** Whether the client has a subscription of any kind. */
  public boolean isSubscriber() {
    return subscriptions != null;
  }

  private void updateSubscriberMode() {
    set(Condition.SUBSCRIBER_MODE, subscriptions != null && protocol() == 2);
  }

  /** The queued transaction; null outside of MULTI. */
  public @Nullable Transaction transaction() {
    return transaction;
  }

  /** Begins or ends a transaction. */
  public void transaction(@Nullable Transaction begun) {
    this.transaction = begun;
  }

  /** The bytes of the requests that wait for EXEC. */
  long queuedBytes() {
    return transaction == null ? 0 : transaction.bytes();
  }

  /** The keys that it watches; null while there is none. */
  @Nullable WatchedKeys watched() {
    return watched;
  }

  /** Set by {@link KeyspaceWatchers} alone. */
  void watched(@Nullable WatchedKeys keys) {
    this.watched = keys;
  }

  /** The fields that HIMPORT has prepared. */
  public FieldSets fieldSets() {
    FieldSets present = fieldSets;
    if (present == null) {
      present = new FieldSets();
      fieldSets = present;
    }
    return present;
  }

  /** Lets it have others, null for none; what it had before. */
  public @Nullable FieldSets exchangeFieldSets(@Nullable FieldSets others) {
    FieldSets before = fieldSets;
    fieldSets = others;
    return before;
  }

  /** The bytes of the fields that HIMPORT has prepared. */
  long preparedBytes() {
    return fieldSets == null ? 0 : fieldSets.heldBytes();
  }

  /** What CLIENT TRACKING set; null while it is off. */
  public @Nullable Tracking tracking() {
    return tracking;
  }

  /** Set by {@link Invalidations} alone. */
  void tracking(@Nullable Tracking begun) {
    this.tracking = begun;
  }

  /** What CLIENT REPLY set. */
  ReplyMode replyMode() {
    return replyMode;
  }

  void replyMode(ReplyMode mode) {
    this.replyMode = mode;
  }

  /** The conditions in force for this session, as a mask. */
  int conditions() {
    return conditions;
  }

  /** Whether {@code condition} is in force for this session. */
  boolean is(Condition condition) {
    return (conditions & condition.bit()) != 0;
  }

  void set(Condition condition, boolean inForce) {
    conditions = inForce ? conditions | condition.bit() : conditions & ~condition.bit();
  }

  /** It has to say who it is before anything else, or has done so. */
  void stranger(boolean stranger) {
    set(Condition.NOT_AUTHENTICATED, stranger);
    watch = watch.forStranger(stranger);
  }

  /** The limits that its outbox is held to. */
  OutboxWatch watch() {
    return watch;
  }

  /** The last command that it sent, for CLIENT LIST. */
  public @Nullable Command<Turn> lastCommand() {
    return lastCommand;
  }

  void onCommand(Command<Turn> command, long nowMillis) {
    lastCommand = command;
    lastActiveMillis = nowMillis;
  }

  /** A command of it ran to its end: one by one those of EXEC and of scripts, too. */
  void onServed() {
    commandCount++;
  }

  /** When something last came from it or was written to it, in milliseconds since 1970. */
  public long lastActiveMillis() {
    return lastActiveMillis;
  }

  /** How many commands ran for it, those of EXEC and of scripts included. */
  public long commandCount() {
    return commandCount;
  }

  /** Bytes read from it. */
  public long readBytes() {
    return readBytes;
  }

  /** Bytes written to it. */
  public long writtenBytes() {
    return writtenBytes;
  }

  void onRead(int bytes, long nowMillis) {
    readBytes += bytes;
    lastActiveMillis = nowMillis;
  }

  void onWritten(long bytes, long nowMillis) {
    outbox.onWritten(bytes);
    writtenBytes += bytes;
    lastActiveMillis = nowMillis;
    if (aboveSoftSinceMillis != 0 && outbox.pendingBytes() < watch.softBytes()) {
      aboveSoftSinceMillis = 0;
    }
  }

  /** Since when the outbox has been above its soft limit without a break; 0 if it is not. */
  long aboveSoftSinceMillis() {
    return aboveSoftSinceMillis;
  }

  void aboveSoftSince(long millis) {
    this.aboveSoftSinceMillis = millis;
  }

  /** Sends a frame that others get too. */
  public void send(Segment.Frame frame) {
    outbox.append(frame);
    announce();
  }

  /** To be called after something was written to {@link #writer} outside of the own turn. */
  public void announce() {
    if (closed) {
      outbox.shut();
      return;
    }
    if (!announced) {
      announced = true;
      wire.onOutbox();
    }
    if (outbox.pendingBytes() > watch.alarmBytes()) {
      watch.onAlarm(this);
    }
  }

  /** The server has taken what waited. */
  void onTaken() {
    announced = false;
  }

  /**
   * Ends the session: nothing more is read from it; the connection closes, at once or when what
   * waits is written.
   */
  public void close(boolean flush) {
    if (closed || (closing && flush)) {
      return;
    }
    closing = true;
    if (!flush) {
      closed = true;
      outbox.shut();
    }
    wire.close(flush);
  }

  /** Whether it is about to end. */
  public boolean isClosing() {
    return closing;
  }

  /** Whether nothing can be sent to it any more. */
  boolean isClosed() {
    return closed;
  }

  /** Keeps a request for later, and with it all that follow: the server is paused. */
  void hold(Words request) {
    this.held = request;
  }

  /** The request that is kept for later; null if there is none. */
  @Nullable Words held() {
    return held;
  }

  /** Takes back the request that was kept for later. */
  @Nullable Words release() {
    Words request = held;
    held = null;
    return request;
  }

  /** Where it stands while its request waits for something; null if it does not. */
  @Nullable Parking parking() {
    return parking;
  }

  /** Its request is answered later; null when it has been. */
  void park(@Nullable Parking place) {
    this.parking = place;
  }

  /** Whether it waits, so that no request of it is served. */
  public boolean isBlocked() {
    return held != null || parking != null;
  }

  /** Whether its next request may be served, while the turn {@code interrupted} is set aside. */
  boolean mayGoOn(@Nullable Turn interrupted) {
    return !closing && !isBlocked() && (interrupted == null || !interrupted.isOf(this));
  }

  /** What {@link ClientMemory} last found that it takes. */
  long weighedBytes() {
    return weighedBytes;
  }

  void weighedBytes(long bytes) {
    this.weighedBytes = bytes;
  }

  /** The client's name as bytes, for lists and the log. */
  public Bytes name() {
    return identity.name();
  }

  @Override
  public String toString() {
    return "session " + id + " " + peer.address();
  }
}
