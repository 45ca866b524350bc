package dev.tidings.engine.generic;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.GENERIC;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.WholeNumber;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.engine.hashes.Hashes;
import dev.tidings.engine.lists.Lists;
import dev.tidings.engine.sets.Sets;
import dev.tidings.engine.sortedsets.SortedSets;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.settings.PersistenceSettings;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.dump.ValueCodec;
import dev.tidings.structures.dump.ValueLimits;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.Footer;
import dev.tidings.structures.rdb.RdbWriter;
import dev.tidings.structures.streams.StreamValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** DUMP and RESTORE: what a key holds as a payload, and back. */
final class DumpCommands {
  private static final String NO_INTEGER = "ERR value is not an integer or out of range";

  /** What is not said: IDLETIME, FREQ. */
  private static final long UNSAID = -1;

  private static final long MOST_USES = 255;

  private DumpCommands() {}

  /** The time to live is looked at after the key. */
  record Restore(Bytes key, Bytes ttl, Bytes payload, Options options) {}

  /**
   * How a key is restored.
   *
   * @param absolute the time to live is an instant
   * @param idleSeconds for how long it has not been used
   * @param uses how often it has been used lately, on a logarithmic scale
   */
  record Options(boolean replace, boolean absolute, long idleSeconds, long uses) {}

  static final Command<Turn> DUMP =
      Command.<Turn>command("DUMP", GENERIC, READONLY)
          .since("2.6.0")
          .summary("Tells what a key holds in a form that RESTORE takes, here and in Redis.")
          .complexity("O(N), N bytes that the key holds")
          .tips("nondeterministic_output")
          .takes(key("key", Access.READ))
          .does(DumpCommands::dump);

  static final Command<Turn> RESTORE =
      Command.<Turn>command("RESTORE", GENERIC, WRITE, DENY_OOM)
          .since("2.6.0")
          .summary("Lets a key hold what DUMP has told, here or in Redis.")
          .complexity("O(N), N bytes of the payload; O(N log(N)) for a sorted set")
          .categories(Category.KEYSPACE, Category.DANGEROUS)
          .takes(
              key("key", Access.OVERWRITE),
              custom(integer("ttl").shape(), Cursor::next),
              string("serialized-value"),
              custom(optionsShape().shape(), DumpCommands::readOptions),
              Restore::new)
          .does(DumpCommands::restore);

  static final List<Command<Turn>> ALL = List.of(DUMP, RESTORE);

  private static Arg<Options> optionsShape() {
    return options(
        flag("REPLACE"),
        flag("ABSTTL"),
        integer("seconds").after("IDLETIME").optional(UNSAID),
        integer("frequency").after("FREQ").optional(UNSAID),
        Options::new);
  }

  /** Words are judged from left to right: how long unused excludes how often used after it. */
  private static Options readOptions(Cursor cursor) {
    Options options = new Options(false, false, UNSAID, UNSAID);
    while (cursor.hasNext()) {
      options = readOption(options, cursor);
    }
    return options;
  }

  private static Options readOption(Options o, Cursor cursor) {
    String word = cursor.nextText().toUpperCase(Locale.ROOT);
    if (word.equals("REPLACE")) {
      return new Options(true, o.absolute, o.idleSeconds, o.uses);
    }
    if (word.equals("ABSTTL")) {
      return new Options(o.replace, true, o.idleSeconds, o.uses);
    }
    if (word.equals("IDLETIME") && cursor.hasNext() && o.uses == UNSAID) {
      long seconds = cursor.nextInteger(NO_INTEGER);
      if (seconds < 0) {
        throw new Refusal("ERR Invalid IDLETIME value, must be >= 0");
      }
      return new Options(o.replace, o.absolute, seconds, o.uses);
    }
    if (word.equals("FREQ") && cursor.hasNext() && o.idleSeconds == UNSAID) {
      long uses = cursor.nextInteger(NO_INTEGER);
      if (uses < 0 || uses > MOST_USES) {
        throw new Refusal("ERR Invalid FREQ value, must be >= 0 and <= 255");
      }
      return new Options(o.replace, o.absolute, o.idleSeconds, uses);
    }
    throw Refusal.syntax();
  }

  // ---- DUMP ---------------------------------------------------------------------------------

  private static void dump(Turn turn, Bytes key) {
    Object value = turn.database().read(key);
    if (value == null) {
      turn.reply().nullBulk();
      return;
    }
    try {
      turn.reply().bulk(codec(turn).payload(value));
    } catch (RdbWriter.TooLarge tooLarge) {
      throw new Refusal("ERR the payload would be longer than 2 GB");
    }
  }

  private static ValueCodec codec(Turn turn) {
    Configuration configuration = turn.configuration();
    ValueLimits limits =
        new ValueLimits(
            Lists.limit(turn),
            Sets.limits(turn),
            Hashes.limits(turn),
            SortedSets.limits(turn),
            configuration.value(DataSettings.STREAM_IDMP_DURATION),
            configuration.value(DataSettings.STREAM_IDMP_MAXSIZE).intValue());
    return new ValueCodec(limits, configuration.value(PersistenceSettings.RDBCOMPRESSION));
  }

  // ---- RESTORE ------------------------------------------------------------------------------

  private static void restore(Turn turn, Restore request) {
    Database database = turn.database();
    Object before = database.write(request.key);
    if (before != null && !request.options.replace) {
      throw new Refusal("BUSYKEY Target key name already exists.");
    }
    long ttl = WholeNumber.of(request.ttl, NO_INTEGER);
    if (ttl < 0) {
      throw new Refusal("ERR Invalid TTL value, must be >= 0");
    }
    if (!Footer.fits(request.payload.array())) {
      throw new Refusal("ERR DUMP payload version or checksum are wrong");
    }
    Object value = value(turn, request.payload);
    boolean ends = ttl != 0;
    // A sum beyond 63 bits is an instant long ago, as in Redis.
    long deadline = request.options.absolute ? ttl : ttl + turn.nowMillis();
    if (before != null) {
      database.remove(request.key);
    }
    if (ends && deadline <= turn.nowMillis()) {
      endAtOnce(turn, request.key, before != null);
    } else {
      add(turn, request, value, before, ends, deadline);
    }
    turn.reply().ok();
  }

  private static Object value(Turn turn, Bytes payload) {
    Object value;
    try {
      value = codec(turn).value(payload.array());
    } catch (Damage damage) {
      throw new Refusal("ERR Bad data format");
    }
    if (value instanceof StreamValue stream) {
      // What is read of it is no reading of a stream that the key held before.
      stream.log().setEpoch(turn.random().nextLong());
    }
    return value;
  }

  /** Its time has come already: it is never there, but what was there is gone. */
  private static void endAtOnce(Turn turn, Bytes key, boolean replaced) {
    turn.engine().keyspace().onBornExpired();
    if (replaced) {
      turn.database().changed(key);
      turn.database().tell(KeyspaceEvents.GENERIC, "del", key);
    }
  }

  private static void add(
      Turn turn,
      Restore request,
      Object value,
      @Nullable Object before,
      boolean ends,
      long deadline) {
    Database database = turn.database();
    Bytes key = request.key;
    database.add(key, value);
    if (ends) {
      database.deadline(key, deadline);
    }
    database.used(key, request.options.idleSeconds, request.options.uses);
    database.changed(key);
    database.tell(KeyspaceEvents.GENERIC, "restore", key);
    if (before != null) {
      database.overwritten(key, before);
    }
  }
}
