package dev.tidings.testkit;

/** A server that tests talk to. Closing ends it if it belongs to the one who closes. */
public interface Peer extends AutoCloseable {
  /** What failure messages call it. */
  String name();

  /** Where it listens. */
  String host();

  /** Where it listens. */
  int port();

  /** A new connection. */
  default RawClient open() {
    return RawClient.tcp(host(), port());
  }

  @Override
  void close();

  /** A server that somebody else runs, in this JVM or anywhere. */
  static Peer at(String name, String host, int port) {
    record Address(String name, String host, int port) implements Peer {
      @Override
      public void close() {
        // Not ours to end.
      }
    }
    return new Address(name, host, port);
  }
}
