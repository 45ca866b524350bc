package dev.tidings.tests.comparison;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.List;

/** A client, twice, that is told of everything that happens to keys, in the order it happens. */
final class TwinListener implements AutoCloseable {
  private final RawClient reference;
  private final RawClient subject;

  TwinListener(Servers servers) {
    this.reference = listening(servers.reference().open());
    this.subject = listening(servers.subject().open());
  }

  private static RawClient listening(RawClient client) {
    client.call("CONFIG", "SET", "notify-keyspace-events", "KEA");
    client.call("PSUBSCRIBE", "__key*");
    return client;
  }

  /** Fails unless both were told the same since the last time. */
  void compare() {
    List<String> wanted = told(reference);
    List<String> got = told(subject);
    if (!wanted.equals(got)) {
      int same = 0;
      while (same < Math.min(wanted.size(), got.size()) && wanted.get(same).equals(got.get(same))) {
        same++;
      }
      throw new AssertionError(
          "a listener was told, behind what is the same\n  by redis:   %s\n  by tidings: %s"
              .formatted(wanted.subList(same, wanted.size()), got.subList(same, got.size())));
    }
  }

  /** A key whose time is over may be taken out at any time. */
  private static List<String> told(RawClient client) {
    List<String> told =
        client.readAvailable().stream()
            .map(RespValue::toString)
            .filter(message -> !message.contains("expired\""))
            .toList();
    client.forget();
    return told;
  }

  @Override
  public void close() {
    reference.close();
    subject.close();
  }
}
