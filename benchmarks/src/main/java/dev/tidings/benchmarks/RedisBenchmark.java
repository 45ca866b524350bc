package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Load by the program {@code redis-benchmark}.
 *
 * @param clients how many connections it has
 * @param depth how many requests it sends on each before it reads
 * @param numbers how many different ones it puts for {@code __rand_int__}
 */
record RedisBenchmark(int clients, int depth, long numbers) {
  /** A name and seven numbers. */
  private static final int COLUMNS = 8;

  /** Sends so many requests of {@code words}; how many were served, and for how much. */
  Run run(RunningServer server, long requests, List<String> words)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("redis-benchmark", "-p", Integer.toString(server.port()), "--csv"));
    command.addAll(List.of("-c", Integer.toString(clients), "-n", Long.toString(requests)));
    command.addAll(List.of("-P", Integer.toString(depth), "-r", Long.toString(numbers)));
    command.addAll(words);
    double before = server.cpuSeconds();
    double rate = rate(Workshop.output(command.toArray(String[]::new)));
    return new Run(rate, (server.cpuSeconds() - before) * 1e6 / requests);
  }

  /** The second column of the last line of what {@code redis-benchmark --csv} prints. */
  static double rate(String csv) throws IOException {
    String[] columns = csv.strip().lines().reduce("", (_, line) -> line).split("\",\"", -1);
    if (columns.length < COLUMNS) {
      throw new IOException("redis-benchmark said: " + csv);
    }
    // The name, which stands first, may hold commas of its own: the numbers are counted from
    // behind.
    String rate = columns[columns.length - COLUMNS + 1];
    // One request that took no time that the program could measure.
    return rate.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(rate);
  }
}
