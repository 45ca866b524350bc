package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --config FILE}, which stands for a file given first. */
class NamedConfigurationFileTest {
  @Test
  void theFileMayBeNamedAnywhere() {
    CommandLine first = CommandLine.of(List.of("my.conf", "--port", "7000"));
    assertThat(CommandLine.of(List.of("--config", "my.conf", "--port", "7000"))).isEqualTo(first);
    assertThat(CommandLine.of(List.of("--port", "7000", "--config", "my.conf"))).isEqualTo(first);
    assertThat(first.file()).isEqualTo("my.conf");
  }

  @Test
  void withoutAFileItIsAnOptionLikeAnyOther() {
    assertThat(CommandLine.of(List.of("--config")).options()).isEqualTo("config ");
  }
}
