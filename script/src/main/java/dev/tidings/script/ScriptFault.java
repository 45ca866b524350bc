package dev.tidings.script;

/** An error that is raised in a script: the script's fault. It carries no stack. */
final class ScriptFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is raised. */
  enum Kind {
    /** A table whose field {@code err} is the text: how the server's own errors look. */
    TABLE,
    /** The same; the statistics know the error already, since a command failed. */
    COUNTED,
    /** A string, with the place in the script before it: how Lua's own functions fail. */
    PLACED,
    /** A value of Lua's: the error of what the host had called. */
    KEPT,
    /** A string. */
    BARE
  }

  private final Kind kind;
  private final int reference;

  private ScriptFault(Kind kind, String text) {
    this(kind, text, 0);
  }

  private ScriptFault(Kind kind, String text, int reference) {
    super(text, null, false, false);
    this.kind = kind;
    this.reference = reference;
  }

  /** Raised as a table whose field {@code err} is {@code text}, a character a byte. */
  static ScriptFault of(String text) {
    return new ScriptFault(Kind.TABLE, text);
  }

  /** The same, with an error that the statistics know already: a command's. */
  static ScriptFault counted(String text) {
    return new ScriptFault(Kind.COUNTED, text);
  }

  /** Raised as a string, with the place in the script before it. */
  static ScriptFault placed(String text) {
    return new ScriptFault(Kind.PLACED, text);
  }

  /** Raised as a string. */
  static ScriptFault bare(String text) {
    return new ScriptFault(Kind.BARE, text);
  }

  /** As Lua words it: {@code bad argument #1 to 'rep' (number expected, got nil)}. */
  static ScriptFault argument(int index, String function, String reason) {
    return placed("bad argument #" + index + " to '" + function + "' (" + reason + ")");
  }

  /** Raised as it was: the value that the interpreter keeps under {@code reference}. */
  static ScriptFault kept(int reference) {
    return new ScriptFault(Kind.KEPT, "", reference);
  }

  /** Under what the interpreter keeps the value. */
  int reference() {
    return reference;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  Kind kind() {
    return kind;
  }
}
