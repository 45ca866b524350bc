package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  /** With {@code -Dtest.arguments=-Ddocs.write=true} the page is written instead. */
  @Test
  void thePageSaysWhatTheTableSays() throws IOException {
    String rendered = SettingsPage.render();
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, rendered);
    }
    assertThat(PAGE).content().isEqualTo(rendered);
  }

  @Test
  void everySettingSaysWhatItIsForInASentence() {
    assertThat(Settings.all())
        .allSatisfy(setting -> assertThat(setting.summary()).endsWith(".").hasSizeGreaterThan(10));
  }
}
