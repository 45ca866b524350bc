package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.engine.families.Commands;
import dev.tidings.protocol.Segment;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.ProcessSettings.ShutdownFlag;
import dev.tidings.structures.Bytes;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine in a world that the test makes: time stands still until it is moved, chance comes from
 * a seed, files are kept in a map, and clients are objects that remember what they were told.
 *
 * <pre>{@code
 * EngineFixture fixture = new EngineFixture();
 * EngineFixture.Client client = fixture.connect();
 * assertThat(client.call("PING")).isEqualTo("+PONG|");
 * }</pre>
 *
 * Replies are shown as Latin-1 text in which {@code |} stands for each CRLF.
 */
public final class EngineFixture {
  /** The instant at which every fixture starts: 2025-01-01 in UTC. */
  public static final long START_MILLIS = 1_735_689_600_000L;

  public final Configuration configuration;
  public final World world = new World();
  public final Engine engine;

  /** One with the defaults. */
  public EngineFixture() {
    this(new Configuration());
  }

  /** One with these settings. */
  public EngineFixture(Configuration configuration) {
    this(configuration, List.of());
  }

  /** One that serves {@code more} commands. */
  public EngineFixture(List<Command<Turn>> more) {
    this(new Configuration(), more);
  }

  private EngineFixture(Configuration configuration, List<Command<Turn>> more) {
    this.configuration = configuration;
    List<Command<Turn>> all = new ArrayList<>(Commands.all());
    all.addAll(more);
    this.engine = new Engine(world, world, configuration, all);
  }

  /** A new client from an address of its own on the loopback interface. */
  public Client connect() {
    return new Client();
  }

  /** Moves the time on. */
  public void passMillis(long millis) {
    world.nanos += millis * 1_000_000;
  }

  /** Moves the time on, and lets the engine notice it. */
  public void passMillisAndTick(long millis) {
    passMillis(millis);
    engine.onTick();
    engine.onAlarm();
  }

  /** Clock and surroundings of the engine. */
  public static final class World implements Clock, Surroundings {
    final List<String> log = new ArrayList<>();
    final Map<String, Bytes> files = new HashMap<>();
    final List<Set<ShutdownFlag>> shutdowns = new ArrayList<>();
    final List<Long> wakes = new ArrayList<>();

    /** Where chance comes from. */
    public LongSupplier chances = new SplittableRandom(1)::nextLong;

    /** The files that the program brings along. */
    public Function<String, Bytes> resources =
        path -> {
          throw nothing(path);
        };

    /** The libraries in native code that the program brings along. */
    public Function<String, SymbolLookup> nativeLibraries =
        name -> {
          throw nothing(name);
        };

    @Nullable String diskFault;
    @Nullable String configurationFile;
    long systemMicros = 250_000;
    long userMicros = 1_500_000;
    private long nanos;

    private static UnsupportedOperationException nothing(String name) {
      return new UnsupportedOperationException("nothing is brought along: " + name);
    }

    @Override
    public long epochMicrosAt(long atNanos) {
      return START_MILLIS * 1000 + atNanos / 1000;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void log(Level level, String text) {
      log.add(level + " " + text);
    }

    @Override
    public long chance() {
      return chances.getAsLong();
    }

    @Override
    public int httpConnections() {
      return 0;
    }

    @Override
    public boolean letOthersIn() {
      return true;
    }

    @Override
    public Bytes resource(String path) {
      return resources.apply(path);
    }

    @Override
    public SymbolLookup nativeLibrary(String name) {
      return nativeLibraries.apply(name);
    }

    @Override
    public @Nullable String configurationFile() {
      return configurationFile;
    }

    @Override
    public FileContent readFile(String path) {
      Bytes content = files.get(path);
      return content == null
          ? new FileContent.Unreadable("No such file or directory")
          : new FileContent.Content(content);
    }

    @Override
    public @Nullable String writeFileAtomically(String path, Bytes content) {
      if (diskFault == null) {
        files.put(path, content);
      }
      return diskFault;
    }

    @Override
    public void shutdown(Set<ShutdownFlag> flags) {
      shutdowns.add(flags);
    }

    @Override
    public ProcessFacts process() {
      return new ProcessFacts(
          "1.2.3", 4711, "Linux 6.1.0 x86_64", 64, "epoll", "tidings", "25", "no", 1L << 34);
    }

    @Override
    public ProcessUsage usage() {
      return new ProcessUsage(
          3 << 20, 8 << 20, 1 << 30, 1 << 20, 16 << 20, systemMicros, userMicros);
    }

    @Override
    public void wakeAt(long epochMillis) {
      wakes.add(epochMillis);
    }

    @Override
    public void sleep(long micros) {
      nanos += micros * 1000;
    }
  }

  /** A client: the other end of a session. */
  public final class Client implements Wire {
    private final Session session;
    private boolean ended;

    Client() {
      int port = 40_000 + engine.sessions().size();
      session =
          engine.connect(this, new Peer("127.0.0.1:" + port, "127.0.0.1:6379", port, false, false));
    }

    /** The engine's side. */
    public Session session() {
      return session;
    }

    /** Whether the engine has closed the connection, or will when what waits is written. */
    public boolean closed() {
      return ended;
    }

    /** Sends one request and takes all that waits for this client. */
    public String call(String... words) {
      return shown(raw(words));
    }

    /** The same, and what is taken is told as it is, not with a bar for each end of a line. */
    public String raw(String... words) {
      StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
      for (String word : words) {
        request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
      return sendRaw(request.toString());
    }

    /** Sends a request whose words stand between spaces. */
    public String line(String request) {
      return call(request.split(" ", -1));
    }

    /** Sends these bytes, a character each, and takes all that waits for this client. */
    public String send(String latin1) {
      return shown(sendRaw(latin1));
    }

    private String sendRaw(String latin1) {
      byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
      engine.onBytes(session, bytes, 0, bytes.length);
      return readRaw();
    }

    /** Takes all that waits for this client. */
    public String read() {
      return shown(readRaw());
    }

    private static String shown(String taken) {
      return taken.replace("\r\n", "|");
    }

    private String readRaw() {
      ByteArrayOutputStream taken = new ByteArrayOutputStream();
      session
          .outbox()
          .take(
              segment -> {
                taken.write(segment.array(), 0, segment.length());
                if (segment instanceof Segment.Frame frame) {
                  frame.release();
                }
              },
              Long.MAX_VALUE);
      engine.onTaken(session);
      engine.onWritten(session, taken.size());
      return taken.toString(StandardCharsets.ISO_8859_1);
    }

    /** The connection ends from this side. */
    public void leave() {
      engine.onClosed(session);
    }

    @Override
    public void onOutbox() {}

    @Override
    public void close(boolean flush) {
      ended = true;
    }

    @Override
    public int loop() {
      return 0;
    }
  }
}
