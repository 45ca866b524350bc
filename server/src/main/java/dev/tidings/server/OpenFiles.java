package dev.tidings.server;

import dev.tidings.settings.ClientSettings;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.Guard;
import dev.tidings.settings.Proposal;
import dev.tidings.settings.Setting;
import dev.tidings.settings.TidingsSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds {@code maxclients} and {@code http-max-connections} to what the system allows: every
 * connection takes a file descriptor, and the server some of its own. The Java machine has raised
 * the soft limit to the hard one already.
 */
final class OpenFiles implements Guard {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

  /** Listeners, event polls, logs: what the process has open without clients, but for its jars. */
  private static final int RESERVED = 64;

  /** Where files are scarce, clients come first: HTTP gets at most this part of them. */
  private static final int HTTP_PART = 8;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LIMIT = "Max open files";

  private final long most;

  private OpenFiles(long most) {
    this.most = most;
  }

  /** Lowers both if need be, and guards them. */
  static void fit(Configuration configuration) {
    long most = Math.max(2, limit() - RESERVED - jars());
    if (httpConnections(configuration) > most - configuration.value(ClientSettings.MAXCLIENTS)) {
      lower(configuration, TidingsSettings.HTTP_MAX_CONNECTIONS, Math.max(1, most / HTTP_PART));
    }
    lower(configuration, ClientSettings.MAXCLIENTS, most - httpConnections(configuration));
    configuration.guard(
        new OpenFiles(most), ClientSettings.MAXCLIENTS, TidingsSettings.HTTP_MAX_CONNECTIONS);
  }

  /** How many there can be: none where nobody listens. */
  private static long httpConnections(Configuration configuration) {
    return configuration.value(TidingsSettings.HTTP_PORT) == 0
        ? 0
        : configuration.value(TidingsSettings.HTTP_MAX_CONNECTIONS);
  }

  private static void lower(Configuration configuration, Setting<Long> setting, long most) {
    long wanted = configuration.value(setting);
    if (wanted > most) {
      LOG.warn(
          "{} is lowered from {} to {}: the system allows no more open files."
              + " Raise 'ulimit -n' for more.",
          setting.name(),
          wanted,
          most);
      configuration.put(setting, most);
    }
  }

  @Override
  public @Nullable String prepare(Proposal proposed) {
    long clients = proposed.after(ClientSettings.MAXCLIENTS);
    long http =
        proposed.after(TidingsSettings.HTTP_PORT) == 0
            ? 0
            : proposed.after(TidingsSettings.HTTP_MAX_CONNECTIONS);
    if (clients + http <= most) {
      return null;
    }
    return proposed.changes(ClientSettings.MAXCLIENTS)
        ? "The operating system is not able to handle the specified number of clients, try with "
            + Math.max(1, most - http)
        : "The operating system is not able to handle the specified number of connections, try"
            + " with "
            + Math.max(1, most - clients);
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
