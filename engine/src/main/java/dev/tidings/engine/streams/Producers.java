package dev.tidings.engine.streams;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Xxh3;
import java.nio.ByteBuffer;

/** Ids that producers give their entries, or that follow from what the entries say. */
final class Producers {
  private static final int ID_BYTES = 16;

  private Producers() {}

  /** The id that the producer gave, or one made of all fields and values in whatever order. */
  static Bytes idOf(AddOptions options) {
    Bytes given = options.idempotentId();
    return given == null ? contentId(options.pairs()) : given;
  }

  /** The sum of the hashes of all pairs, each with the length of its name in front. */
  private static Bytes contentId(WordPairs pairs) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 2 * pairs.count(); i += 2) {
      ByteBuffer pair =
          ByteBuffer.allocate(Integer.BYTES + pairs.length(i) + pairs.length(i + 1))
              .putInt(pairs.length(i))
              .put(pairs.array(i), pairs.offset(i), pairs.length(i))
              .put(pairs.array(i + 1), pairs.offset(i + 1), pairs.length(i + 1));
      Xxh3.Hash128 hash = Xxh3.hash128(pair.array(), 0, pair.capacity());
      low += hash.low();
      high += hash.high();
    }
    return Bytes.wrap(ByteBuffer.allocate(ID_BYTES).putLong(high).putLong(low).array());
  }
}
