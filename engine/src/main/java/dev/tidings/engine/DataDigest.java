package dev.tidings.engine;

import dev.tidings.engine.strings.Texts;
import dev.tidings.protocol.DoubleText;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.KeyTable;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.Value;
import dev.tidings.structures.hashes.FieldCursor;
import dev.tidings.structures.hashes.HashValue;
import dev.tidings.structures.lists.ListCursor;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.lists.Side;
import dev.tidings.structures.sets.SetCursor;
import dev.tidings.structures.sets.SetValue;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCursor;
import dev.tidings.structures.streams.EntryCursor;
import dev.tidings.structures.streams.Slice;
import dev.tidings.structures.streams.StreamValue;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A number of twenty bytes that two data sets share if they hold the same, in whatever order and
 * form they keep it: DEBUG DIGEST. The same as that of Redis 7.0.
 *
 * <pre>
 *   with      xor the sum of a text into the digest       order does not matter
 *   mix       the same, and then take the sum of that     order matters
 *   sum       SHA-1
 * </pre>
 */
final class DataDigest {
  private static final int LENGTH = 20;
  private static final byte[] ENDS = "!!expire!!".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] FIELD_ENDS = "!!hexpire!!".getBytes(StandardCharsets.ISO_8859_1);

  private final MessageDigest sha = sha();
  private final byte[] sum = new byte[LENGTH];
  private final byte[] element = new byte[LENGTH];

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** That of all keys of all databases, in hexadecimal. */
  String ofAll(Keyspace keyspace) {
    byte[] all = new byte[LENGTH];
    byte[] one = new byte[LENGTH];
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      if (keyspace.hasKeys(number)) {
        mixNumber(all, number);
        KeyTable table = keyspace.database(number).table();
        for (int place = 0; place < table.size(); place++) {
          Arrays.fill(one, (byte) 0);
          mix(one, table.keyAt(place).array());
          addValue(one, table, place);
          with(all, one, 0, LENGTH);
        }
      }
    }
    return HexFormat.of().formatHex(all);
  }

  /** That of what {@code key} holds, even if its time has come; zeros if it is not there. */
  String ofValue(Database database, Bytes key) {
    byte[] digest = new byte[LENGTH];
    int place = database.table().placeOf(key);
    if (place >= 0) {
      addValue(digest, database.table(), place);
    }
    return HexFormat.of().formatHex(digest);
  }

  private void addValue(byte[] digest, KeyTable table, int place) {
    Object value = table.valueAt(place);
    mixNumber(digest, numberOf(value instanceof Value held ? held.type() : KeyType.STRING));
    switch (value) {
      case HashValue hash -> addFields(digest, hash);
      case ListValue list -> addElements(digest, list);
      case SetValue set -> addMembers(digest, set);
      case SortedSet set -> addMembers(digest, set);
      case StreamValue stream -> addEntries(digest, stream);
      default -> mix(digest, Texts.array(value), 0, Texts.length(value));
    }
    if (table.deadlines().of(place) != Deadlines.NONE) {
      with(digest, ENDS, 0, ENDS.length);
    }
  }

  /** The numbers that Redis gives its types. */
  private static int numberOf(KeyType type) {
    return switch (type) {
      case STRING -> 0;
      case LIST -> 1;
      case SET -> 2;
      case ZSET -> 3;
      case HASH -> 4;
      case STREAM -> 6;
    };
  }

  private void addElements(byte[] digest, ListValue list) {
    for (ListCursor at = list.cursor(0, Side.LEFT); at.next(); ) {
      mix(digest, at.isNumber() ? Bytes.of(Long.toString(at.number())).array() : at.bytes());
    }
  }

  private void addMembers(byte[] digest, SetValue set) {
    for (SetCursor at = set.cursor(); at.next(); ) {
      byte[] member = at.bytes();
      with(digest, member, 0, member.length);
    }
  }

  private void addFields(byte[] digest, HashValue hash) {
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      Arrays.fill(element, (byte) 0);
      mix(element, at.fieldArray(), at.fieldStart(), at.fieldLength());
      mix(element, at.valueArray(), at.valueStart(), at.valueLength());
      if (at.deadline() != Deadlines.NONE) {
        with(element, FIELD_ENDS, 0, FIELD_ENDS.length);
      }
      with(digest, element, 0, LENGTH);
    }
  }

  private void addMembers(byte[] digest, SortedSet set) {
    for (SortedSetCursor at = set.ascending(0); at.next(); ) {
      Arrays.fill(element, (byte) 0);
      mix(element, at.array(), at.offset(), at.length());
      mix(element, DoubleText.ofSeventeenDigits(at.score()).getBytes(StandardCharsets.ISO_8859_1));
      with(digest, element, 0, LENGTH);
    }
  }

  private void addEntries(byte[] digest, StreamValue stream) {
    EntryCursor at = new EntryCursor();
    stream.log().forward(at);
    while (at.next()) {
      String id = Long.toUnsignedString(at.ms()) + "." + Long.toUnsignedString(at.seq());
      mix(digest, id.getBytes(StandardCharsets.ISO_8859_1));
      while (at.nextPair()) {
        mix(digest, at.field());
        mix(digest, at.value());
      }
    }
  }

  private void mix(byte[] digest, Slice text) {
    mix(digest, text.array(), text.offset(), text.length());
  }

  private void mix(byte[] digest, byte[] text) {
    mix(digest, text, 0, text.length);
  }

  private void mix(byte[] digest, byte[] array, int offset, int length) {
    with(digest, array, offset, length);
    sum(digest, 0, LENGTH);
    System.arraycopy(sum, 0, digest, 0, LENGTH);
  }

  private void mixNumber(byte[] digest, int number) {
    byte[] bytes = {
      (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
    };
    mix(digest, bytes);
  }

  private void with(byte[] digest, byte[] array, int offset, int length) {
    sum(array, offset, length);
    for (int i = 0; i < LENGTH; i++) {
      digest[i] ^= sum[i];
    }
  }

  private void sum(byte[] array, int offset, int length) {
    sha.update(array, offset, length);
    try {
      sha.digest(sum, 0, LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-1 has twenty bytes", e);
    }
  }
}
