package dev.tidings.engine.hyperloglog;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Family.HYPERLOGLOG;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.MAY_REPLICATE;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.engine.strings.Texts;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.HyperLogLog;
import dev.tidings.structures.HyperLogLog.Outcome;
import dev.tidings.structures.TextBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Estimates of how many different elements were added. */
public final class HyperLogLogCommands {
  private HyperLogLogCommands() {}

  record Add(Bytes key, List<Bytes> elements) {}

  record Merge(Bytes into, List<Bytes> from) {}

  record Inspect(String subcommand, Bytes key) {}

  static final Command<Turn> PFADD =
      Command.<Turn>command("PFADD", HYPERLOGLOG, WRITE, DENY_OOM, FAST)
          .since("2.8.9")
          .summary("Adds elements to a HyperLogLog.")
          .complexity("O(1) for each element")
          .takes(key("key", Access.INSERT), string("element").manyOrNone(), Add::new)
          .does(HyperLogLogCommands::add);

  static final Command<Turn> PFCOUNT =
      Command.<Turn>command("PFCOUNT", HYPERLOGLOG, READONLY, MAY_REPLICATE)
          .since("2.8.9")
          .summary("Tells how many different elements one or several HyperLogLogs have seen.")
          .complexity("O(1) where the last count is still valid, else O(N) for N keys")
          .takes(key("key", Access.READ_AND_KEEP).many())
          .does(HyperLogLogCommands::count);

  static final Command<Turn> PFMERGE =
      Command.<Turn>command("PFMERGE", HYPERLOGLOG, WRITE, DENY_OOM)
          .since("2.8.9")
          .summary("Adds to a HyperLogLog what others have seen.")
          .complexity("O(N) for N keys")
          .takes(
              key("destkey", Access.INSERT_AND_TELL),
              key("sourcekey", Access.READ).manyOrNone(),
              Merge::new)
          .does(HyperLogLogCommands::merge);

  static final Command<Turn> PFDEBUG =
      Command.<Turn>command("PFDEBUG", HYPERLOGLOG, WRITE, DENY_OOM, ADMIN)
          .since("2.8.9")
          .summary("Shows how a HyperLogLog is kept.")
          .complexity("O(N) for N registers")
          .takes(text("subcommand"), key("key", Access.READ_AND_KEEP), Inspect::new)
          .does(HyperLogLogCommands::inspect);

  static final Command<Turn> PFSELFTEST =
      Command.<Turn>command("PFSELFTEST", HYPERLOGLOG, ADMIN)
          .since("2.8.9")
          .summary("Counts known numbers of elements and says whether the estimates are good.")
          .complexity("O(1)")
          .takesNothing()
          .does(HyperLogLogCommands::test);

  /** The whole family. */
  public static final List<Command<Turn>> ALL =
      List.of(PFADD, PFCOUNT, PFMERGE, PFDEBUG, PFSELFTEST);

  private static Refusal broken() {
    return new Refusal("INVALIDOBJ Corrupted HLL object detected");
  }

  /** The string in {@code value} if that is a HyperLogLog; null if there is none. */
  private static @Nullable Object check(@Nullable Object value) {
    Object found = Texts.check(value);
    if (found != null && !HyperLogLog.isOne(Texts.array(found), Texts.length(found))) {
      throw new Refusal("WRONGTYPE Key is not a valid HyperLogLog string value.");
    }
    return found;
  }

  private static HyperLogLog inPlace(Database database, Bytes key, @Nullable Object found) {
    if (found != null) {
      return HyperLogLog.in(Texts.inPlace(database, key, found, Texts.length(found)));
    }
    TextBuffer empty = HyperLogLog.empty();
    database.add(key, empty);
    return HyperLogLog.in(empty);
  }

  /** To look at only: a plain string stays one. */
  private static HyperLogLog view(Object found) {
    return HyperLogLog.in(
        found instanceof TextBuffer buffer ? buffer : TextBuffer.wrap((byte[]) found));
  }

  private static int mostSparse(Turn turn) {
    long most = turn.configuration().value(DataSettings.HLL_SPARSE_MAX_BYTES);
    return (int) Math.min(most, Integer.MAX_VALUE - 8);
  }

