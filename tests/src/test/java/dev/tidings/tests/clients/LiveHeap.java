package dev.tidings.tests.clients;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is alive on the heap of another JVM, as its own collector counts it. */
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private LiveHeap() {}

  /** Bytes of all objects that are reachable, after a full collection. */
  static long bytes(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    CommandRun run =
        CommandRun.of(
            Path.of("").toAbsolutePath(),
            Map.of(),
            List.of(jcmd, Long.toString(pid), "GC.class_histogram"),
            "");
    Matcher total = TOTAL.matcher(run.output());
    if (!total.find()) {
      throw new AssertionError("no histogram of " + pid + ": " + run.output());
    }
    return Long.parseLong(total.group(1));
  }
}
