package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.CommandTable;
import dev.tidings.command.Condition;
import dev.tidings.protocol.ProtocolError;
import dev.tidings.protocol.ReaderLimits;
import dev.tidings.protocol.Words;
import dev.tidings.settings.ClientSettings;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.MemorySettings;
import dev.tidings.settings.MonitoringSettings;
import dev.tidings.settings.OutputBufferLimits;
import dev.tidings.settings.Setting;
import dev.tidings.structures.DenseTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All state, and the doors to it. The server enters with what arrived ({@link #onBytes}), with the
 * end of a connection, with the passing of time; the engine answers through each session's outbox
 * and {@link Wire}.
 *
 * <p>One thread at a time: whoever calls must hold the server's sequencer.
 */
public final class Engine implements OutboxWatch.Cutter {
  private final Clock clock;
  private final Surroundings surroundings;
  private final Configuration configuration;
  private final CommandTable<Turn> commands;
  private final Statistics statistics;
  private final Channels channels = new Channels();
  private final AccessControl access;
  private final DenseTable<Long, Session> sessions = new DenseTable<>();
  private Turn turn = new Turn(this);
  private @Nullable Turn interrupted;
  private final Dispatcher dispatcher;
  private final Observation observation;
  private final History history;
  private final Sampling sampling;
  private final OutboxWatch watch = OutboxWatch.ofOrdinaryClients(this);
  private final Keyspace keyspace;
  private final KeyspaceWatchers watchers;
  private final Waiters waiters = new Waiters(this);
  private final Invalidations invalidations;
  private final Pause pause = new Pause();
  private final ClientMemory memory = new ClientMemory(this);
  private final SessionRounds rounds = new SessionRounds(this);
  private final List<Session> departing = new ArrayList<>();
  private final List<Session> unparked = new ArrayList<>();
  private ReaderLimits readerLimits = ReaderLimits.DEFAULT;
  private long requestLimitBytes;
  private long lastSessionId;
  private long nowMicros;

  /**
   * An engine with no clients and no data, which serves {@code all} these commands.
   *
   * @throws IllegalArgumentException if the configuration renames what cannot be renamed so
   */
  public Engine(
      Clock clock,
      Surroundings surroundings,
      Configuration configuration,
      List<Command<Turn>> all) {
    this.clock = clock;
    this.surroundings = surroundings;
    this.configuration = configuration;
    this.commands = new CommandTable<>(all, configuration.renamedCommands());
    this.statistics =
        new Statistics(commands.ids(), text -> surroundings.log(Surroundings.Level.WARNING, text));
    this.keyspace = new Keyspace(this);
    this.watchers = new KeyspaceWatchers(keyspace);
    this.invalidations = new Invalidations(this);
    this.observation = new Observation(configuration);
    this.dispatcher = new Dispatcher(this, commands, statistics, turn);
    this.access = new AccessControl(this);
    follow(ClientSettings.CLIENT_OUTPUT_BUFFER_LIMIT, this::limitOutboxes);
    follow(ClientSettings.PROTO_MAX_BULK_LEN, this::limitWords);
    follow(ClientSettings.CLIENT_QUERY_BUFFER_LIMIT, bytes -> requestLimitBytes = bytes);
    follow(ClientSettings.MAXMEMORY_CLIENTS, share -> memory.limitAnew());
    configuration.onChange(MemorySettings.MAXMEMORY, bytes -> memory.limitAnew());
    follow(MonitoringSettings.LATENCY_TRACKING, statistics::trackLatency);
    advance();
    this.history = new History(new SplittableRandom(surroundings.chance()), nowMillis());
    this.sampling = new Sampling(this);
  }

  private <T> void follow(Setting<T> setting, Consumer<T> consumer) {
    consumer.accept(configuration.value(setting));
    configuration.onChange(setting, consumer);
  }

  private void limitOutboxes(OutputBufferLimits limits) {
    watch.forSubscriber(false).limit(limits.normal());
    watch.forSubscriber(true).limit(limits.pubsub());
  }

  private void limitWords(long bytes) {
    readerLimits = new ReaderLimits(bytes, Integer.MAX_VALUE);
    sessions.forEach((id, session) -> access.admit(session));
  }

  private void advance() {
    if (interrupted == null) { // While a script runs time stands still, for others too.
      dispatcher.startAt(clock.nanos());
      advanceTo(dispatcher.sinceNanos());
    }
  }

  /** The next turn happens when the last one ended. */
  private void advanceTo(long nanos) {
    nowMicros = clock.epochMicrosAt(nanos);
    pause.at(nowMillis());
    turn.at(nowMicros);
  }

  /** A client has connected. */
  public Session connect(Wire wire, Peer peer) {
    advance();
    Session session =
        new Session(++lastSessionId, wire, peer, nowMillis(), access.newcomer(), watch);
    access.admit(session);
    session.set(Condition.DEBUG_CLOSED, !Admittance.allowsDebug(this, peer));
    sessions.put(session.id(), session);
    memory.weigh(session);
    statistics.connections++;
    return session;
  }

  /**
   * Serves all requests that are whole after {@code length} bytes more; the array is the caller's
   * again when this returns.
   */
  public void onBytes(Session session, byte[] array, int offset, int length) {
    advance();
    session.onRead(length, nowMillis());
    statistics.readBytes += length;
    statistics.reads++;
    session.requests().accept(array, offset, length);
    serve(session);
    RequestLimit.check(this, session, requestLimitBytes);
    settle();
  }

  /** Serves the whole requests that wait in {@code session}'s reader, as far as it may go on. */
  private void serve(Session session) {
    try {
      while (session.mayGoOn(interrupted) && session.requests().next()) {
        serve(session, session.requests().words());
      }
    } catch (ProtocolError error) {
      dispatcher.writerFor(session).error("ERR " + error.getMessage());
      session.close(true);
    }
    session.requests().settle();
    if (!session.outbox().isEmpty()) {
      session.announce();
    }
    memory.weigh(session);
  }

  private void serve(Session session, Words words) {
    dispatcher.serve(session, words);
    if (interrupted == null) {
      advanceTo(dispatcher.sinceNanos());
      waiters.serveReady();
    }
    if (session.outbox().pendingBytes() > session.watch().alarmBytes()) {
      session.watch().onAlarm(session);
    }
    relieve();
  }

  /** Lets those go who take too much, and parts from them. */
  private void relieve() {
    if (memory.isExceeded()) {
      memory.evict();
    }
    if (!departing.isEmpty()) {
      partFromDeparting();
    }
  }

  /** Ends what a batch, a tick or a departure has left to do. */
  private void settle() {
    relieve();
    while (interrupted == null && !unparked.isEmpty()) {
      goOn(unparked.removeFirst());
    }
    while (pause.isOver()) {
      pause.release().forEach(this::goOn);
    }
    invalidations.settle();
    relieve();
  }

  /** Serves what waited while {@code session} was blocked. */
  private void goOn(Session session) {
    Words held = session.release();
    if (held != null && !session.isClosing()) {
      serve(session, held);
    }
    serve(session);
    if (!departing.isEmpty()) {
      partFromDeparting();
    }
  }

  /** The request of {@code session} that was parked is answered: it may go on after this turn. */
  void unpark(Session session) {
    session.park(null);
    unparked.add(session);
  }

  /** Closes the connection of {@code session} without a word; it has gone when this turn ends. */
  void drop(Session session) {
    session.close(false);
    memory.forget(session);
    departing.add(session);
  }

  private void partFromDeparting() {
    departing.forEach(this::partFrom);
    departing.clear();
  }

  private void partFrom(Session session) {
    if (sessions.remove(session.id()) == null) {
      return;
    }
    session.close(false);
    channels.leaveAll(session);
    watchers.forget(session);
    invalidations.track(session, null);
    memory.forget(session);
    Parking parking = session.parking();
    if (parking != null) {
      session.park(null);
      parking.onDeparture();
    }
  }

  /** The server has taken what waited in the session's outbox. */
  public void onTaken(Session session) {
    session.onTaken();
  }

  /** The server has written {@code bytes} of what it took. */
  public void onWritten(Session session, long bytes) {
    session.onWritten(bytes, nowMillis());
    memory.weigh(session);
    statistics.writtenBytes += bytes;
    statistics.writes++;
  }

  /** The connection has ended, from whichever side. */
  public void onClosed(Session session) {
    advance();
    partFrom(session);
    settle();
  }

  /**
   * Why a client may not connect, as the line to send it before it is let go; null if it may.
   *
   * @param peer who it is
   * @param near whether it is on this machine: through the loopback interface or a Unix socket
   */
  public @Nullable String refusal(Peer peer, boolean near) {
    return Admittance.refusal(this, peer, near);
  }

  /** Ends all sessions, each when what waits for it is written. */
  public void closeAll() {
    advance();
    for (int place = sessions.size() - 1; place >= 0; place--) {
      sessions.valueAt(place).close(true);
    }
  }

  /**
   * A bug: a handler broke, or what follows it. Whoever was being served then is over, as nobody
   * knows what has been said to it.
   *
   * @return what was asked, and whether the data may be half changed
   */
  public BrokenTurn onBroken() {
    BrokenTurn broken = BrokenTurn.of(turn);
    if (turn.isUnderWay()) {
      // Not always the client whose bytes just came: it may have made others go on.
      turn.session().close(false);
    }
    turn.abandon();
    return broken;
  }

  /** Some time has passed: called ten times a second. */
  public void onTick() {
    if (interrupted != null) {
      return;
    }
    advance();
    rounds.onTick();
    sampling.onTick();
    keyspace.onTick();
    waiters.serveReady();
    settle();
  }

  /** The instant has come that was asked for with {@link Surroundings#wakeAt}. */
  public void onAlarm() {
    if (interrupted != null) {
      surroundings.wakeAt(nowMillis());
      return;
    }
    advance();
    waiters.onAlarm();
    waiters.serveReady();
    settle();
  }

  /**
   * The turn under way takes too long: sets it aside for a moment, so that others hear that the
   * server is busy and may ask for the end of what runs.
   *
   * @param busy what to tell them
   * @return false if the process is about to end
   */
  public boolean letOthersIn(Condition busy) {
    Turn own = turn;
    interrupted = own;
    turn = new Turn(this);
    turn.at(nowMicros);
    dispatcher.use(turn);
    dispatcher.set(busy, true);
    try {
      return surroundings.letOthersIn();
    } finally {
      dispatcher.set(busy, false);
      dispatcher.use(own);
      turn = own;
      interrupted = null;
    }
  }

  @Override
  public long nowMillis() {
    return nowMicros / 1000;
  }

  @Override
  public void cut(Session session, String limit) {
    statistics.onCut(new Statistics.OutboxCut(session.isSubscriber() ? "pubsub" : "normal", limit));
    surroundings.log(
        Surroundings.Level.WARNING,
        "Closing a client that does not read, above the "
            + limit
            + " limit of its output buffer: "
            + ClientLine.of(this, session));
    drop(session);
  }

  @Override
  public void onGrowth(Session session) {
    memory.weigh(session);
  }

  /** Microseconds since 1970 at which this turn happens. */
  long nowMicros() {
    return nowMicros;
  }

  /** The time, for measuring. */
  public Clock clock() {
    return clock;
  }

  /** The process around. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** The settings. */
  public Configuration configuration() {
    return configuration;
  }

  /** All commands. */
  public CommandTable<Turn> commands() {
    return commands;
  }

  /** Counters. */
  public Statistics statistics() {
    return statistics;
  }

  /** Starts all counters over. */
  void resetStatistics() {
    statistics.reset();
    keyspace.eviction().reset();
    sampling.reset();
  }

  /** Who listens where. */
  public Channels channels() {
    return channels;
  }

  /** Users and rights. */
  public AccessControl access() {
    return access;
  }

  /** The clients by id, in the order in which they came as far as none has left. */
  public DenseTable<Long, Session> sessions() {
    return sessions;
  }

  /** The clients by id: in the order in which they came. */
  List<Session> sessionsById() {
    List<Session> all = new ArrayList<>(sessions.size());
    sessions.forEach((id, session) -> all.add(session));
    all.sort(Comparator.comparingLong(Session::id));
    return all;
  }

  /** The bytes of the words of the request that {@code session} is being served, or that waits. */
  long requestBytes(Session session) {
    return turn.isOf(session) ? turn.words().totalBytes() : ClientMemory.ofHeldRequest(session);
  }

  /** All keys. */
  public Keyspace keyspace() {
    return keyspace;
  }

  /** Those whose requests wait for keys. */
  public Waiters waiters() {
    return waiters;
  }

  /** Who is told of keys that change. */
  Invalidations invalidations() {
    return invalidations;
  }

  /** Who watches which key. */
  KeyspaceWatchers watchers() {
    return watchers;
  }

  /** Whether requests have to wait. */
  public Pause pause() {
    return pause;
  }

  /** What clients take. */
  ClientMemory memory() {
    return memory;
  }

  /** How much a client that is known may ask for at once. */
  ReaderLimits readerLimits() {
    return readerLimits;
  }

  /** The turn under way; between turns that of the last request. */
  Turn turn() {
    return turn;
  }

  /** Those who are told of requests after they ran. */
  Observation observation() {
    return observation;
  }

  /** What is known of the time before. */
  Sampling sampling() {
    return sampling;
  }

  /** The names of this run and of the data's history. */
  History history() {
    return history;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  OutboxWatch watch() {
    return watch;
  }
}
