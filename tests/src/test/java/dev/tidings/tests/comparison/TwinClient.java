package dev.tidings.tests.comparison;

import dev.tidings.testkit.Peer;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One client, twice: the same requests to two servers, and what each of them answered.
 *
 * <p>Where a reply ends cannot be seen from its bytes alone: SUBSCRIBE answers once for each name,
 * and messages come in between. So a PING follows each request, and its answer marks the end, but
 * not in a transaction, where it would be queued: there each request has one answer until the last.
 */
final class TwinClient implements AutoCloseable {
  private enum End {
    ONE_REPLY,
    MARKER,
    CLOSED
  }

  /** What the two servers answered. */
  record Answers(Answer reference, Answer subject) {
    boolean same() {
      return reference.equals(subject);
    }
  }

  private final Servers servers;
  private RawClient reference;
  private RawClient subject;
  private boolean queueing;
  private long markers;

  TwinClient(Servers servers) {
    this.servers = servers;
    this.reference = servers.reference().open();
    this.subject = servers.subject().open();
  }

  /** Opens as many connections as makes the numbers of the next clients the same on both. */
  static void alignNumbers(Servers servers) {
    long wanted = newNumber(servers.reference());
    long number = newNumber(servers.subject());
    while (number < wanted) {
      number = newNumber(servers.subject());
    }
    while (wanted < number) {
      wanted = newNumber(servers.reference());
    }
  }

  private static long newNumber(Peer peer) {
    try (RawClient client = peer.open()) {
      return client.call("CLIENT", "ID").number();
    }
  }

  /** Asks both. */
  Answers ask(List<String> words) {
    String[] request = words.toArray(String[]::new);
    String name = words.getFirst().toUpperCase(Locale.ROOT);
    End end = end(name, words.size());
    String marker = "marker " + markers++;
    for (RawClient client : List.of(reference, subject)) {
      client.send(request);
      if (end == End.MARKER) {
        client.send("PING", marker);
      }
    }
    List<RespValue> wanted = frames(reference, end, marker);
    List<RespValue> got = frames(subject, end, marker);
    onAnswered(name, end, wanted);
    Answer.Form form = Answer.Form.of(name);
    return new Answers(Answer.of(wanted, form), Answer.of(got, form));
  }

  /** Whether requests are queued: the client is in a transaction. */
  boolean isQueueing() {
    return queueing;
  }

  /** What came since without having been asked for. */
  Answers hear() {
    return queueing
        ? new Answers(
            Answer.of(List.of(), Answer.Form.NAMES), Answer.of(List.of(), Answer.Form.NAMES))
        : ask(List.of("PING"));
  }

  private End end(String name, int words) {
    return switch (name) {
      case "QUIT" -> End.CLOSED;
      case "MULTI" -> End.ONE_REPLY;
      case "EXEC" -> End.MARKER;
      case "DISCARD", "RESET" -> queueing && words > 1 ? End.ONE_REPLY : End.MARKER;
      default -> queueing ? End.ONE_REPLY : End.MARKER;
    };
  }

  private void onAnswered(String name, End end, List<RespValue> answered) {
    switch (end) {
      case CLOSED -> {
        close();
        reference = servers.reference().open();
        subject = servers.subject().open();
        queueing = false;
      }
      case MARKER -> queueing = false;
      case ONE_REPLY ->
          queueing |=
              name.equals("MULTI") && answered.getLast().equals(new RespValue.SimpleString("OK"));
    }
  }

  private static List<RespValue> frames(RawClient client, End end, String marker) {
    if (end == End.CLOSED) {
      return client.expectClosed();
    }
    List<RespValue> frames = new ArrayList<>();
    while (true) {
      RespValue value = client.read();
      if (end == End.MARKER && answers(value, marker)) {
        return frames;
      }
      frames.add(value);
      if (end == End.ONE_REPLY && !Answer.isMessage(value)) {
        return frames;
      }
    }
  }

  private static boolean answers(RespValue value, String marker) {
    return value.equals(RespValue.bulk(marker))
        || value.equals(RespValue.array(RespValue.bulk("pong"), RespValue.bulk(marker)));
  }

  @Override
  public void close() {
    reference.close();
    subject.close();
  }
}
