package dev.tidings.engine.hashes;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.HASH;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.command.WholeNumber;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Decimal;
import dev.tidings.protocol.LongDouble;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.hashes.FieldCursor;
import dev.tidings.structures.hashes.HashLimits;
import dev.tidings.structures.hashes.HashValue;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Hashes: fields with values. Picks and walks are in {@link HashWalkCommands}. */
public final class HashCommands {
  private HashCommands() {}

  record Pair(Bytes field, Bytes value) {}

  record Pairs(Bytes key, List<Pair> pairs) {}

  record Setting(Bytes key, Bytes field, Bytes value) {}

  record Field(Bytes key, Bytes field) {}

  record Names(Bytes key, List<Bytes> fields) {}

  record Increment(Bytes key, Bytes field, long by) {}

  record RealIncrement(Bytes key, Bytes field, LongDouble by) {}

  static final Arg<Bytes> FIELD = string("field");
  static final Arg<Pair> PAIR = block("data", FIELD, string("value"), Pair::new);

  static final Command<Turn> HSET =
      Command.<Turn>command("HSET", HASH, WRITE, DENY_OOM, FAST)
          .since("2.0.0")
          .summary("Gives fields of a hash values; tells how many are new.")
          .complexity("O(N) where N is the number of fields")
          .takes(key("key", Access.UPDATE), pairs("hset"), Pairs::new)
          .does(HashCommands::hset);

  static final Command<Turn> HMSET =
      Command.<Turn>command("HMSET", HASH, WRITE, DENY_OOM, FAST)
          .since("2.0.0")
          .summary("Gives fields of a hash values, as HSET, which tells more.")
          .complexity("O(N) where N is the number of fields")
          .takes(key("key", Access.UPDATE), pairs("hmset"), Pairs::new)
          .does(HashCommands::hmset);

  static final Command<Turn> HSETNX =
      Command.<Turn>command("HSETNX", HASH, WRITE, DENY_OOM, FAST)
          .since("2.0.0")
          .summary("Gives a field of a hash a value if it has none.")
          .complexity("O(1)")
          .takes(key("key", Access.INSERT), FIELD, string("value"), Setting::new)
          .does(HashCommands::hsetnx);

  static final Command<Turn> HGET =
      Command.<Turn>command("HGET", HASH, READONLY, FAST)
          .since("2.0.0")
          .summary("Tells the value of a field.")
          .complexity("O(1)")
          .takes(key("key", Access.READ), FIELD, Field::new)
          .does(HashCommands::hget);

  static final Command<Turn> HMGET =
      Command.<Turn>command("HMGET", HASH, READONLY, FAST)
          .since("2.0.0")
          .summary("Tells the values of fields.")
          .complexity("O(N) where N is the number of fields asked for")
          .takes(key("key", Access.READ), FIELD.many(), Names::new)
          .does(HashCommands::hmget);

  static final Command<Turn> HGETALL =
      Command.<Turn>command("HGETALL", HASH, READONLY)
          .since("2.0.0")
          .summary("Tells all fields and values.")
          .complexity("O(N) where N is the size of the hash")
          .tips("nondeterministic_output_order")
          .takes(key("key", Access.READ))
          .does(HashCommands::hgetall);

  static final Command<Turn> HKEYS =
      Command.<Turn>command("HKEYS", HASH, READONLY)
          .since("2.0.0")
          .summary("Tells all fields.")
          .complexity("O(N) where N is the size of the hash")
          .tips("nondeterministic_output_order")
          .takes(key("key", Access.READ))
          .does(HashCommands::hkeys);

  static final Command<Turn> HVALS =
      Command.<Turn>command("HVALS", HASH, READONLY)
          .since("2.0.0")
          .summary("Tells all values.")
          .complexity("O(N) where N is the size of the hash")
          .tips("nondeterministic_output_order")
          .takes(key("key", Access.READ))
          .does(HashCommands::hvals);