  private static void add(Turn turn, Add request) {
    Database database = turn.database();
    Object found = check(database.write(request.key));
    boolean changed = found == null;
    int mostSparse = mostSparse(turn);
    HyperLogLog all = inPlace(database, request.key, found);
    for (Bytes element : request.elements) {
      Outcome outcome = all.add(element.array(), mostSparse);
      if (outcome == Outcome.BROKEN) {
        // Elements before this one may have been added: this is no refusal any more.
        database.changed(request.key);
        turn.reply().error(broken().text());
        return;
      }
      changed |= outcome == Outcome.CHANGED;
    }
    if (changed) {
      all.forgetCount();
      database.changed(request.key);
      database.tell(KeyspaceEvents.STRING, "pfadd", request.key);
    }
    turn.reply().integer(changed ? 1 : 0);
  }

  private static void count(Turn turn, List<Bytes> keys) {
    Database database = turn.database();
    if (keys.size() == 1) {
      countOne(turn, database, keys.getFirst());
      return;
    }
    byte[] registers = new byte[HyperLogLog.REGISTERS];
    for (Bytes key : keys) {
      Object found = check(database.read(key));
      if (found != null && !view(found).mergeInto(registers)) {
        throw broken();
      }
    }
    turn.reply().integer(HyperLogLog.count(registers));
  }

  /** The count is kept in the string: counting changes it. */
  private static void countOne(Turn turn, Database database, Bytes key) {
    Object found = check(database.read(key));
    if (found == null) {
      turn.reply().integer(0);
      return;
    }
    long count = view(found).cachedCount();
    if (count < 0) {
      byte[] registers = view(found).registers();
      if (registers == null) {
        throw broken();
      }
      count = HyperLogLog.count(registers);
      inPlace(database, key, found).cache(count);
      database.changed(key);
    }
    turn.reply().integer(count);
  }

  private static void merge(Turn turn, Merge request) {
    Database database = turn.database();
    byte[] registers = new byte[HyperLogLog.REGISTERS];
    boolean dense = mergeInto(registers, database, request.into);
    for (Bytes key : request.from) {
      dense |= mergeInto(registers, database, key);
    }
    int mostSparse = mostSparse(turn);
    HyperLogLog into = inPlace(database, request.into, database.write(request.into));
    if (dense) {
      into.makeDense();
    }
    for (int i = 0; i < registers.length; i++) {
      if (registers[i] != 0) {
        into.raise(i, registers[i], mostSparse);
      }
    }
    into.forgetCount();
    database.changed(request.into);
    database.tell(KeyspaceEvents.STRING, "pfadd", request.into);
    turn.reply().ok();
  }

  /** Raises {@code registers} to those of {@code key}; whether that one is dense. */
  private static boolean mergeInto(byte[] registers, Database database, Bytes key) {
    Object found = check(database.read(key));
    if (found == null) {
      return false;
    }
    if (!view(found).mergeInto(registers)) {
      throw broken();
    }
    return !view(found).isSparse();
  }

  private static void inspect(Turn turn, Inspect request) {
    Database database = turn.database();
    Object found = database.write(request.key);
    if (found == null) {
      throw new Refusal("ERR The specified key does not exist");
    }
    check(found);
    HyperLogLog all = view(found);
    switch (request.subcommand.toLowerCase(Locale.ROOT)) {
      case "getreg" -> {
        makeDense(database, request.key, found);
        tellRegisters(turn, view(Objects.requireNonNull(database.peek(request.key))));
      }
      case "decode" -> {
        if (!all.isSparse()) {
          throw new Refusal("ERR HLL encoding is not sparse");
        }
        turn.reply().bulkLatin1(all.runs());
      }
      case "encoding" -> turn.reply().simple(all.isSparse() ? "sparse" : "dense");
      case "todense" -> turn.reply().integer(makeDense(database, request.key, found) ? 1 : 0);
      default ->
          throw new Refusal(
              "ERR Unknown PFDEBUG subcommand '" + Refusal.shown(request.subcommand) + "'");
    }
  }

  private static boolean makeDense(Database database, Bytes key, Object found) {
    if (!view(found).isSparse()) {
      return false;
    }
    if (view(found).registers() == null) {
      throw broken();
    }
    inPlace(database, key, found).makeDense();
    database.changed(key);
    return true;
  }

  private static void tellRegisters(Turn turn, HyperLogLog all) {
    byte[] registers = all.registers();
    turn.reply().array(HyperLogLog.REGISTERS);
    for (int i = 0; registers != null && i < registers.length; i++) {
      turn.reply().integer(registers[i]);
    }
  }

  private static void test(Turn turn, Declaration.None none) {
    String failure = SelfTest.failure(mostSparse(turn));
    if (failure == null) {
      turn.reply().ok();
    } else {
      turn.reply().error("ERR TESTFAILED " + failure);
    }
  }
}
