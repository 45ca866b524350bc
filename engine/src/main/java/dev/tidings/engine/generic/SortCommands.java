package dev.tidings.engine.generic;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.GENERIC;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.KeySpec;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.lists.PackLimit;
import dev.tidings.structures.lists.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SORT: the members of a list, a set or a sorted set in order, or what they point to. */
final class SortCommands {
  private static final KeySpec SORTED =
      new KeySpec(Access.READ, new KeySpec.AtIndex(1), new KeySpec.Range(0, 1, 0));

  private static final KeySpec LOOKED_UP =
      new KeySpec(Access.READ, new KeySpec.Unknown(), new KeySpec.Unknown())
          .noted(
              "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive"
                  + " from the content of the key we sort");

  private static final KeySpec STORED =
      new KeySpec(
              Access.OVERWRITE,
              new KeySpec.AfterLast(
                  "STORE",
                  2,
                  List.of(
                      new KeySpec.AfterLast.Option("LIMIT", 2),
                      new KeySpec.AfterLast.Option("GET", 1),
                      new KeySpec.AfterLast.Option("BY", 1))),
              new KeySpec.Range(0, 1, 0))
          .noted(
              "For the optional STORE keyword. It is marked 'unknown' because the keyword can appear"
                  + " anywhere in the argument array");

  private SortCommands() {}

  private record Sort(Bytes key, SortPlan plan) {}

  static final Command<Turn> SORT =
      sorting("SORT", "1.0.0", true, WRITE, DENY_OOM, MOVABLE_KEYS)
          .keys(SORTED, LOOKED_UP, STORED)
          .takes(key("key", Access.READ), SortPlan.words(true), Sort::new)
          .does(SortCommands::sort);

  static final Command<Turn> SORT_RO =
      sorting("SORT_RO", "7.0.0", false, READONLY, MOVABLE_KEYS)
          .keys(SORTED, LOOKED_UP)
          .takes(key("key", Access.READ), SortPlan.words(false), Sort::new)
          .does(SortCommands::sort);

  static final List<Command<Turn>> ALL = List.of(SORT, SORT_RO);

  private static Declaration<Turn> sorting(
      String name, String since, boolean stores, Trait... traits) {
    return Command.<Turn>command(name, GENERIC, traits)
        .since(since)
        .summary(
            stores
                ? "Tells or stores the members of a list or set in order, or what they point to."
                : "Tells the members of a list or set in order, or what they point to.")
        .complexity("O(N+M*log(M)), N members, M of them sorted")
        .categoriesInstead(Category.SET, Category.SORTEDSET, Category.LIST, Category.DANGEROUS);
  }

  private static void sort(Turn turn, Sort request) {
    SortPlan plan = request.plan;
    if (plan.lookingUp != null && !turn.engine().access().readsAllKeys(turn)) {
      throw new Refusal(
          "ERR " + plan.lookingUp + " option of SORT denied due to insufficient ACL permissions.");
    }
    if (plan.fault != null) {
      throw plan.fault;
    }
    List<byte[]> sorted = new Sorting(turn, plan).of(turn.database().read(request.key));
    if (plan.store == null) {
      tell(turn.reply(), sorted);
    } else {
      store(turn, plan.store, sorted);
      turn.reply().integer(sorted.size());
    }
  }

  private static void tell(RespWriter reply, List<byte @Nullable []> sorted) {
    reply.array(sorted.size());
    for (byte[] text : sorted) {
      if (text == null) {
        reply.nullBulk();
      } else {
        reply.bulk(text);
      }
    }
  }

  private static void store(Turn turn, Bytes key, List<byte @Nullable []> sorted) {
    Database database = turn.database();
    if (sorted.isEmpty()) {
      KeyCommands.remove(database, key);
      return;
    }
    PackLimit limit = PackLimit.of(turn.configuration().value(DataSettings.LIST_MAX_LISTPACK_SIZE));
    ListValue list = new ListValue();
    for (byte[] text : sorted) {
      byte[] element = text == null ? Bytes.EMPTY.array() : text;
      list.expect(element.length, 1, limit);
      list.push(Side.RIGHT, element, limit);
    }
    database.put(key, list);
    database.changed(key);
    database.tell(KeyspaceEvents.LIST, "sortstore", key);
  }
}
