package dev.tidings.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures what was asked for, prints the tables and writes them into the document. */
public final class Main {
  /** About how long the suites without a load take. */
  private static final double START_RUN_SECONDS = 5;

  private static final double MEMORY_SECONDS = 90;
  private static final double DATA_SECONDS = 60;

  private Main() {}

  /**
   * {@code [pubsub|keys|streams|data|start|memory|all] [--seconds n] [--runs n] [--entries n]
   * [--only shape] [--output file]}.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // The tables need more letters than some terminals say they have.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (List.of(arguments).contains("--help")) {
      out.print(usage());
      return;
    }
    try {
      Options options = Options.of(arguments);
      if (options.only() != null && !shapeNames().contains(options.only())) {
        throw new Options.Unclear("no shape is called " + options.only());
      }
      run(options, out);
    } catch (Options.Unclear unclear) {
      System.err.print("tidings bench: " + unclear.getMessage() + "\n\n" + usage());
      System.exit(2);
    }
  }

  private static String usage() {
    return Options.USAGE.formatted(String.join(" ", shapeNames()));
  }

  private static List<String> shapeNames() {
    return Shape.ALL.stream().map(Shape::name).toList();
  }

  private static void run(Options options, PrintStream out)
      throws IOException, InterruptedException {
    Path document = options.output();
    Page page = document == null ? null : new Page(Files.readString(document));
    Workshop workshop = Workshop.open();
    // A first start builds the server and trains its cache, which is nobody's benchmark.
    RunningServer.start(workshop, Contestant.TIDINGS, 0).close();
    System.err.printf(
        "This takes about %.0f minutes.%n", Math.ceil(expectedSeconds(workshop, options) / 60));
    Map<Options.Suite, String> parts = new EnumMap<>(Options.Suite.class);
    for (Options.Suite suite : options.suites()) {
      String part = Machine.facts(workshop, options) + run(suite, workshop, options);
      out.println("\n## " + suite.word() + "\n\n" + part);
      parts.put(suite, part);
    }
    if (page != null) {
      for (Map.Entry<Options.Suite, String> part : parts.entrySet()) {
        page = page.with(part.getKey().word(), part.getValue());
      }
      Files.writeString(document, page.text());
    }
  }

  private static String run(Options.Suite suite, Workshop workshop, Options options)
      throws IOException, InterruptedException {
    return switch (suite) {
      case START -> new StartBenchmark(workshop, options).run();
      case MEMORY -> new MemoryBenchmark(workshop).run();
      case DATA -> new DataBenchmark(workshop).run();
      case KEYS -> new KeysBenchmark(workshop, options).run();
      case STREAMS -> new StreamsBenchmark(workshop, options).run();
      case PUBSUB -> {
        PubSubBenchmark benchmark = new PubSubBenchmark(workshop, options);
        yield "Each run measures for %s s, after a warm-up of %s s for each server.%n"
                .formatted(options.seconds(), benchmark.warmUpSeconds())
            + new PubSubReport(benchmark.run()).text();
      }
    };
  }

  private static double expectedSeconds(Workshop workshop, Options options) {
    double seconds = 0;
    for (Options.Suite suite : options.suites()) {
      seconds +=
          switch (suite) {
            case START -> START_RUN_SECONDS * options.runs();
            case MEMORY -> MEMORY_SECONDS;
            case DATA -> DATA_SECONDS;
            case KEYS -> new KeysBenchmark(workshop, options).expectedSeconds();
            case STREAMS -> new StreamsBenchmark(workshop, options).expectedSeconds();
            case PUBSUB -> new PubSubBenchmark(workshop, options).expectedSeconds();
          };
    }
    return seconds;
  }
}
