package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The contestants of a measurement, started fresh; they end together. */
final class Servers implements AutoCloseable {
  private final Workshop workshop;
  private final Map<Contestant, RunningServer> running = new EnumMap<>(Contestant.class);

  /** Something that is measured. */
  interface Measuring<T> {
    T measure(Contestant contestant, RunningServer server) throws IOException, InterruptedException;
  }

  Servers(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Starts one more; {@code bytes} is the payload's size, which only the limit must know. */
  RunningServer start(Contestant contestant, int bytes) throws IOException, InterruptedException {
    RunningServer server = RunningServer.start(workshop, contestant, bytes);
    running.put(contestant, server);
    return server;
  }

  /**
   * Measures all in turn, again and again, so that whatever else the machine does hits all alike.
   */
  <T> Map<Contestant, List<T>> inTurn(int rounds, Measuring<T> measuring)
      throws IOException, InterruptedException {
    Map<Contestant, List<T>> measured = new EnumMap<>(Contestant.class);
    for (int i = 0; i < rounds; i++) {
      for (Map.Entry<Contestant, RunningServer> server : running.entrySet()) {
        measured
            .computeIfAbsent(server.getKey(), _ -> new ArrayList<>())
            .add(measuring.measure(server.getKey(), server.getValue()));
      }
    }
    return measured;
  }

  @Override
  public void close() {
    running.values().forEach(RunningServer::close);
  }
}
