package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

import java.util.List;

/** Where the server listens and how it treats its sockets. */
public final class NetworkSettings {
  static final Area AREA = new Area("Network");

  /** The largest number of a TCP port. */
  static final long PORT_MAX = 65535;

  private static final int BIND_ADDRESSES_MAX = 16;

  public static final Setting<Long> PORT =
      AREA.number("port", 0, PORT_MAX, 6379)
          .effective("The TCP port for Redis clients; 0 listens on none.");

  public static final Setting<List<String>> BIND =
      AREA.setting("bind", Types.WORDS, List.of("*", "-::*"))
          .rule(addresses ->
              addresses.size() > BIND_ADDRESSES_MAX ? "Too many bind addresses specified." : null)
          .effective(
              "The addresses to listen on; `*` is every IPv4 and `::*` every IPv6 address. One with"
                  + " a hyphen in front may be missing from the machine.");

  public static final Setting<String> BIND_SOURCE_ADDR =
      AREA.text("bind-source-addr", "")
          .notYet("The address from which connections to other servers start.", "replication");

  public static final Setting<Boolean> PROTECTED_MODE =
      AREA.yesNo("protected-mode", true)
          .effective(
              "While the default user has no password, clients from other machines are refused.");

  public static final Setting<Long> TCP_BACKLOG =
      AREA.number("tcp-backlog", 0, INT_MAX, 511)
          .immutable()
          .effective("How many connections may wait to be accepted.");

  public static final Setting<Long> TCP_KEEPALIVE =
      AREA.number("tcp-keepalive", 0, INT_MAX, 300)
          .effective("Seconds of silence after which the kernel probes a peer; 0 never does.");

  public static final Setting<String> UNIXSOCKET =
      AREA.text("unixsocket", "")
          .immutable()
          .effective("The path of a Unix domain socket to listen on; empty listens on none.");

  public static final Setting<Long> UNIXSOCKETPERM =
      AREA.setting("unixsocketperm", NumberTypes.octal(0777), 0L)
          .immutable()
          .effective("The rights of the Unix domain socket; 0 leaves them to the process's mask.");

  public static final Setting<Long> SOCKET_MARK_ID =
      AREA.number("socket-mark-id", 0, 0xFFFFFFFFL, 0)
          .immutable()
          .withoutEffect(
              "A mark on every socket, for packet filters.",
              "the network library offers no way to set it");

  public static final Setting<Long> IO_THREADS =
      AREA.number("io-threads", 1, 128, 1)
          .immutable()
          .differs(
              "shown as 1 as in Redis, but while nobody sets it one thread for every two cores is"
                  + " started; more of them made deliveries dearer when measured")
          .effective(
              "How many threads read and write sockets. While it is not set, Tidings starts one for"
                  + " every two cores.");

  public static final Setting<Boolean> IO_THREADS_DO_READS =
      AREA.yesNo("io-threads-do-reads", false)
          .immutable()
          .withoutEffect(
              "Whether the threads of `io-threads` also read.",
              "an I/O thread of Tidings always does both");

  public static final Setting<Long> MAX_NEW_CONNECTIONS_PER_CYCLE =
      AREA.number("max-new-connections-per-cycle", 1, 1000, 10)
          .since("7.4")
          .withoutEffect(
              "How many connections one round of the event loop accepts.",
              "accepting is spread over the event loops by the network library");

  public static final Setting<Long> MAX_NEW_TLS_CONNECTIONS_PER_CYCLE =
      AREA.number("max-new-tls-connections-per-cycle", 1, 1000, 1)
          .since("7.4")
          .withoutEffect(
              "How many TLS connections one round of the event loop accepts.",
              "accepting is spread over the event loops by the network library");

  private NetworkSettings() {}
}
