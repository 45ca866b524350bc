package dev.tidings.server;

import dev.tidings.settings.ClientSettings;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.Guard;
import dev.tidings.settings.Proposal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds {@code maxclients} to what the system allows: every client takes a file descriptor, and the
 * server some of its own. The Java machine has raised the soft limit to the hard one already.
 */
final class OpenFiles implements Guard {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

  /** Listeners, event polls, logs: what the process has open without clients, but for its jars. */
  private static final int RESERVED = 64;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LIMIT = "Max open files";

  private final long most;

  private OpenFiles(long most) {
    this.most = most;
  }

  /** Lowers {@code maxclients} if need be, and guards it. */
  static void fit(Configuration configuration) {
    long most = Math.max(1, limit() - RESERVED - jars());
    long wanted = configuration.value(ClientSettings.MAXCLIENTS);
    if (wanted > most) {
      LOG.warn(
          "maxclients is lowered from {} to {}: the system allows no more open files."
              + " Raise 'ulimit -n' for more.",
          wanted,
          most);
      configuration.put(ClientSettings.MAXCLIENTS, most);
    }
    configuration.guard(new OpenFiles(most), ClientSettings.MAXCLIENTS);
  }

  @Override
  public @Nullable String prepare(Proposal proposed) {
    return proposed.after(ClientSettings.MAXCLIENTS) <= most
        ? null
        : "The operating system is not able to handle the specified number of clients, try with "
            + most;
  }

  /** Each may be opened when a class of it is first needed. */
  private static int jars() {
    return System.getProperty("java.class.path", "").split(File.pathSeparator, -1).length;
  }

  /** The soft limit of this process; no limit where the system does not tell. */
  private static long limit() {
    try {
      for (String line : Files.readAllLines(LIMITS)) {
        if (line.startsWith(LIMIT)) {
          String soft = line.substring(LIMIT.length()).strip().split(" +", 2)[0];
          return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
        }
      }
    } catch (IOException elsewhere) {
      LOG.debug("The limit of open files is not known: {}", elsewhere.getMessage());
    }
    return Long.MAX_VALUE;
  }
}
