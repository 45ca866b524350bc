package dev.tidings.engine.hashes;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Late;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows the key in HEXPIRE and its kin, HGETEX and HSETEX: options and {@code FIELDS
 * numfields ...}, in any order, with refusals of their own.
 */
final class FieldOptions {
  /** Which deadline a field must have had so that it gets another. */
  enum Condition {
    /** None. */
    NX,
    /** Any. */
    XX,
    /** An earlier one; none is later than all. */
    GT,
    /** A later one, or none. */
    LT
  }

  /** Which of the fields must be there, or must not, before any is set. */
  enum Presence {
    /** None of them. */
    FNX,
    /** All of them. */
    FXX
  }

  /** What HEXPIRE is asked to do. */
  record Expiring(Ending ending, @Nullable Condition condition, List<Bytes> fields) {}

  /** What HGETEX is asked to do. */
  record Reading(Ending ending, List<Bytes> fields) {}

  /** What HSETEX is asked to do. */
  record Setting(@Nullable Presence presence, Ending ending, List<HashCommands.Pair> pairs) {}

  private static final Arg<Condition> CONDITION = Args.oneOf("condition", Condition.class);
  private static final Arg<Presence> PRESENCE = Args.oneOf("condition", Presence.class);
  private static final byte[] KEEPTTL = Bytes.of("KEEPTTL").array();
  private static final byte[] PERSIST = Bytes.of("PERSIST").array();

  private final String command;
  private final boolean sets;
  private final Arg<Ending> instant;
  private @Nullable Ending ending;
  private boolean keeps;
  private boolean persists;
  private @Nullable Presence presence;
  private @Nullable List<Bytes> words;

  private FieldOptions(String command, boolean sets) {
    this.command = command;
    this.sets = sets;
    this.instant = Ending.instant(command).lacking("ERR missing expire time");
  }

  // ---- HEXPIRE ------------------------------------------------------------------------------

  /** {@code ending}, a condition and fields; the hash is looked at first. */
  static Arg<Late<Expiring>> expiring(Arg<Ending> ending) {
    Shape fields = FieldWords.shape(HashCommands.FIELD.many().shape());
    return Late.rest(
        Args.custom(
            Shape.parts("expiring", List.of(ending.shape(), CONDITION.optional().shape(), fields)),
            cursor -> readExpiring(cursor, ending)));
  }

  private static Expiring readExpiring(Cursor cursor, Arg<Ending> ending) {
    Ending end = ending.read(cursor);
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    List<Bytes> fields = null;
    while (cursor.hasNext()) {
      if (cursor.nextIs(FieldWords.FIELDS)) {
        once(fields);
        if (cursor.remaining() < 3) {
          throw new Refusal("ERR FIELDS requires at least numfields and one field argument");
        }
        fields = fields(cursor, 1, "ERR Parameter `numFields` should be greater than 0");
      } else if (CONDITION.starts(cursor)) {
        conditions.add(CONDITION.read(cursor));
      } else {
        throw unknown(cursor);
      }
    }
    if (fields == null) {
      throw new Refusal("ERR missing FIELDS argument");
    }
    if (conditions.size() > 1) {
      throw new Refusal("ERR Multiple condition flags specified");
    }
    return new Expiring(end, conditions.isEmpty() ? null : conditions.iterator().next(), fields);
  }

  // ---- HGETEX and HSETEX --------------------------------------------------------------------

  /** An ending and fields; the hash is looked at first. */
  static Arg<Late<Reading>> reading() {
    Arg<Ending> ending = Ending.clause("hgetex", "PERSIST", Ending.Rule.NEVER);
    Shape fields = FieldWords.shape(HashCommands.FIELD.many().shape());
    return Late.rest(
        Args.custom(
            Shape.parts("reading", List.of(ending.optional().shape(), fields)),
            cursor -> {
              FieldOptions options = new FieldOptions("hgetex", false);
              List<Bytes> names = options.readAll(cursor);
              return new Reading(options.ending(), names);
            }));
  }

