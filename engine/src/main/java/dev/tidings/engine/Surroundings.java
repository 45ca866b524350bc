package dev.tidings.engine;

import dev.tidings.settings.ProcessSettings.ShutdownFlag;
import dev.tidings.structures.Bytes;
import java.lang.foreign.SymbolLookup;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine asks of the process around it. The server gives the real one; tests give theirs.
 */
public interface Surroundings {
  /** How much an event matters, as {@code loglevel} orders it. */
  enum Level {
    DEBUG,
    VERBOSE,
    NOTICE,
    WARNING
  }

  /** Writes a line to the log. */
  void log(Level level, String text);

  /** Sixty-four bits that nobody can guess. */
  long chance();

  /** The file that the settings were read from; null if there was none. */
  @Nullable String configurationFile();

  /** What came of reading a file. */
  sealed interface FileContent {
    /** All of it. */
    record Content(Bytes bytes) implements FileContent {}

    /** Nothing; {@code reason} is worded as the system words it. */
    record Unreadable(String reason) implements FileContent {}
  }

  /** Reads a whole file; meant for small ones, since all turns wait. */
  FileContent readFile(String path);

  /**
   * Gives a file another content so that even after a crash it has either the old or the new one.
   *
   * @return null, or why it could not be done; then the file is as it was
   */
  @Nullable String writeFileAtomically(String path, Bytes content);

  /** A file that the program brings along on its class path. */
  Bytes resource(String path);

  /**
   * The functions of a library in native code that the program brings along.
   *
   * @param name without what each system puts around it: {@code lua51}
   */
  SymbolLookup nativeLibrary(String name);

  /** Ends the process in order; returns at once, and the end begins after the turn. */
  void shutdown(Set<ShutdownFlag> flags);

  /** What stays the same about the process. */
  ProcessFacts process();

  /** What the process takes of the machine now. Looks at several counters: not for every turn. */
  ProcessUsage usage();

  /** How many connections to {@code http-port} are open; they are no clients. */
  int httpConnections();

  /**
   * Asks for a call of {@link Engine#onAlarm} at {@code epochMillis} or soon after. A later request
   * does not take back an earlier one.
   */
  void wakeAt(long epochMillis);

  /** Stops the calling thread, and with it the engine, for so long: DEBUG SLEEP. */
  void sleep(long micros);

  /**
   * Lets clients be served for a moment though a turn is under way; see {@link Engine#letOthersIn}.
   *
   * @return false if the process is about to end
   */
  boolean letOthersIn();
}
