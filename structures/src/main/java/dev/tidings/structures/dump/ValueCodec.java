package dev.tidings.structures.dump;

import dev.tidings.structures.TextBuffer;
import dev.tidings.structures.Value;
import dev.tidings.structures.hashes.HashCodec;
import dev.tidings.structures.hashes.HashValue;
import dev.tidings.structures.lists.ListCodec;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.Footer;
import dev.tidings.structures.rdb.RdbReader;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import dev.tidings.structures.sets.SetCodec;
import dev.tidings.structures.sets.SetValue;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCodec;
import dev.tidings.structures.streams.IdempotentIds;
import dev.tidings.structures.streams.StreamCodec;
import dev.tidings.structures.streams.StreamValue;

/**
 * What keys hold, as snapshots of Redis have it: {@code byte[]}, which is a plain string, or a
 * {@link Value}, which may be a string that is changed in place.
 *
 * <pre>
 *   value      type (1 byte)   what the codec of the type writes
 *   payload    value   version (2)   CRC-64 (8)                     what DUMP tells
 * </pre>
 *
 * <p>Written is what Redis 7.0 reads, version 10 of the format; only what that cannot hold is
 * written as a later type. Read is every type up to Redis 8.6.
 */
public final class ValueCodec {
  private final ValueLimits limits;
  private final boolean compresses;

  /** With limits for what is read; {@code compresses}: long strings are written compressed. */
  public ValueCodec(ValueLimits limits, boolean compresses) {
    this.limits = limits;
    this.compresses = compresses;
  }

  /** Writes {@code value} with its type; the version of the format that a reader must know. */
  public int write(Object value, RdbWriter writer) {
    RdbType type = type(value);
    writer.type(type);
    switch (value) {
      case byte[] text -> writer.string(text, 0, text.length);
      case TextBuffer text -> writer.string(text.array(), 0, text.length());
      case ListValue list -> ListCodec.write(list, writer);
      case SetValue set -> SetCodec.write(set, writer);
      case SortedSet set -> SortedSetCodec.write(set, writer);
      case HashValue hash -> HashCodec.write(hash, writer);
      case StreamValue stream -> StreamCodec.write(stream, type, writer);
      default -> throw new IllegalArgumentException("no key holds such a value");
    }
    return Math.max(Footer.VERSION, type.version());
  }

  private RdbType type(Object value) {
    return switch (value) {
      case byte[] _ -> RdbType.STRING;
      case TextBuffer _ -> RdbType.STRING;
      case ListValue list -> ListCodec.type(list);
      case SetValue set -> SetCodec.type(set);
      case SortedSet set -> SortedSetCodec.type(set);
      case HashValue hash -> HashCodec.type(hash);
      case StreamValue stream -> StreamCodec.type(stream, nothingKnown());
      default -> throw new IllegalArgumentException("no key holds such a value");
    };
  }

  /**
   * Reads a value with its type. The epoch of a stream is 0: who knows in which life of the key it
   * is sets it.
   *
   * @throws Damage if there is none; the reader may stand anywhere then
   */
  public Object read(RdbReader reader) {
    RdbType type = reader.type();
    return switch (type.keyType()) {
      case STRING -> reader.string();
      case LIST -> ListCodec.read(type, reader, limits.lists());
      case SET -> SetCodec.read(type, reader, limits.sets());
      case ZSET -> SortedSetCodec.read(type, reader, limits.sortedSets());
      case HASH -> HashCodec.read(type, reader, limits.hashes());
      case STREAM -> StreamCodec.read(type, reader, 0, nothingKnown());
    };
  }

  private IdempotentIds nothingKnown() {
    return new IdempotentIds(limits.idempotentSeconds(), limits.idempotentCapacity());
  }

  // ---- Payloads -----------------------------------------------------------------------------

  /** {@code value} with a footer. */
  public byte[] payload(Object value) {
    RdbWriter writer = new RdbWriter(compresses);
    Footer.write(writer, write(value, writer));
    return writer.toArray();
  }

  /** The value of a payload whose footer {@link Footer#fits fits}. */
  public Object value(byte[] payload) {
    return read(Footer.reader(payload));
  }
}
