package dev.tidings.engine.generic;

import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.pattern;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Family.GENERIC;
import static dev.tidings.command.Trait.READONLY;

import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration.None;
import dev.tidings.engine.Database;
import dev.tidings.engine.Scans;
import dev.tidings.engine.Turn;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Glob;
import dev.tidings.structures.KeyTable;
import dev.tidings.structures.KeyType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which keys there are.
 *
 * <p>{@link Scans} says how SCAN walks, and {@link KeyTable} why it misses no key that stays.
 */
final class WalkCommands {
  private static final Bytes ALL_KEYS = Bytes.of("*");

  /** So many keys that have ended and yet stay are met before RANDOMKEY looks at all. */
  private static final int RANDOM_TRIES = 100;

  private WalkCommands() {}

  private record Scan(long cursor, Which which) {
    private record Which(@Nullable Bytes pattern, long count, @Nullable String type) {
      boolean takes(Bytes key) {
        return pattern == null || Glob.matches(pattern, key);
      }

      boolean takes(Object value) {
        return type == null || type.equalsIgnoreCase(KeyType.of(value).text());
      }
    }
  }

  static final Command<Turn> KEYS =
      Command.<Turn>command("KEYS", GENERIC, READONLY)
          .since("1.0.0")
          .summary("Tells all keys that match a pattern.")
          .complexity("O(N), N keys of the database")
          .categories(Category.DANGEROUS)
          .tips("request_policy:all_shards", "nondeterministic_output_order")
          .takes(pattern("pattern"))
          .does(WalkCommands::keys);

  static final Command<Turn> RANDOMKEY =
      Command.<Turn>command("RANDOMKEY", GENERIC, READONLY)
          .since("1.0.0")
          .summary("Tells any key.")
          .complexity("O(1)")
          .tips("request_policy:all_shards", "response_policy:special", "nondeterministic_output")
          .takesNothing()
          .does(WalkCommands::randomKey);

  static final Command<Turn> SCAN =
      Command.<Turn>command("SCAN", GENERIC, READONLY)
          .since("2.8.0")
          .summary("Tells some of the keys, and where to go on.")
          .complexity("O(1) for every place looked at; O(N) for the whole walk, N keys")
          .tips("nondeterministic_output", "request_policy:special", "response_policy:special")
          .takes(
              Scans.CURSOR,
              Scans.withoutValues(
                  options(
                      Scans.MATCH,
                      Scans.COUNT,
                      text("type").after("TYPE").optional(),
                      Scan.Which::new)),
              Scan::new)
          .does(WalkCommands::scan);

  static final List<Command<Turn>> ALL = List.of(KEYS, RANDOMKEY, SCAN);

  private static void keys(Turn turn, Bytes pattern) {
    Database database = turn.database();
    KeyTable table = database.table();
    boolean all = pattern.equals(ALL_KEYS);
    List<Bytes> found = new ArrayList<>();
    for (int place = 0; place < table.size(); place++) {
      Bytes key = table.keyAt(place);
      if ((all || Glob.matches(pattern, key)) && !database.isExpired(place)) {
        found.add(key);
      }
    }
    reply(turn, found);
  }

  private static void randomKey(Turn turn, None none) {
    Database database = turn.database();
    KeyTable table = database.table();
    for (int tries = 0; tries < RANDOM_TRIES && table.size() > 0; tries++) {
      Bytes key = table.keyAt(turn.random().nextInt(table.size()));
      int size = table.size();
      if (database.contains(key)) {
        turn.reply().bulk(key);
        return;
      }
      // A key that is taken out is no try in vain: each is met once only.
      tries -= table.size() < size ? 1 : 0;
    }
    if (table.size() == 0) {
      turn.reply().nullBulk();
    } else {
      turn.reply().bulk(anyLiveKey(database, turn.random().nextInt(table.size())));
    }
  }

  /**
   * The first key from {@code start} on whose time has not come: they stay while a pause holds
   * writes. Where all have ended, one of them, as Redis does it.
   */
  private static Bytes anyLiveKey(Database database, int start) {
    KeyTable table = database.table();
    for (int i = 0; i < table.size(); i++) {
      Bytes key = table.keyAt((int) (((long) start + i) % table.size()));
      if (database.contains(key)) {
        return key;
      }
    }
    return table.keyAt(start);
  }

  private static void scan(Turn turn, Scan request) {
    Database database = turn.database();
    KeyTable table = database.table();
    Scans.Stretch stretch = Scans.stretch(request.cursor, request.which.count, table.size());
    List<Bytes> found = new ArrayList<>();
    for (int place = stretch.end() - 1; place >= stretch.least(); place--) {
      // What moves here in place of a key whose time has come stood further up: it was passed.
      Bytes key = table.keyAt(place);
      if (request.which.takes(key)) {
        Object value = database.peek(key);
        if (value != null && request.which.takes(value)) {
          found.add(key);
        }
      }
    }
    Scans.head(turn.reply(), stretch.least(), found.size());
    found.forEach(turn.reply()::bulk);
  }

  private static void reply(Turn turn, List<Bytes> keys) {
    turn.reply().array(keys.size());
    for (Bytes key : keys) {
      turn.reply().bulk(key);
    }
  }
}
