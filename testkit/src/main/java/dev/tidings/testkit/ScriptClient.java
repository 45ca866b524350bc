package dev.tidings.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client in a script. Everything it reads becomes a {@link Step} that is compared.
 *
 * <p>Belongs to the thread that runs the script.
 */
public final class ScriptClient {
  private static final int LABEL_LENGTH = 160;

  private final Scene scene;
  private final String name;
  private final RawClient connection;
  private final List<String> sent = new ArrayList<>();
  private @Nullable UnaryOperator<List<RespValue>> view;

  ScriptClient(Scene scene, String name, RawClient connection) {
    this.scene = scene;
    this.name = name;
    this.connection = connection;
  }

  /** The connection itself, for what need not be compared. */
  public RawClient connection() {
    return connection;
  }

  /** All that it reads from now on is compared as {@code view} shows it. */
  public ScriptClient seeing(UnaryOperator<List<RespValue>> view) {
    this.view = view;
    return this;
  }

  /** Sends a request. */
  public ScriptClient send(String... words) {
    sent.add(shown(words));
    connection.send(words);
    return this;
  }

  /** Sends several requests, each a line of words separated by one space, in one write. */
  public ScriptClient pipeline(String... requests) {
    sent.addAll(Arrays.asList(requests));
    connection.pipeline(
        Arrays.stream(requests).map(request -> List.of(request.split(" ", -1))).toList());
    return this;
  }

  /** Sends Latin-1 text as it is: nothing is added. */
  public ScriptClient sendText(String text) {
    sent.add(Latin1.quoted(text));
    connection.sendText(text);
    return this;
  }

  /** The next {@code count} values, replies and pushes as they come. */
  public Step frames(int count) {
    return step("", reading(() -> connection.frames(count)), "");
  }

  /** Sends a request and reads one value. */
  public Step call(String... words) {
    return send(words).frames(1);
  }

  /** Sends several requests, each a line of words separated by one space, one after the other. */
  public ScriptClient calls(String... requests) {
    for (String request : requests) {
      call(request.split(" ", -1));
    }
    return this;
  }

  /**
   * All values that come before the answer to a PING sent now; see {@link RawClient#readAvailable}
   * for when it may be used.
   */
  public Step available() {
    return step("all there is", reading(connection::readAvailable), "");
  }

  /** Nothing is pending: a value that is makes the script fail, even if both peers sent it. */
  public Step quiet() {
    List<RespValue> before = reading(connection::readAvailable);
    Step step = step("nothing", before, before.isEmpty() ? "<quiet>" : "<not quiet>");
    if (!before.isEmpty()) {
      throw new AssertionError(name + " expected nothing but got " + RespValue.line(before));
    }
    return step;
  }

  /** The server closes; the values before that. */
  public Step closed() {
    return step("until closed", reading(connection::expectClosed), "<closed>");
  }

  void expectNothingUnread() {
    if (!sent.isEmpty()) {
      throw new AssertionError(name + " never reads after " + String.join("; ", sent));
    }
  }

  private List<RespValue> reading(Supplier<List<RespValue>> read) {
    try {
      return read.get();
    } catch (AssertionError missing) {
      throw new AssertionError(name + "> " + requests() + ": " + missing.getMessage(), missing);
    }
  }

  private String requests() {
    return sent.stream().map(ScriptClient::shortened).collect(Collectors.joining("; "));
  }

  private Step step(String how, List<RespValue> frames, String ending) {
    String label = name + "> " + requests() + (how.isEmpty() ? "" : " (" + how + ")");
    sent.clear();
    Step step = new Step(label, frames, ending);
    return scene.add(view == null ? step : step.only(view));
  }

  private static String shown(String... words) {
    return Arrays.stream(words)
        .map(word -> word.matches("[!-~]+") ? word : Latin1.quoted(word))
        .collect(Collectors.joining(" "));
  }

  private static String shortened(String text) {
    return text.length() <= LABEL_LENGTH ? text : text.substring(0, LABEL_LENGTH) + "…";
  }
}
