package dev.tidings.script;

import dev.tidings.engine.ScriptCalls;
import dev.tidings.engine.Turn;
import org.jspecify.annotations.Nullable;

/** One run of a script or a function, from its first line to its reply. */
final class ScriptRun {
  private final Turn turn;
  private final String name;
  private final ScriptCalls calls;
  private final long beganNanos;
  private int protocol = 2;
  private @Nullable String ending;

  /**
   * A run that {@code turn} asks for.
   *
   * @param name the script's digest or the function's name: told with each error
   * @param readOnly it may not change anything
   * @param allowsOutOfMemory it may take memory even if there is no more
   */
  ScriptRun(Turn turn, String name, boolean readOnly, boolean allowsOutOfMemory) {
    this.turn = turn;
    this.beganNanos = turn.engine().clock().nanos();
    this.name = name;
    this.calls = new ScriptCalls(turn, readOnly, allowsOutOfMemory);
  }

  Turn turn() {
    return turn;
  }

  String name() {
    return name;
  }

  /** For how long it has been running. */
  long nanos() {
    return turn.engine().clock().nanos() - beganNanos;
  }

  /** Whether it is a function, and not a script. */
  boolean isFunction() {
    return turn.command().name().startsWith("fcall");
  }

  ScriptCalls calls() {
    return calls;
  }

  /** What the script asked to speak with the server: 2 or 3. */
  int protocol() {
    return protocol;
  }

  void speak(int version) {
    protocol = version;
  }

  /** Why it was ended from outside; null if it was not. */
  @Nullable String ending() {
    return ending;
  }

  void endBecause(String refusal) {
    ending = refusal;
  }
}
