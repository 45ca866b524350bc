package dev.tidings.protocol;

/**
 * Bytes that are no request. The client is told {@code -ERR Protocol error: <reason>} and the
 * connection is closed, since what follows cannot be trusted.
 */
public final class ProtocolError extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code reason} is the text behind {@code Protocol error: }. */
  public ProtocolError(String reason) {
    super("Protocol error: " + reason, null, false, false);
  }
}
