package dev.tidings.settings;

import java.util.List;
import java.util.Locale;

/** Settings that Redis does not have. */
public final class TidingsSettings {
  static final Area AREA = new Area("Tidings's own");

  /** By what means sockets are read and written. */
  public enum Transport implements Types.Spelled {
    AUTO,
    IO_URING,
    EPOLL,
    NIO;

    /** The kernel's name for io_uring has an underscore. */
    @Override
    public String spelling() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Setting<Long> HTTP_PORT =
      AREA.number("http-port", 0, NetworkSettings.PORT_MAX, 8765)
          .immutable()
          .effective("The TCP port for browsers and people; 0 listens on none.");

  public static final Setting<List<String>> HTTP_BIND =
      AREA.setting("http-bind", Types.WORDS, List.of("127.0.0.1", "-::1"))
          .immutable()
          .effective("The addresses for `http-port`, written as for `bind`.");

  public static final Setting<Long> HTTP_MAX_CONNECTIONS =
      AREA.number("http-max-connections", 1, NumberTypes.INT_MAX, 128)
          .effective(
              "How many connections to `http-port` may be open at once, beside the clients of"
                  + " `maxclients`; one more is answered 503 and closed.");

  public static final Setting<Long> HTTP_TIMEOUT =
      AREA.number("http-timeout", 1, NumberTypes.INT_MAX, 60)
          .effective(
              "Within how many seconds an HTTP client has to send its next request, whole, and to"
                  + " read an answer; otherwise it is disconnected.");

  public static final Setting<Transport> TRANSPORT =
      AREA.choice("transport", Transport.AUTO)
          .immutable()
          .effective(
              "How sockets are read and written; `auto` takes the best that the kernel allows.");

  public static final Setting<Long> BUSY_POLL_MICROS =
      AREA.number("busy-poll-micros", 0, 1000, 10)
          .immutable()
          .effective(
              "For how many microseconds an I/O thread looks for the next request before it sleeps,"
                  + " as long as this finds any; 0 lets it sleep at once.");

  private TidingsSettings() {}
}