  static final Command<Turn> HLEN =
      Command.<Turn>command("HLEN", HASH, READONLY, FAST)
          .since("2.0.0")
          .summary("Tells how many fields a hash has.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT))
          .does(HashCommands::hlen);

  static final Command<Turn> HSTRLEN =
      Command.<Turn>command("HSTRLEN", HASH, READONLY, FAST)
          .since("3.2.0")
          .summary("Tells how many bytes the value of a field has.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT), FIELD, Field::new)
          .does(HashCommands::hstrlen);

  static final Command<Turn> HEXISTS =
      Command.<Turn>command("HEXISTS", HASH, READONLY, FAST)
          .since("2.0.0")
          .summary("Tells whether a hash has a field.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT), FIELD, Field::new)
          .does(HashCommands::hexists);

  static final Command<Turn> HDEL =
      Command.<Turn>command("HDEL", HASH, WRITE, FAST)
          .since("2.0.0")
          .summary("Takes fields out of a hash; tells how many were there.")
          .complexity("O(N) where N is the number of fields to take out")
          .takes(key("key", Access.DELETE), FIELD.many(), Names::new)
          .does(HashCommands::hdel);

  static final Command<Turn> HINCRBY =
      Command.<Turn>command("HINCRBY", HASH, WRITE, DENY_OOM, FAST)
          .since("2.0.0")
          .summary("Adds to the whole number in a field.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL), FIELD, integer("increment"), Increment::new)
          .does(HashCommands::hincrby);

  private static final Arg<LongDouble> REAL =
      Args.custom(Shape.of("increment", Shape.Kind.DOUBLE), HashCommands::readReal);

  static final Command<Turn> HINCRBYFLOAT =
      Command.<Turn>command("HINCRBYFLOAT", HASH, WRITE, DENY_OOM, FAST)
          .since("2.6.0")
          .summary("Adds to the floating-point number in a field.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL), FIELD, REAL, RealIncrement::new)
          .does(HashCommands::hincrbyfloat);

  /** The whole family but {@link HashWalkCommands} and {@link FieldTimeCommands}. */
  public static final List<Command<Turn>> ALL =
      List.of(
          HSET,
          HMSET,
          HSETNX,
          HGET,
          HMGET,
          HGETALL,
          HKEYS,
          HVALS,
          HLEN,
          HSTRLEN,
          HEXISTS,
          HDEL,
          HINCRBY,
          HINCRBYFLOAT);

  private static Arg<List<Pair>> pairs(String command) {
    return PAIR.many().lacking(Refusal.arity(command).text());
  }

  // ---- Changing -----------------------------------------------------------------------------

  private static void hset(Turn turn, Pairs request) {
    turn.reply().integer(set(turn, request));
  }

  private static void hmset(Turn turn, Pairs request) {
    set(turn, request);
    turn.reply().ok();
  }

  /** Sets all pairs; how many fields are new. */
  private static int set(Turn turn, Pairs request) {
    HashValue hash = Hashes.writeOrAdd(turn, request.key);
    HashLimits limits = Hashes.limits(turn);
    ChangedFields fields = ChangedFields.of(turn);
    int added = 0;
    for (Pair pair : request.pairs) {
      added += hash.set(pair.field, pair.value, limits) ? 1 : 0;
      fields.add(pair.field);
    }
    Hashes.changed(turn, request.key, hash, "hset", fields);
    return added;
  }

  private static void hsetnx(Turn turn, Setting request) {
    HashValue present = Hashes.write(turn, request.key);
    if (present != null && present.contains(request.field)) {
      turn.reply().integer(0);
      return;
    }
    HashValue hash = present != null ? present : Hashes.writeOrAdd(turn, request.key);
    hash.set(request.field, request.value, Hashes.limits(turn));
    Hashes.changed(turn, request.key, hash, "hset", request.field);
    turn.reply().integer(1);
  }

  private static void hdel(Turn turn, Names request) {
    HashValue hash = Hashes.write(turn, request.key);
    int removed = 0;
    if (hash != null) {
      ChangedFields fields = ChangedFields.of(turn);
      for (Bytes field : request.fields) {
        if (hash.remove(field)) {
          removed++;
          fields.add(field);
        }
      }
      if (removed > 0) {
        Hashes.changed(turn, request.key, hash, "hdel", fields);
      }
    }
    turn.reply().integer(removed);
  }

  private static void hincrby(Turn turn, Increment request) {
    HashValue present = Hashes.write(turn, request.key);
    long before = present == null ? 0 : wholeNumber(present, request.field);
    long after = before + request.by;
    if (((before ^ after) & (request.by ^ after)) < 0) {
      throw new Refusal("ERR increment or decrement would overflow");
    }
    HashValue hash = present != null ? present : Hashes.writeOrAdd(turn, request.key);
    hash.put(request.field, Bytes.wrap(Decimal.bytes(after)), Hashes.limits(turn));
    Hashes.changed(turn, request.key, hash, "hincrby", request.field);
    turn.reply().integer(after);
  }

  private static long wholeNumber(HashValue hash, Bytes field) {
    FieldCursor at = hash.cursor();
    if (!at.find(field)) {
      return 0;
    }
    return WholeNumber.of(
        at.valueArray(), at.valueStart(), at.valueLength(), "ERR hash value is not an integer");
  }

  private static LongDouble readReal(Cursor cursor) {
    byte[] text = cursor.nextBytes();
    LongDouble value = LongDouble.parse(text, 0, text.length);
    if (value == null) {
      throw new Refusal("ERR value is not a valid float");
    }
    if (!value.isFinite()) {
      throw new Refusal("ERR value is NaN or Infinity");
    }
    return value;
  }

  private static void hincrbyfloat(Turn turn, RealIncrement request) {
    HashValue present = Hashes.write(turn, request.key);
    LongDouble before = present == null ? LongDouble.ZERO : realNumber(present, request.field);
    LongDouble after = before.plus(request.by);
    if (!after.isFinite()) {
      throw new Refusal("ERR increment would produce NaN or Infinity");
    }
    HashValue hash = present != null ? present : Hashes.writeOrAdd(turn, request.key);
    Bytes told = Bytes.ofLatin1(after.text());
    hash.put(request.field, told, Hashes.limits(turn));
    Hashes.changed(turn, request.key, hash, "hincrbyfloat", request.field);
    turn.reply().bulk(told);
  }

  private static LongDouble realNumber(HashValue hash, Bytes field) {
    FieldCursor at = hash.cursor();
    if (!at.find(field)) {
      return LongDouble.ZERO;
    }
    LongDouble value = LongDouble.parse(at.valueArray(), at.valueStart(), at.valueLength());
    if (value == null) {
      throw new Refusal("ERR hash value is not a float");
    }
    return value;
  }

  // ---- Telling ------------------------------------------------------------------------------

  private static void hget(Turn turn, Field request) {
    tellValue(turn.reply(), Hashes.read(turn, request.key), request.field);
  }

  private static void hmget(Turn turn, Names request) {
    HashValue hash = Hashes.read(turn, request.key);
    turn.reply().array(request.fields.size());
    for (Bytes field : request.fields) {
      tellValue(turn.reply(), hash, field);
    }
  }

  static void tellValue(RespWriter reply, @Nullable HashValue hash, Bytes field) {
    if (hash != null) {
      FieldCursor at = hash.cursor();
      if (at.find(field)) {
        Hashes.value(reply, at);
        return;
      }
    }
    reply.nullBulk();
  }

  private static void hgetall(Turn turn, Bytes key) {
    HashValue hash = Hashes.read(turn, key);
    RespWriter reply = turn.reply();
    if (hash == null) {
      reply.map(0);
      return;
    }
    reply.map(hash.size());
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      Hashes.field(reply, at);
      Hashes.value(reply, at);
    }
  }

  private static void hkeys(Turn turn, Bytes key) {
    tellEach(turn, key, Hashes::field);
  }

  private static void hvals(Turn turn, Bytes key) {
    tellEach(turn, key, Hashes::value);
  }

  private static void tellEach(Turn turn, Bytes key, BiConsumer<RespWriter, FieldCursor> part) {
    HashValue hash = Hashes.read(turn, key);
    RespWriter reply = turn.reply();
    if (hash == null) {
      reply.array(0);
      return;
    }
    reply.array(hash.size());
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      part.accept(reply, at);
    }
  }

  private static void hlen(Turn turn, Bytes key) {
    HashValue hash = Hashes.read(turn, key);
    turn.reply().integer(hash == null ? 0 : hash.size());
  }

  private static void hstrlen(Turn turn, Field request) {
    HashValue hash = Hashes.read(turn, request.key);
    FieldCursor at = hash == null ? null : hash.cursor();
    turn.reply().integer(at != null && at.find(request.field) ? at.valueLength() : 0);
  }

  private static void hexists(Turn turn, Field request) {
    HashValue hash = Hashes.read(turn, request.key);
    turn.reply().integer(hash != null && hash.contains(request.field) ? 1 : 0);
  }
}
