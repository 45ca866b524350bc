package dev.tidings.engine;

import dev.tidings.command.Refusal;
import dev.tidings.engine.strings.StringEncoding;
import dev.tidings.protocol.Decimal;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The subcommands of DEBUG that look at keys or make some. */
final class DebugData {
  /** The age of keys is told by a clock of 24 bits. */
  private static final int CLOCK_MASK = (1 << 24) - 1;

  private DebugData() {}

  /** How {@code key} is kept: where it stands, in which form, what it takes, when it was used. */
  static void object(Turn turn, Bytes key) {
    Database database = turn.database();
    int place = database.table().placeOf(key);
    if (place < 0) {
      throw new Refusal("ERR no such key");
    }
    Object value = database.table().valueAt(place);
    int uses = database.table().usesAt(place);
    Recency recency = turn.engine().keyspace().recency();
    long idleMillis = recency.countsUses() ? 0 : recency.idleMillis(uses, turn.nowMillis());
    String encoding =
        value instanceof Value held ? held.encoding() : StringEncoding.of(value).text();
    turn.reply()
        .simple(
            "Value at:0x"
                + Integer.toHexString(place)
                + " refcount:1 encoding:"
                + encoding
                + " serializedlength:"
                + database.heldBytes(key)
                + " lru:"
                + (uses & CLOCK_MASK)
                + " lru_seconds_idle:"
                + idleMillis / 1000);
  }

  static void digestValues(Turn turn, List<Bytes> keys) {
    DataDigest digest = new DataDigest();
    turn.reply().array(keys.size());
    keys.forEach(key -> turn.reply().simple(digest.ofValue(turn.database(), key)));
  }

  /** Makes keys {@code prefix:0} and so on, as far as they are not there. */
  static void populate(Turn turn, List<Bytes> arguments) {
    long count = size(arguments.get(0));
    String prefix = arguments.size() > 1 ? arguments.get(1).latin1() : "key";
    long bytes = arguments.size() > 2 ? size(arguments.get(2)) : 0;
    Database database = turn.database();
    for (long i = 0; i < count; i++) {
      Bytes key = Bytes.ofLatin1(prefix + ":" + i);
      if (database.livePlace(key) < 0) {
        byte[] text = ("value:" + i).getBytes(StandardCharsets.ISO_8859_1);
        database.add(key, bytes == 0 ? text : Arrays.copyOf(text, (int) bytes));
        database.changed(key);
      }
    }
    turn.reply().ok();
  }

  private static long size(Bytes word) {
    long size = Decimal.parse(word.array(), 0, word.length());
    if (size < 0 || size > Integer.MAX_VALUE - 8) {
      throw new Refusal("ERR value is out of range, must be positive");
    }
    return size;
  }

  /** What is no number is 0, as in Redis. */
  static void setActiveExpire(Turn turn, Bytes word) {
    long wanted = Decimal.parse(word.array(), 0, word.length());
    turn.engine().keyspace().expiresActively(wanted != 0 && wanted != Decimal.INVALID);
    turn.reply().ok();
  }
}
