package dev.tidings.server;

import dev.tidings.command.Command;
import dev.tidings.engine.Engine;
import dev.tidings.engine.Turn;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.ConfigurationReader;
import dev.tidings.settings.LoadFault;
import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import java.util.List;
import java.util.function.Function;

/** A server in this JVM, on a port of its own. */
record RunningServer(Server server, Configuration configuration, int port)
    implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  /** Starts one with more lines of configuration. */
  static RunningServer start(String... lines) {
    return start(List.of(), lines);
  }

  /** Starts one that knows {@code more} commands. */
  static RunningServer start(List<Command<Turn>> more, String... lines) {
    StartFailure last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = FreePort.find();
      try {
        Configuration configuration = configuration(port, lines);
        return new RunningServer(Server.start(configuration, null, more), configuration, port);
      } catch (StartFailure failure) {
        last = failure;
      }
    }
    throw new AssertionError("no server", last);
  }

  static Configuration configuration(int port, String... lines) {
    Configuration configuration = new Configuration();
    String text = "bind 127.0.0.1\nhttp-port 0\nport " + port + "\n" + String.join("\n", lines);
    LoadFault fault = new ConfigurationReader(configuration, path -> List.of()).read(text);
    if (fault != null) {
      throw new AssertionError(fault.report("Tidings"));
    }
    return configuration;
  }

  /** What {@code question} tells of the engine while nobody else is in it. */
  <T> T inside(Function<Engine, T> question) {
    server.sequencer().enter();
    try {
      return question.apply(server.engine());
    } finally {
      server.sequencer().leave();
    }
  }

  RawClient open() {
    return RawClient.tcp("127.0.0.1", port);
  }

  @Override
  public void close() {
    server.close();
  }
}
