package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.protocol.Words;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/** The words of a request that neither the slow log nor a monitor may show. */
final class Secrets {
  /** What is shown instead. */
  static final String REDACTED = "(redacted)";

  private static final byte[] AUTH = "AUTH".getBytes(StandardCharsets.ISO_8859_1);

  /** The settings whose values Redis calls sensitive. */
  private static final Set<String> SENSITIVE_SETTINGS =
      Set.of(
          "requirepass",
          "masteruser",
          "masterauth",
          "tls-key-file-pass",
          "tls-client-key-file-pass");

  private Secrets() {}

  /** Whose words are secret in a request for {@code command}. */
  static BitSet in(Command<Turn> command, Words words) {
    BitSet secret = new BitSet();
    switch (command.fullName()) {
      case "auth" -> secret.set(1, words.count());
      case "acl|setuser" -> secret.set(2, Math.max(2, words.count()));
      case "hello" -> credentials(words, secret);
      case "config|set" -> settings(words, secret);
      default -> {}
    }
    return secret;
  }

  private static void credentials(Words words, BitSet secret) {
    for (int i = 2; i < words.count(); i++) {
      if (words.is(i, AUTH)) {
        secret.set(i + 1, Math.min(i + 3, words.count()));
        i += 2;
      }
    }
  }

  private static void settings(Words words, BitSet secret) {
    for (int i = 2; i + 1 < words.count(); i += 2) {
      secret.set(i + 1, SENSITIVE_SETTINGS.contains(words.latin1(i).toLowerCase(Locale.ROOT)));
    }
  }
}
