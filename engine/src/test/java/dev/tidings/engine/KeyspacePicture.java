package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.KeyTable;
import dev.tidings.structures.TextBuffer;
import dev.tidings.structures.Value;
import dev.tidings.structures.hashes.FieldCursor;
import dev.tidings.structures.hashes.HashValue;
import dev.tidings.structures.lists.ListCursor;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.lists.Side;
import dev.tidings.structures.sets.SetCursor;
import dev.tidings.structures.sets.SetValue;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.streams.Consumer;
import dev.tidings.structures.streams.ConsumerGroup;
import dev.tidings.structures.streams.EntryCursor;
import dev.tidings.structures.streams.PendingCursor;
import dev.tidings.structures.streams.StreamLog;
import dev.tidings.structures.streams.StreamValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * All that the databases of an engine hold, in the order in which they hold it: a line for each
 * key, with its place, its deadline, the word about its uses, its encoding and its content. Two
 * engines that served the same turns have the same lines.
 */
public final class KeyspacePicture {
  private KeyspacePicture() {}

  /** The lines, by database and place. */
  public static List<String> of(Engine engine) {
    List<String> lines = new ArrayList<>();
    Keyspace keyspace = engine.keyspace();
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      if (keyspace.hasKeys(number)) {
        KeyTable table = keyspace.database(number).table();
        for (int place = 0; place < table.size(); place++) {
          lines.add(number + "/" + place + " " + line(table, place));
        }
      }
    }
    lines.add("held bytes " + keyspace.heldBytes());
    return lines;
  }

  /** One number for all of it: SHA-256 over the lines. */
  public static String digest(Engine engine) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      of(engine).forEach(line -> sha.update((line + "\n").getBytes(StandardCharsets.ISO_8859_1)));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  private static String line(KeyTable table, int place) {
    long deadline = table.deadlines().of(place);
    Object value = table.valueAt(place);
    StringBuilder line = new StringBuilder(table.keyAt(place).latin1());
    line.append(" ends ").append(deadline == Deadlines.NONE ? "never" : "" + deadline);
    line.append(" used ").append(Integer.toHexString(table.usesAt(place))).append(' ');
    if (value instanceof Value held) {
      line.append(held.encoding()).append(' ').append(held.heldBytes()).append(' ');
    }
    switch (value) {
      case byte[] text -> line.append(Bytes.wrap(text).latin1());
      case TextBuffer text -> line.append(Bytes.wrap(text.bytes()).latin1());
      case ListValue list -> append(line, list);
      case SetValue set -> append(line, set);
      case HashValue hash -> append(line, hash);
      case SortedSet set -> append(line, set);
      case StreamValue stream -> append(line, stream);
      default -> throw new IllegalStateException("a type of value without a picture: " + value);
    }
    return line.toString();
  }

  private static void append(StringBuilder line, ListValue list) {
    for (ListCursor at = list.cursor(0, Side.LEFT); at.next(); ) {
      line.append(Bytes.wrap(at.bytes()).latin1()).append('|');
    }
  }

  private static void append(StringBuilder line, SetValue set) {
    for (SetCursor at = set.cursor(); at.next(); ) {
      line.append(Bytes.wrap(at.bytes()).latin1()).append('|');
    }
  }

  private static void append(StringBuilder line, HashValue hash) {
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      line.append(at.field().latin1()).append('=').append(at.value().latin1());
      line.append('@').append(at.deadline()).append('|');
    }
  }

  /** By place, and then by rank. */
  private static void append(StringBuilder line, SortedSet set) {
    for (int place = 0; place < set.size(); place++) {
      Bytes member = set.memberAt(place);
      line.append(member.latin1()).append('=').append(set.scoreAt(place));
      line.append('#').append(set.rank(member)).append('|');
    }
  }

  private static void append(StringBuilder line, StreamValue stream) {
    StreamLog log = stream.log();
    EntryCursor at = new EntryCursor();
    log.forward(at);
    while (at.next()) {
      line.append(at.id()).append(at.texts().stream().map(Bytes::latin1).toList()).append('|');
    }
    line.append(log.lastGenerated()).append(' ').append(log.maxDeleted());
    line.append(' ').append(log.entriesAdded()).append(' ').append(log.epoch());
    stream.groups().forEach(group -> append(line, group));
  }

  private static void append(StringBuilder line, ConsumerGroup group) {
    line.append(" group ").append(group.name().latin1()).append(' ').append(group.lastDelivered());
    line.append(' ').append(group.entriesRead());
    for (Consumer consumer : group.consumersByName()) {
      line.append(" consumer ").append(consumer.name().latin1()).append(' ');
      line.append(consumer.number()).append(' ').append(consumer.seenMillis());
      line.append(' ').append(consumer.activeMillis()).append(' ').append(consumer.pending());
    }
    PendingCursor at = new PendingCursor();
    group.pending().walkById(at, 0, 0, -1, -1);
    while (at.next()) {
      line.append(' ').append(at.id()).append(':').append(at.consumerNumber());
      line.append(':').append(at.deliveredMillis()).append(':').append(at.deliveries());
    }
  }
}
