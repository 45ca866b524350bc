package dev.tidings.structures.rdb;

import dev.tidings.structures.LittleEndian;

/**
 * What ends a payload of DUMP or FUNCTION DUMP.
 *
 * <pre>
 *   …   version (2 bytes)   CRC-64 of all before it (8 bytes)      the low byte first; CRC 0: none
 * </pre>
 */
public final class Footer {
  /** The version that is written unless a value needs a later one: that of Redis 7.0. */
  public static final int VERSION = 10;

  /** How many bytes it takes. */
  public static final int BYTES = 10;

  /** The latest version that is read. */
  private static final int MOST_VERSION = 14;

  private Footer() {}

  /** Ends what has been written, which needs a reader of {@code version}. */
  public static void write(RdbWriter writer, int version) {
    writer.unsignedByte(version);
    writer.unsignedByte(version >> Byte.SIZE);
    writer.millis(Crc64.of(writer.array(), 0, writer.size()));
  }

  /** Whether {@code payload} ends with one that fits it, of a version that is known. */
  public static boolean fits(byte[] payload) {
    if (payload.length < BYTES) {
      return false;
    }
    int at = payload.length - BYTES;
    long told = LittleEndian.longAt(payload, at + 2);
    return LittleEndian.unsignedShortAt(payload, at) <= MOST_VERSION
        && (told == 0 || told == Crc64.of(payload, 0, payload.length - Long.BYTES));
  }

  /** What stands before the footer, which {@link #fits}. */
  public static RdbReader reader(byte[] payload) {
    return new RdbReader(payload, 0, payload.length - BYTES);
  }
}
