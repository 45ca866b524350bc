package dev.tidings.engine.hashes;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.HASH;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.FieldSets;
import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.hashes.HashLimits;
import dev.tidings.structures.hashes.HashValue;
import java.util.HashSet;
import java.util.List;

/** Many hashes with the same fields: a client names the fields once, then sends values only. */
public final class HashImportCommands {
  private static final String SINCE = "8.10.0";

  private HashImportCommands() {}

  record FieldSet(Bytes name, List<Bytes> fields) {}

  record Row(Bytes key, Bytes name, List<Bytes> values) {}

  private static final Command<Turn> PREPARE =
      Command.<Turn>command("PREPARE", HASH, DENY_OOM)
          .since(SINCE)
          .summary("Gives a list of fields a name, which this connection knows from then on.")
          .complexity("O(N) where N is the number of fields")
          .tips("request_policy:all_shards")
          .takes(string("fieldset-name"), string("field").many(), FieldSet::new)
          .does(HashImportCommands::prepare);

  private static final Command<Turn> SET =
      Command.<Turn>command("SET", HASH, WRITE, DENY_OOM)
          .since(SINCE)
          .summary("Lets a key hold a hash of prepared fields and these values.")
          .complexity("O(N) where N is the number of fields")
          .takes(
              key("key", Access.OVERWRITE),
              string("fieldset-name"),
              string("value").many(),
              Row::new)
          .does(HashImportCommands::set);

  private static final Command<Turn> DISCARD =
      Command.<Turn>command("DISCARD", HASH)
          .since(SINCE)
          .summary("Forgets prepared fields; hashes made with them stay.")
          .complexity("O(N) where N is the number of fields")
          .tips("request_policy:all_shards")
          .takes(string("fieldset-name"))
          .does((turn, name) -> turn.reply().integer(sets(turn).discard(name) ? 1 : 0));

  private static final Command<Turn> DISCARD_ALL =
      Command.<Turn>command("DISCARDALL", HASH)
          .since(SINCE)
          .summary(
              "Forgets all prepared fields of this connection; tells how many lists there were.")
          .complexity("O(N) where N is the number of lists")
          .tips("request_policy:all_shards")
          .takesNothing()
          .does(HashImportCommands::discardAll);

  /** The container of all of them. */
  public static final List<Command<Turn>> ALL =
      List.of(
          Command.<Turn>command("HIMPORT", HASH)
              .since(SINCE)
              .summary("Makes many hashes with the same fields.")
              .complexity("Depends on the subcommand.")
              .contains(List.of(PREPARE, SET, DISCARD, DISCARD_ALL)));

  private static FieldSets sets(Turn turn) {
    return turn.session().fieldSets();
  }

  private static void prepare(Turn turn, FieldSet request) {
    if (new HashSet<>(request.fields).size() < request.fields.size()) {
      throw new Refusal("ERR duplicate field name in fieldset");
    }
    sets(turn).prepare(request.name, request.fields);
    turn.reply().ok();
  }

  private static void set(Turn turn, Row request) {
    List<Bytes> fields = sets(turn).fields(request.name);
    if (fields == null) {
      throw new Refusal("ERR no such fieldset");
    }
    if (fields.size() != request.values.size()) {
      throw new Refusal("ERR value count does not match fieldset field count");
    }
    Hashes.write(turn, request.key); // refuses what is no hash
    HashLimits limits = Hashes.limits(turn);
    HashValue hash = new HashValue();
    ChangedFields changed = ChangedFields.of(turn);
    for (int i = 0; i < fields.size(); i++) {
      hash.set(fields.get(i), request.values.get(i), limits);
      changed.add(fields.get(i));
    }
    Database database = turn.database();
    database.put(request.key, hash);
    database.changed(request.key);
    database.tell(KeyspaceEvents.HASH, "hset", request.key, changed.all());
    turn.reply().ok();
  }

  private static void discardAll(Turn turn, None none) {
    turn.reply().integer(sets(turn).size());
    turn.session().exchangeFieldSets(null);
  }
}
