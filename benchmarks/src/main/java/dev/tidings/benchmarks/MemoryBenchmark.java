package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.List;

/** What connections, patterns and subscriptions cost a server that otherwise does nothing. */
record MemoryBenchmark(Workshop workshop) {

  /**
   * Something to hold.
   *
   * @param count by which the growth is divided
   * @param before what the load program holds when memory is measured first: what is not counted
   * @param after what it holds when memory is measured again
   */
  private record Holding(String title, int count, List<String> before, List<String> after) {}

  private static final List<String> CONNECTIONS = List.of("-s", "1000");

  private static final List<Holding> HOLDINGS =
      List.of(
          new Holding(
              "10 000 idle connections", 10_000, List.of("-s", "1"), List.of("-s", "10000")),
          new Holding(
              "1 000 000 patterns", 1_000_000, CONNECTIONS, List.of("-s", "1000", "-k", "1000000")),
          new Holding(
              "1 000 000 subscriptions to as many channels",
              1_000_000,
              CONNECTIONS,
              List.of("-s", "1000", "-x", "1000", "-n", "1000000")),
          new Holding(
              "1 000 000 subscriptions to 1000 channels",
              1_000_000,
              CONNECTIONS,
              List.of("-s", "1000", "-x", "1000", "-n", "1000")));

  /** Resident memory, and of a Java server its heap in use; of another 0. */
  private record Memory(long residentKilobytes, long heapKilobytes) {}

  /** Measures all servers; the table. */
  String run() throws IOException, InterruptedException {
    Table table =
        new Table(2, "Held", "Server", "RSS bytes each", "Heap bytes each", "RSS MB in all");
    for (Holding holding : HOLDINGS) {
      for (Contestant contestant : Contestant.servers()) {
        System.err.println("memory: " + holding.title + ", " + contestant.title());
        measure(holding, contestant, table);
      }
    }
    return "\n" + table;
  }

  private void measure(Holding holding, Contestant contestant, Table table)
      throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.start(workshop, contestant, 0)) {
      boolean isJava = contestant == Contestant.TIDINGS;
      Memory before = memory(server, holding.before, isJava);
      Memory after = memory(server, holding.after, isJava);
      table.row(
          holding.title,
          contestant.title(),
          each(after.residentKilobytes - before.residentKilobytes, holding.count),
          isJava ? each(after.heapKilobytes - before.heapKilobytes, holding.count) : "",
          Table.number(after.residentKilobytes / 1024.0));
    }
  }

  private Memory memory(RunningServer server, List<String> arguments, boolean isJava)
      throws IOException, InterruptedException {
    try (Load.Held held = new Load(workshop).hold(server, arguments.toArray(String[]::new))) {
      long heap = isJava ? server.heapKilobytes() : 0;
      if (!held.process().isAlive()) {
        throw new IOException("nothing was held any more");
      }
      return new Memory(server.residentKilobytes(), heap);
    }
  }

  private static String each(long kilobytes, int count) {
    return Table.number(kilobytes * 1024.0 / count);
  }
}
