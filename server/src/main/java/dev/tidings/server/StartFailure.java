package dev.tidings.server;

import java.io.Serial;

/** Why a server cannot start, in a line for the administrator. */
public final class StartFailure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  StartFailure(String line) {
    super(line);
  }

  StartFailure(String line, Throwable cause) {
    super(line, cause);
  }

  /** The line. */
  public String line() {
    return String.valueOf(getMessage());
  }
}
