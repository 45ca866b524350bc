package dev.tidings.engine;

import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * An event that concerns parts of what a key holds, fields of a hash, on the channels of Redis 8.8:
 *
 * <pre>
 *   S  __subkeyspace@0__:key                hset|2:f1,2:f2
 *   T  __subkeyevent@0__:hset               3:key|2:f1,2:f2
 *   I  __subkeyspaceitem@0__:key\nf1        hset                and the same for f2
 *   V  __subkeyspaceevent@0__:hset|key      2:f1,2:f2
 * </pre>
 *
 * A length stands before each name, because names may hold anything. A key with a line feed in it
 * is told of on no channel of the third kind, where it could not be told from a field.
 */
record PartEvent(int database, String event, Bytes key, List<Bytes> parts) {
  void publish(Channels channels, Turn turn, KeyspaceEvents events) {
    Bytes list = list();
    Bytes name = Bytes.of(event);
    if (events.any(KeyspaceEvents.PARTS_OF_KEY)) {
      channels.publish(turn, channel("__subkeyspace@", key), joined(event + "|", list));
    }
    if (events.any(KeyspaceEvents.PARTS_OF_EVENT)) {
      Bytes counted = joined(key.length() + ":", key, Bytes.of("|"), list);
      channels.publish(turn, channel("__subkeyevent@", name), counted);
    }
    if (events.any(KeyspaceEvents.PART) && key.latin1().indexOf('\n') < 0) {
      for (Bytes part : parts) {
        Bytes item = joined("", key, Bytes.of("\n"), part);
        channels.publish(turn, channel("__subkeyspaceitem@", item), name);
      }
    }
    if (events.any(KeyspaceEvents.PARTS_OF_EVENT_AND_KEY)) {
      channels.publish(turn, channel("__subkeyspaceevent@", joined(event + "|", key)), list);
    }
  }

  private Bytes channel(String family, Bytes name) {
    return Keyspace.channel(family, database, name.array());
  }

  private Bytes list() {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (Bytes part : parts) {
      list.writeBytes(Bytes.of((list.size() == 0 ? "" : ",") + part.length() + ":").array());
      list.writeBytes(part.array());
    }
    return Bytes.wrap(list.toByteArray());
  }

  private static Bytes joined(String head, Bytes... more) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(Bytes.of(head).array());
    for (Bytes each : more) {
      whole.writeBytes(each.array());
    }
    return Bytes.wrap(whole.toByteArray());
  }
}
