package dev.tidings.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What numbers mean nothing without: the machine, the versions, the day. */
final class Machine {
  private Machine() {}

  /** One paragraph. */
  static String facts(Workshop workshop, Options options) throws IOException, InterruptedException {
    List<String> versions = new ArrayList<>();
    for (Contestant contestant : Contestant.servers()) {
      versions.add(contestant.version(workshop));
    }
    return String.format(
        Locale.ROOT,
        "Measured on %s on %d cores (%s), Linux %s, with Java %s: %s. Medians of %d.%n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("os.version"),
        Runtime.version(),
        String.join(", ", versions),
        options.runs());
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.replaceFirst(".*:\\s*", ""))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
