package dev.tidings.structures.hashes;

import dev.tidings.structures.Bytes;

/**
 * Up to where a hash is kept packed.
 *
 * @param entries how many fields ({@code hash-max-listpack-entries})
 * @param valueBytes how long a field or a value ({@code hash-max-listpack-value})
 */
public record HashLimits(long entries, long valueBytes) {
  boolean allow(Bytes field, Bytes value) {
    return field.length() <= valueBytes && value.length() <= valueBytes;
  }
}
