package dev.tidings.server;

import dev.tidings.command.Command;
import dev.tidings.engine.BrokenTurn;
import dev.tidings.engine.Engine;
import dev.tidings.engine.Turn;
import dev.tidings.engine.families.Commands;
import dev.tidings.script.ScriptCommands;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.NetworkSettings;
import dev.tidings.settings.ProcessSettings;
import dev.tidings.settings.TidingsSettings;
import dev.tidings.settings.TlsSettings;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: an engine, the loops that carry bytes to it and from it, and its listeners.
 *
 * <pre>
 *   acceptor ──► loop 1 ─┐
 *   (listeners)  loop 2 ─┼─► sequencer ──► engine
 *                …      ─┘
 * </pre>
 *
 * <p>Started and stopped by one thread, which is none of its own.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final int TICK_MILLIS = 100;
  private static final int DRAIN_PAUSE_MILLIS = 5;

  static {
    NettyProperties.set();
  }

  private final Configuration configuration;
  private final HttpDoor http;
  private final Engine engine;
  private final Sequencer sequencer = new Sequencer();
  private final Transport transport;
  private final MultiThreadIoEventLoopGroup acceptor;
  private final MultiThreadIoEventLoopGroup group;
  private final IdentityHashMap<EventLoop, Loop> loops = new IdentityHashMap<>();
  private final Listeners listeners;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();

  private Server(
      Configuration configuration, @Nullable Path configurationFile, List<Command<Turn>> more)
      throws StartFailure {
    this.configuration = configuration;
    this.transport = Transport.chosen(configuration.value(TidingsSettings.TRANSPORT));
    OpenFiles.fit(configuration);
    Tls tls = Tls.of(configuration);
    this.http = new HttpDoor(new HttpRoutes(new Metrics(this)), configuration);
    this.engine = engine(configurationFile, more);
    loadUsers(engine);
    this.acceptor = new MultiThreadIoEventLoopGroup(1, transport.handlers());
    Iterations iterations = new Iterations(transport.handlers(), busyPollNanos());
    this.group = new LoopThreads(threads(), iterations);
    group.forEach(executor -> {
      EventLoop eventLoop = (EventLoop) executor;
      Loop loop = new Loop(loops.size(), engine, sequencer, eventLoop, this::end);
      loops.put(eventLoop, loop);
      iterations.then(eventLoop, loop::afterReading);
    });
    Reception reception = new Reception(engine, sequencer, loops, tls, http::onConnection);
    this.listeners =
        new Listeners(
            transport,
            acceptor,
            group,
            configuration.value(NetworkSettings.TCP_BACKLOG).intValue(),
            () -> configuration.value(NetworkSettings.TCP_KEEPALIVE).intValue(),
            reception::onConnection);
  }

  private Engine engine(@Nullable Path configurationFile, List<Command<Turn>> more)
      throws StartFailure {
    ProcessSurroundings surroundings =
        new ProcessSurroundings(
            configuration,
            configurationFile,
            transport,
            this::end,
            this::wakeAt,
            this::letOthersIn,
            http::connections);
    try {
      return new Engine(
          new SystemClock(),
          surroundings,
          configuration,
          Stream.of(Commands.all(), ScriptCommands.all(), more).flatMap(List::stream).toList());
    } catch (IllegalArgumentException renaming) {
      throw new StartFailure(
          "Commands cannot be renamed as configured: " + renaming.getMessage(), renaming);
    }
  }

  private static void loadUsers(Engine engine) throws StartFailure {
    String fault = engine.access().loadAtStart();
    if (fault != null) {
      throw new StartFailure("The users cannot be loaded: " + fault);
    }
  }

  /**
   * Starts a server as {@code configuration} says; when this returns, clients can connect.
   *
   * @param configurationFile where CONFIG REWRITE writes to, an absolute path; null if nowhere
   * @throws StartFailure if it cannot be started; nothing of it is left then
   */
  public static Server start(Configuration configuration, @Nullable Path configurationFile)
      throws StartFailure {
    return start(configuration, configurationFile, List.of());
  }

  /** The same, with {@code more} commands: those by which a test breaks it. */
  static Server start(
      Configuration configuration, @Nullable Path configurationFile, List<Command<Turn>> more)
      throws StartFailure {
    Server server = new Server(configuration, configurationFile, more);
    try {
      server.listen();
    } catch (StartFailure failure) {
      server.close();
      throw failure;
    }
    ListenerGuard.watch(configuration, server.listeners);
    server
        .timekeeper()
        .scheduleAtFixedRate(
            () -> server.enter(server.engine::onTick),
            TICK_MILLIS,
            TICK_MILLIS,
            TimeUnit.MILLISECONDS);
    return server;
  }

  /** With one processor whoever looks keeps away those who would give him something to see. */
  private long busyPollNanos() {
    return Runtime.getRuntime().availableProcessors() == 1
        ? 0
        : TimeUnit.MICROSECONDS.toNanos(configuration.value(TidingsSettings.BUSY_POLL_MICROS));
  }

  /** One for every two cores, unless the administrator counted. */
  private int threads() {
    return configuration.given(NetworkSettings.IO_THREADS)
        ? configuration.value(NetworkSettings.IO_THREADS).intValue()
        : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private void listen() throws StartFailure {
    List<Endpoint> wanted =
        new ArrayList<>(
            ListenerGuard.wanted(
                configuration.value(NetworkSettings.BIND),
                configuration.value(NetworkSettings.PORT),
                configuration.value(TlsSettings.TLS_PORT)));
    String socket = configuration.text(NetworkSettings.UNIXSOCKET);
    if (!socket.isEmpty()) {
      wanted.add(
          new Endpoint.Socket(
              new Workplace(configuration).resolve(socket),
              configuration.value(NetworkSettings.UNIXSOCKETPERM).intValue()));
    }
    if (wanted.isEmpty()) {
      throw new StartFailure("Configured to not listen anywhere, exiting.");
    }
    try {
      listeners.open(wanted);
    } catch (Listeners.ListenFailure failure) {
      throw new StartFailure(failure.line(), failure);
    }
    if (listeners.isEmpty()) {
      throw new StartFailure("None of the addresses to listen on is there, exiting.");
    }
    listenForHttp();
  }

  /** Two servers on one machine shall not need a setting for what nobody may ever look at. */
  private void listenForHttp() throws StartFailure {
    List<String> bind = configuration.value(TidingsSettings.HTTP_BIND);
    int port = configuration.value(TidingsSettings.HTTP_PORT).intValue();
    try {
      listeners.open(Endpoint.at(bind, Endpoint.Door.HTTP, port));
    } catch (Listeners.ListenFailure failure) {
      if (configuration.given(TidingsSettings.HTTP_PORT)) {
        throw new StartFailure(failure.line(), failure);
      }
      LOG.warn("{}; going on without HTTP (set http-port to choose).", failure.line());
    }
  }

  /**
   * Who does what time brings: a loop, which is in the engine most of the time anyway. A thread of
   * its own would take a processor from the loop or from a client ten times a second, and the loop
   * would have to wait until it has left the engine.
   */
  private EventExecutor timekeeper() {
    return group.iterator().next();
  }

  /** Calls the engine's alarm at that instant, or soon after. Any thread. */
  private void wakeAt(long epochMillis) {
    long delay = Math.max(0, epochMillis - System.currentTimeMillis());
    timekeeper().schedule(() -> enter(engine::onAlarm), delay, TimeUnit.MILLISECONDS);
  }

  /**
   * Called inside the engine, in whose turn something takes long: lets the clients of this thread's
   * loop be served, and those of the others.
   *
   * @return false if the process is about to end
   */
  private boolean letOthersIn() {
    loops.values().forEach(Loop::serveMeanwhile);
    sequencer.letOthersIn();
    return !ending.isDone();
  }

  /** Does what time brings. */
  private void enter(Runnable work) {
    sequencer.enter();
    try {
      work.run();
    } catch (RuntimeException | AssertionError bug) {
      BrokenTurn broken = engine.onBroken();
      LOG.error(
          "A bug in the work that time brings; asked was {}. Please report this with what follows.",
          broken.request(),
          bug);
      Loop.endIfHalfChanged(broken, this::end);
    } finally {
      sequencer.leave();
    }
  }

  /** How sockets are read and written. */
  public Transport transport() {
    return transport;
  }

  /** How many threads read and write sockets. */
  public int threadCount() {
    return loops.size();
  }

  /** Where it listens, a line for each kind of door: {@code Ready to accept connections tcp}. */
  public List<String> readyLines() {
    List<String> lines = new ArrayList<>();
    for (Endpoint.Door door : Endpoint.Door.values()) {
      if (listeners.isOpen(door) && door != Endpoint.Door.HTTP) {
        lines.add("Ready to accept connections " + door.text());
      }
    }
    return lines;
  }

  /** The address of {@code /metrics}, first if there are several; empty if nobody listens. */
  public String metricsAddress() {
    return listeners.endpoints(EnumSet.of(Endpoint.Door.HTTP)).stream()
        .filter(Endpoint.Port.class::isInstance)
        .map(Endpoint.Port.class::cast)
        .findFirst()
        .map(port -> "http://" + Endpoint.text(port.address()) + "/metrics")
        .orElse("");
  }

  /** Asks for the end; only the first to ask is heard. Any thread. */
  public void end(Ending why) {
    ending.complete(why);
  }

  /** Waits until somebody asks for the end. */
  public Ending awaitEnding() {
    return ending.join();
  }

  Engine engine() {
    return engine;
  }

  HttpDoor http() {
    return http;
  }

  Sequencer sequencer() {
    return sequencer;
  }

  /**
   * Stops in order: accepts nobody any more, lets every client have what waits for it, closes.
   * Waits for slow clients as long as {@code shutdown-timeout} says.
   */
  public void stop() {
    listeners.closeAll();
    drain(configuration.value(ProcessSettings.SHUTDOWN_TIMEOUT));
    close();
  }

  private void drain(long patienceSeconds) {
    sequencer.enter();
    try {
      engine.closeAll();
    } finally {
      sequencer.leave();
    }
    long start = System.nanoTime();
    int left = clients();
    while (left > 0 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(patienceSeconds)) {
      try {
        Thread.sleep(DRAIN_PAUSE_MILLIS);
      } catch (InterruptedException hurry) {
        Thread.currentThread().interrupt();
        break;
      }
      left = clients();
    }
    if (left > 0) {
      LOG.warn(
          left == 1
              ? "1 client did not read what waited for it in time."
              : "{} clients did not read what waited for them in time.",
          left);
    }
  }

  private int clients() {
    sequencer.enter();
    try {
      return engine.sessions().size();
    } finally {
      sequencer.leave();
    }
  }

  /** Stops at once: what waits for clients is lost. */
  @Override
  public void close() {
    listeners.closeAll();
    acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
