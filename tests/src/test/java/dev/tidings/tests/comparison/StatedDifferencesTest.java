package dev.tidings.tests.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Difference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the file of intended differences free of entries that nothing can use. That an entry is
 * seen in the scripts it names is checked by each comparison itself.
 */
class StatedDifferencesTest {
  @Test
  void everyDifferenceNamesScriptsThatExist() throws IOException {
    String sources = sources();
    for (Difference difference : Servers.DIFFERENCES.entries()) {
      for (String script : difference.scripts()) {
        assertThat(sources)
            .as("the script \"%s\" of the difference \"%s\"", script, difference.id())
            .contains('"' + script + '"');
      }
    }
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      return sources.stream().map(StatedDifferencesTest::text).collect(Collectors.joining());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
