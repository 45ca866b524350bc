package dev.tidings.app;

import dev.tidings.server.Ending;
import dev.tidings.server.Release;
import dev.tidings.server.Server;
import dev.tidings.server.StartFailure;
import dev.tidings.settings.CommandLine;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.ConfigurationReader;
import dev.tidings.settings.LoadFault;
import dev.tidings.settings.NetworkSettings;
import dev.tidings.settings.ProcessSettings;
import dev.tidings.settings.TlsSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server with arguments as those of {@code redis-server}, and stays until it ends.
 *
 * <pre>
 *   arguments ─► configuration ─► (background) ─► log ─► server ─► ready ─► … ─► stop
 * </pre>
 */
public final class Main {
  private static final String PRODUCT = "Tidings " + Release.VERSION;

  private final Configuration configuration;
  private final @Nullable Path file;

  private Main(Configuration configuration, @Nullable String file) {
    this.file = file == null ? null : ConfigurationFiles.path(file);
    this.configuration = configuration;
  }

  /** Runs a server; the process ends with status 0 after an orderly end, else with 1. */
  public static void main(String[] arguments) {
    System.exit(run(Arrays.asList(arguments)));
  }

  private static int run(List<String> arguments) {
    return switch (arguments.size() == 1 ? arguments.getFirst() : "") {
      case "-v", "--version" -> {
        System.out.println(
            "Tidings server v=" + Release.VERSION + " java=" + Runtime.version() + " bits=64");
        yield 0;
      }
      case "-h", "--help" -> {
        System.out.print(Usage.TEXT);
        yield 0;
      }
      default -> configured(arguments);
    };
  }

  private static int configured(List<String> arguments) {
    CommandLine line = CommandLine.of(arguments.stream().map(Main::latin1).toList());
    Configuration configuration = new Configuration();
    String text;
    try {
      text = ConfigurationFiles.text(line);
    } catch (IOException unreadable) {
      System.err.println("Fatal error, " + unreadable.getMessage());
      return 1;
    }
    LoadFault fault =
        new ConfigurationReader(configuration, new ConfigurationFiles(configuration)).read(text);
    if (fault != null) {
      System.err.print(fault.report(PRODUCT));
      return 1;
    }
    String directoryFault = ConfigurationFiles.directoryFault(configuration);
    if (directoryFault != null) {
      System.err.print(directoryFault);
      return 1;
    }
    if (configuration.value(ProcessSettings.DAEMONIZE) && !Background.isHere()) {
      return Background.start(line.standardInput() ? text : "");
    }
    try {
      Logs.start(configuration);
    } catch (IOException refused) {
      System.err.print(
          "\n*** FATAL CONFIG FILE ERROR ("
              + PRODUCT
              + ") ***\nCan't open the log file: "
              + refused.getMessage()
              + "\n");
      return 1;
    }
    return new Main(configuration, line.file()).serve();
  }

  /** Java decodes arguments by the locale; settings are kept as the bytes that they were. */
  private static String latin1(String argument) {
    return new String(argument.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private int serve() {
    Logger log = LoggerFactory.getLogger(Main.class);
    long pid = ProcessHandle.current().pid();
    log.info("{} is starting, pid={}, Java {}", PRODUCT, pid, Runtime.version());
    Server server;
    try {
      server = Server.start(configuration, file);
    } catch (StartFailure failure) {
      log.warn("{}", failure.line());
      return 1;
    }
    Signals signals = Signals.watch(configuration, server, log);
    PidFile pidFile = PidFile.write(configuration, pid, log);
    signals.removing(pidFile);
    tellWhere(server, log);
    log.info(
        "Server initialized: transport {}, {} I/O thread{}",
        server.transport(),
        server.threadCount(),
        server.threadCount() == 1 ? "" : "s");
    server.readyLines().forEach(log::info);
    Supervision.tellReady(configuration, log);
    Background.tellReady();
    Ending ending = server.awaitEnding();
    Supervision.tellStopping(configuration);
    int status = end(server, ending, log);
    pidFile.remove(log);
    log.warn("{} is now ready to exit, bye bye...", "Tidings");
    Logs.stop();
    return status;
  }

  /** In the words of Redis, as far as it has them. */
  private void tellWhere(Server server, Logger log) {
    long port = configuration.value(NetworkSettings.PORT);
    log.info(
        "Running mode=standalone, port={}.",
        port == 0 ? configuration.value(TlsSettings.TLS_PORT) : port);
    String metrics = server.metricsAddress();
    if (!metrics.isEmpty()) {
      log.info("Metrics at {}", metrics);
    }
  }

  private static int end(Server server, Ending ending, Logger log) {
    return switch (ending) {
      case Ending.Asked asked -> {
        log.warn("User requested shutdown...");
        server.stop();
        yield 0;
      }
      case Ending.Broken broken -> {
        server.close();
        yield 1;
      }
    };
  }
}
