package dev.tidings.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs the load program against a server. */
record Load(Workshop workshop) {

  /** One run of {@code shape} that measures for {@code seconds}. */
  Measurement measure(Shape shape, RunningServer server, double seconds)
      throws IOException, InterruptedException {
    List<String> command = command(server);
    command.addAll(shape.arguments());
    command.addAll(List.of("-t", Double.toString(seconds), "-P", Long.toString(server.pid())));
    return Measurement.of(Workshop.output(command.toArray(String[]::new)));
  }

  /** Connections that do nothing but be there, with their subscriptions, until it is closed. */
  Held hold(RunningServer server, String... arguments) throws IOException {
    List<String> command = command(server);
    command.addAll(List.of("-m", "hold"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!"ready".equals(output.readLine())) {
      process.destroyForcibly();
      throw new IOException("cannot hold " + String.join(" ", arguments));
    }
    return new Held(process);
  }

  private List<String> command(RunningServer server) {
    return new ArrayList<>(
        List.of(workshop.load().toString(), "-p", Integer.toString(server.port())));
  }

  /** What is held; the program ends with its input. */
  record Held(Process process) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      process.getOutputStream().close();
      process.onExit().join();
    }
  }
}
