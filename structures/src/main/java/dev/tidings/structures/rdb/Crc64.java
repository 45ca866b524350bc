package dev.tidings.structures.rdb;

import dev.tidings.structures.LittleEndian;

/**
 * The checksum at the end of a snapshot and of a payload: CRC-64 with the polynomial of Jones,
 * reflected, from 0. Eight bytes are taken at a time by eight tables.
 */
public final class Crc64 {
  private static final long POLYNOMIAL = 0x95AC9329AC4BC9B5L;
  private static final long[][] TABLES = tables();

  private Crc64() {}

  /** The checksum of {@code length} bytes of {@code array} from {@code offset}. */
  public static long of(byte[] array, int offset, int length) {
    return more(0, array, offset, length);
  }

  /** The checksum of what {@code before} is that of, and of more bytes behind it. */
  public static long more(long before, byte[] array, int offset, int length) {
    long crc = before;
    int at = offset;
    int end = offset + length;
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      long mixed = crc ^ LittleEndian.longAt(array, at);
      crc = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        crc ^= TABLES[Long.BYTES - 1 - i][(int) (mixed >>> (Byte.SIZE * i)) & 0xFF];
      }
    }
    for (; at < end; at++) {
      crc = TABLES[0][(int) (crc ^ array[at]) & 0xFF] ^ crc >>> Byte.SIZE;
    }
    return crc;
  }

  /** Table n: what a byte does to the checksum that is followed by n zero bytes. */
  private static long[][] tables() {
    long[][] tables = new long[Long.BYTES][256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
      tables[0][i] = crc;
    }
    for (int table = 1; table < Long.BYTES; table++) {
      for (int i = 0; i < 256; i++) {
        long before = tables[table - 1][i];
        tables[table][i] = tables[0][(int) before & 0xFF] ^ before >>> Byte.SIZE;
      }
    }
    return tables;
  }
}
