package dev.tidings.tests.comparison;

import dev.tidings.testkit.Peer;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One client, twice: the same requests to two servers, and what each of them answered.
 *
 * <p>Where a reply ends cannot be seen from its bytes alone: SUBSCRIBE answers once for each name,
 * and messages come in between. So a PING follows each request, and its answer marks the end, but
 * not in a transaction, where it would be queued: there each request has one answer until the last.
 *
 * <p>A client that is never told anything unasked for has one answer to each request, and needs a
 * mark only behind the last of those that were sent together.
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

  /** What clients of one kind are told. */
  enum Kind {
    /** Answers, one to each request. */
    ASKING,
    /** Messages, too. */
    LISTENING
  }

  /** Behind these the client is in another state: none may follow them in the same packet. */
  private static final Set<String> TURNING =
      Set.of("QUIT", "MULTI", "EXEC", "DISCARD", "RESET", "PUBLISH", "SPUBLISH");

  private final Servers servers;
  private final Kind kind;
  private final int protocol;
  private final List<List<String>> queued = new ArrayList<>();
  private RawClient reference;
  private RawClient subject;
  private boolean queueing;
  private long markers;

  TwinClient(Servers servers) {
    this(servers, Kind.LISTENING, 2);
  }

  /** Speaks {@code protocol} from the start. */
  TwinClient(Servers servers, Kind kind, int protocol) {
    this.servers = servers;
    this.kind = kind;
    this.protocol = protocol;
    this.reference = opened(servers.reference());
    this.subject = opened(servers.subject());
  }

  private RawClient opened(Peer peer) {
    RawClient client = peer.open();
    if (protocol > 2) {
      client.call("HELLO", "" + protocol);
    }
    return client;
  }

  /** Whether nothing may be sent behind {@code words} before they are answered. */
  static boolean isTurning(List<String> words) {
    return TURNING.contains(words.getFirst().toUpperCase(Locale.ROOT));
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
    return askAll(List.of(words)).getFirst();
  }

  /** Asks both all of {@code requests} in one packet; only the last may be a turning one. */
  List<Answers> askAll(List<List<String>> requests) {
    List<End> ends = new ArrayList<>();
    List<List<String>> sent = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      List<String> words = requests.get(i);
      End end = end(words, i + 1 == requests.size());
      ends.add(end);
      sent.add(words);
      if (end == End.MARKER) {
        sent.add(List.of("PING", marker(i)));
      }
    }
    reference.pipeline(sent);
    subject.pipeline(sent);
    List<Answers> answers = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      List<RespValue> wanted = frames(reference, ends.get(i), marker(i));
      List<RespValue> got = frames(subject, ends.get(i), marker(i));
      answers.add(answers(requests.get(i), wanted, got));
      onAnswered(requests.get(i), ends.get(i), wanted);
    }
    markers += requests.size();
    return answers;
  }

  /** Whether a step of a walk has not come to the end, which the other server may have done. */
  private static boolean isPart(List<RespValue> answer) {
    return isStep(answer) && !answer.getLast().elements().getFirst().text().equals("0");
  }

  private static boolean isStep(List<RespValue> answer) {
    return answer.getLast() instanceof RespValue.Array(List<RespValue> parts) && parts.size() == 2;
  }

  private String marker(int request) {
    return "marker " + (markers + request);
  }

  private Answers answers(List<String> words, List<RespValue> wanted, List<RespValue> got) {
    String name = words.getFirst().toUpperCase(Locale.ROOT);
    if (kind == Kind.ASKING && name.equals("EXEC")) {
      return new Answers(Answer.ofExec(wanted, queued), Answer.ofExec(got, queued));
    }
    if (Fairness.isWalk(words) && (isPart(wanted) ? isStep(got) : isPart(got) && isStep(wanted))) {
      Answer step = Answer.of(List.of(), Answer.Form.NAMES);
      return new Answers(step, step);
    }
    Answer.Form form = queueing && !name.equals("EXEC") ? Answer.Form.NAMES : Answer.Form.of(words);
    return new Answers(Answer.of(wanted, form), Answer.of(got, form));
  }

  /** Whether requests are queued: the client is in a transaction. */
  boolean isQueueing() {
    return queueing;
  }

  /** Whether it may be sent what it did not ask for. */
  boolean isSentMessages() {
    return kind == Kind.LISTENING;
  }

  /** What came since without having been asked for. */
  Answers hear() {
    return queueing
        ? new Answers(
            Answer.of(List.of(), Answer.Form.NAMES), Answer.of(List.of(), Answer.Form.NAMES))
        : ask(List.of("PING"));
  }

  private End end(List<String> words, boolean last) {
    return switch (words.getFirst().toUpperCase(Locale.ROOT)) {
      case "QUIT" -> End.CLOSED;
      case "MULTI" -> End.ONE_REPLY;
      case "EXEC" -> End.MARKER;
      case "DISCARD", "RESET" -> queueing && words.size() > 1 ? End.ONE_REPLY : End.MARKER;
      default -> queueing || (kind == Kind.ASKING && !last) ? End.ONE_REPLY : End.MARKER;
    };
  }

  private void onAnswered(List<String> words, End end, List<RespValue> answered) {
    switch (end) {
      case CLOSED -> {
        close();
        reference = opened(servers.reference());
        subject = opened(servers.subject());
        queueing = false;
      }
      case MARKER -> queueing = false;
      case ONE_REPLY -> {
        RespValue answer = answered.getLast();
        if (answer.equals(new RespValue.SimpleString("QUEUED"))) {
          queued.add(words);
        }
        queueing |=
            words.getFirst().equalsIgnoreCase("MULTI")
                && answer.equals(new RespValue.SimpleString("OK"));
      }
    }
    if (!queueing) {
      queued.clear();
    }
  }

  private static List<RespValue> frames(RawClient client, End end, String marker) {
    if (end == End.CLOSED) {
      return client.expectClosed();
    }
    List<RespValue> frames = new ArrayList<>();
    client.forget();
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
