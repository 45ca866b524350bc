package dev.tidings.command;

/**
 * A state of the server or of a session in which some commands are refused. Each bars commands by
 * trait and carries its text; per request the conditions in force are one mask, and so are those
 * that bar the command. In the order in which they are told.
 */
public enum Condition {
  /** The session's user is not known yet. */
  NOT_AUTHENTICATED("NOAUTH Authentication required."),
  /** The session may not use DEBUG, because of {@code enable-debug-command}. */
  DEBUG_CLOSED(
      "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you"
          + " can run it from a local connection, otherwise you need to set this option in the"
          + " configuration file, and then restart the server."),
  /** Writes would take more memory than allowed. */
  OUT_OF_MEMORY("OOM command not allowed when used memory > 'maxmemory'."),
  /** The journal cannot be written. */
  DISK_FAILING(
      "MISCONF Errors writing to the journal. Commands that may modify the data set are disabled"
          + " until the disk is writable again."),
  /** The data is being read in. */
  LOADING("LOADING Redis is loading the dataset in memory"),
  /** RESP2 with subscriptions: the text names the command, so it is made by the engine. */
  SUBSCRIBER_MODE(""),
  /** A script has run for too long. */
  BUSY_SCRIPT(
      "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."),
  /** A function has run for too long. */
  BUSY_FUNCTION(
      "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.");

  private final String text;

  Condition(String text) {
    this.text = text;
  }

  /** The refusal's text. */
  public String text() {
    return text;
  }

  /** The condition's place in a mask. */
  public int bit() {
    return 1 << ordinal();
  }

  /** Whether the condition refuses {@code command}. */
  boolean bars(Command<?> command) {
    return switch (this) {
      case NOT_AUTHENTICATED -> !command.has(Trait.NO_AUTH);
      case DEBUG_CLOSED -> command.has(Trait.DEBUG);
      case OUT_OF_MEMORY -> command.has(Trait.DENY_OOM);
      case DISK_FAILING -> command.has(Trait.WRITE);
      case LOADING -> !command.has(Trait.LOADING);
      case BUSY_SCRIPT, BUSY_FUNCTION -> !command.has(Trait.ALLOW_BUSY);
      case SUBSCRIBER_MODE -> !command.has(Trait.IN_SUBSCRIBER_MODE);
    };
  }
}
