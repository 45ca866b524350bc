package dev.tidings.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher works from wherever it is called, and says in one line what is missing. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LauncherTest {
  @TempDir Path folder;

  @Test
  void tellsTheVersionOfThePomFromAnyFolderThroughALink() throws Exception {
    Path absolute = Files.createSymbolicLink(folder.resolve("a link"), launcher());
    Path relative = Files.createSymbolicLink(folder.resolve("again"), absolute.getFileName());
    Outcome outcome = run(List.of(relative.toString(), "--version"));
    assertThat(outcome.output()).matches("tidings \\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(outcome.status()).isZero();
    String version = outcome.output().substring("tidings ".length()).strip();
    assertThat(Files.readString(SourceTree.root().resolve("pom.xml")))
        .contains("<version>" + version + "</version>");
  }

  @Test
  void explainsItself() throws Exception {
    Outcome outcome = run(List.of(launcher().toString(), "--help"));
    assertThat(outcome.output()).contains("./tidings test", "TIDINGS_JAVA_OPTIONS");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void saysInOneLineWhatToDoWhenSomethingFails() throws Exception {
    // A copy of the launcher beside a pom that cannot be built.
    Path copy = Files.copy(launcher(), folder.resolve("tidings"));
    Files.writeString(folder.resolve("pom.xml"), "<project>\n");
    Outcome outcome = run(List.of("bash", copy.toString()));
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output().lines().toList().getLast())
        .startsWith("tidings: the build failed, see ")
        .endsWith("target/build.log");
    assertThat(Files.readString(folder.resolve("target/build.log"))).contains("pom.xml");
  }

  private static Path launcher() {
    return SourceTree.root().resolve("tidings");
  }

  private record Outcome(int status, String output) {}

  private Outcome run(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