  /** A condition, an ending, and fields with values. */
  static Arg<Setting> setting() {
    Arg<Ending> ending = Ending.clause("hsetex", "KEEPTTL", Ending.Rule.KEPT);
    Shape fields = FieldWords.shape(HashCommands.PAIR.many().shape());
    return Args.custom(
        Shape.parts(
            "setting", List.of(PRESENCE.optional().shape(), ending.optional().shape(), fields)),
        cursor -> {
          FieldOptions options = new FieldOptions("hsetex", true);
          List<HashCommands.Pair> pairs = pairs(options.readAll(cursor));
          return new Setting(options.presence, options.ending(), pairs);
        });
  }

  private static List<HashCommands.Pair> pairs(List<Bytes> words) {
    List<HashCommands.Pair> pairs = new ArrayList<>(words.size() / 2);
    for (int i = 0; i < words.size(); i += 2) {
      pairs.add(new HashCommands.Pair(words.get(i), words.get(i + 1)));
    }
    return pairs;
  }

  /** Reads all options of both commands, as Redis does, and then refuses those of the other one. */
  private List<Bytes> readAll(Cursor cursor) {
    while (cursor.hasNext()) {
      if (cursor.nextIs(FieldWords.FIELDS)) {
        readFields(cursor);
      } else if (!readEnding(cursor)) {
        readPresence(cursor);
      }
    }
    List<Bytes> read = words;
    if (read == null) {
      throw new Refusal("ERR missing FIELDS argument");
    }
    if (sets ? persists : keeps || presence != null) {
      throw new Refusal("ERR unknown argument");
    }
    return read;
  }

  private void readFields(Cursor cursor) {
    once(words);
    if (cursor.remaining() < 2) {
      throw Refusal.arity(command);
    }
    words = fields(cursor, sets ? 2 : 1, "ERR invalid number of fields");
  }

  /** Reads an ending and is true, or is false. That both KEEPTTL and PERSIST stand may be. */
  private boolean readEnding(Cursor cursor) {
    boolean kept = cursor.nextIs(KEEPTTL);
    boolean persistent = cursor.nextIs(PERSIST);
    if (!kept && !persistent && !instant.starts(cursor)) {
      return false;
    }
    if (ending != null || (keeps && !persistent) || (persists && !kept)) {
      String own = sets ? "KEEPTTL" : "PERSIST";
      throw new Refusal(
          "ERR Only one of EX, PX, EXAT, PXAT or " + own + " arguments can be specified");
    }
    if (kept || persistent) {
      cursor.skip();
      keeps |= kept;
      persists |= persistent;
    } else {
      ending = instant.read(cursor);
    }
    return true;
  }

  private void readPresence(Cursor cursor) {
    if (!PRESENCE.starts(cursor)) {
      throw unknown(cursor);
    }
    if (presence != null) {
      throw new Refusal("ERR Only one of FXX or FNX arguments can be specified");
    }
    presence = PRESENCE.read(cursor);
  }

  private Ending ending() {
    if (ending != null) {
      return ending;
    }
    if (keeps) {
      return new Ending(Ending.Rule.KEPT, 0);
    }
    return persists ? new Ending(Ending.Rule.NEVER, 0) : Ending.UNSAID;
  }

  // ---- Both ---------------------------------------------------------------------------------

  private static void once(@Nullable List<Bytes> fields) {
    if (fields != null) {
      throw new Refusal("ERR FIELDS keyword specified multiple times");
    }
  }

  /** {@code FIELDS numfields} and so many times {@code each} words. */
  private static List<Bytes> fields(Cursor cursor, int each, String textOfCount) {
    cursor.skip();
    long count = FieldWords.count(cursor, Integer.MAX_VALUE, textOfCount) * each;
    if (count > cursor.remaining()) {
      throw new Refusal("ERR wrong number of arguments");
    }
    return FieldWords.names(cursor, (int) count);
  }

  private static Refusal unknown(Cursor cursor) {
    return new Refusal("ERR unknown argument: " + Refusal.shown(cursor.nextText()));
  }
}
