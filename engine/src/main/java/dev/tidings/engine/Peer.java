package dev.tidings.engine;

/**
 * Who is at the other end of a connection.
 *
 * @param address {@code ip:port}, or the path of a Unix socket with {@code :0}
 * @param localAddress the server's end, in the same form
 * @param descriptor the number of the socket as the system knows it; -1 if unknown
 * @param unixSocket whether it came through a Unix socket
 * @param encrypted whether it speaks TLS
 */
public record Peer(
    String address, String localAddress, int descriptor, boolean unixSocket, boolean encrypted) {
  /** Whether it is on this machine: through a Unix socket or the loopback interface. */
  public boolean isLocal() {
    return unixSocket || address.startsWith("127.") || address.startsWith("[::1]");
  }
}
