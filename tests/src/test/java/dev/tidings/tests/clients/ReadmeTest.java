package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testkit.TidingsProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example that a reader is shown does what it says, on a fresh server each. */
final class ReadmeTest {
  private static final Path README = Path.of("..", "README.md").toAbsolutePath();
  private static final Path SAMPLE =
      Path.of("src", "test", "resources", "snippets.md").toAbsolutePath();

  @TestFactory
  Stream<DynamicTest> theExamplesOfTheReadmeDoWhatTheySay(@TempDir Path folder) throws IOException {
    return tests(README, folder);
  }

  @TestFactory
  Stream<DynamicTest> eachLanguageCanBeRun(@TempDir Path folder) throws IOException {
    return tests(SAMPLE, folder);
  }

  private static Stream<DynamicTest> tests(Path document, Path folder) throws IOException {
    List<Snippet> snippets = Snippet.of(Files.readString(document));
    assertThat(snippets).isNotEmpty();
    return snippets.stream()
        .map(snippet ->
            DynamicTest.dynamicTest(
                "%s, line %d".formatted(snippet.language(), snippet.line()),
                () -> run(snippet, Files.createTempDirectory(folder, "snippet"))));
  }

  private static void run(Snippet snippet, Path folder) throws IOException {
    try (TidingsProcess server = TidingsProcess.start()) {
      String output = new SnippetRun(folder, server.port()).output(snippet);
      snippet
          .prints()
          .ifPresent(
              expected -> assertThat(output.stripTrailing()).isEqualTo(expected.stripTrailing()));
    }
  }

  @Test
  void anExampleWithoutAMarkerIsNotedAndOneThatSaysUntestedIsNotRun() {
    assertThatThrownBy(() -> Snippet.of("text\n\n```python\nprint(1)\n```\n"))
        .hasMessage("line 3: a block of python without a marker");
    assertThat(Snippet.of("<!-- untested -->\n```go\npackage main\n```\n")).isEmpty();
  }

  @Test
  void theOutputBelongsToTheExampleBeforeIt() {
    String document =
        """
        <!-- run: shell -->
        ```sh
        echo 1
        ```

        <!-- prints -->
        ```
        1
        ```

        <!-- run: python -->

        ```python
        pass
        ```
        """;
    assertThat(Snippet.of(document))
        .containsExactly(
            new Snippet(2, "shell", "echo 1\n", Optional.of("1\n")),
            new Snippet(13, "python", "pass\n", Optional.empty()));
  }
}
