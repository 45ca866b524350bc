package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

/** Limits on clients and on what they send and are sent. */
public final class ClientSettings {
  static final Area AREA = new Area("Clients");

  private static final long MEGABYTE = 1L << 20;

  public static final Setting<Long> MAXCLIENTS =
      AREA.number("maxclients", 1, 0xFFFFFFFFL, 10_000)
          .effective("How many clients may be connected at once; one more is refused.");

  public static final Setting<Long> TIMEOUT =
      AREA.number("timeout", 0, INT_MAX, 0)
          .effective("Seconds after which an idle client is disconnected; 0 never does.");

  public static final Setting<OutputBufferLimits> CLIENT_OUTPUT_BUFFER_LIMIT =
      AREA.setting(
              "client-output-buffer-limit",
              new OutputBufferLimits.Classes(),
              new OutputBufferLimits(
                  new OutputBufferLimits.Limit(0, 0, 0),
                  new OutputBufferLimits.Limit(256 * MEGABYTE, 64 * MEGABYTE, 60),
                  new OutputBufferLimits.Limit(32 * MEGABYTE, 8 * MEGABYTE, 60)))
          .effective("How much output a client may leave unread before it is disconnected.");

  public static final Setting<Long> CLIENT_QUERY_BUFFER_LIMIT =
      AREA.memory("client-query-buffer-limit", MEGABYTE, 1L << 30)
          .effective("How large the unfinished requests of one client may grow.");

  public static final Setting<Long> LOOKAHEAD =
      AREA.number("lookahead", 1, NumberTypes.INT_MAX, 16)
          .since("8.4")
          .withoutEffect(
              "How many requests of a client are read before the first of them is served.",
              "Tidings serves each request where it stands in the buffer");

  public static final Setting<Long> PROTO_MAX_BULK_LEN =
      AREA.memory("proto-max-bulk-len", MEGABYTE, 512 * MEGABYTE)
          .effective("The largest single argument or value.");

  public static final Setting<MemoryShare> MAXMEMORY_CLIENTS =
      AREA.setting("maxmemory-clients", NumberTypes.memoryOrPercent(), new MemoryShare.Amount(0))
          .effective(
              "How much the buffers of all clients may take together before the largest clients are"
                  + " disconnected; 0 is no limit.");

  public static final Setting<Long> TRACKING_TABLE_MAX_KEYS =
      AREA.number("tracking-table-max-keys", 0, Long.MAX_VALUE, 1_000_000)
          .effective("How many keys client-side caching may remember; 0 is no limit.");

  private ClientSettings() {}
}
