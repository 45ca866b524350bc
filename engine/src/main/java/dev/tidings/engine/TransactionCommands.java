package dev.tidings.engine;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.TRANSACTIONS;
import static dev.tidings.command.Trait.ALLOW_BUSY;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.IN_TRANSACTION;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.SKIP_SLOWLOG;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.structures.Bytes;
import java.util.List;

/** Several requests as one turn, on condition that the keys watched have not changed. */
final class TransactionCommands {
  private TransactionCommands() {}

  static final Command<Turn> MULTI =
      Command.<Turn>command(
              "MULTI", TRANSACTIONS, NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY, IN_TRANSACTION)
          .since("1.2.0")
          .summary("Begins a transaction: what follows waits for EXEC.")
          .complexity("O(1)")
          .takesNothing()
          .does(TransactionCommands::multi);

  static final Command<Turn> EXEC =
      Command.<Turn>command(
              "EXEC", TRANSACTIONS, NOSCRIPT, LOADING, STALE, SKIP_SLOWLOG, IN_TRANSACTION)
          .since("1.2.0")
          .summary("Runs all requests of the transaction, with nobody in between.")
          .complexity("Depends on the requests.")
          .takesNothing()
          .does(TransactionCommands::exec);

  static final Command<Turn> DISCARD =
      Command.<Turn>command(
              "DISCARD", TRANSACTIONS, NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY, IN_TRANSACTION)
          .since("2.0.0")
          .summary("Drops the transaction.")
          .complexity("O(N), N requests that waited")
          .takesNothing()
          .does(TransactionCommands::discard);

  static final Command<Turn> WATCH =
      Command.<Turn>command(
              "WATCH", TRANSACTIONS, NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY, IN_TRANSACTION)
          .since("2.2.0")
          .summary("Makes the next EXEC void if one of the keys changes before.")
          .complexity("O(1) for every key")
          .takes(key("key", Access.INSPECT).many())
          .does(TransactionCommands::watch);

  static final Command<Turn> UNWATCH =
      Command.<Turn>command("UNWATCH", TRANSACTIONS, NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
          .since("2.2.0")
          .summary("Forgets the keys that were watched.")
          .complexity("O(N), N keys watched")
          .takesNothing()
          .does(TransactionCommands::unwatch);

  static final List<Command<Turn>> ALL = List.of(MULTI, EXEC, DISCARD, WATCH, UNWATCH);

  private static void multi(Turn turn, None none) {
    if (turn.session().transaction() != null) {
      throw new Refusal("ERR MULTI calls can not be nested");
    }
    turn.session().transaction(new Transaction());
    turn.reply().ok();
  }

  private static void exec(Turn turn, None none) {
    Transaction transaction = turn.session().transaction();
    if (transaction == null) {
      throw new Refusal("ERR EXEC without MULTI");
    }
    boolean changed = turn.engine().watchers().isVoid(turn.session());
    abandon(turn);
    if (transaction.failed()) {
      throw new Refusal("EXECABORT Transaction discarded because of previous errors.");
    }
    if (changed) {
      turn.reply().nullArray();
      return;
    }
    turn.reply().array(transaction.size());
    for (Transaction.Queued queued : transaction.queue()) {
      Refusal denied =
          turn.engine().access().denyAtExec(turn.session(), queued.command(), queued.words());
      if (denied == null) {
        turn.perform(queued.command(), queued.words());
      } else {
        turn.refuse(denied);
      }
    }
    turn.onErrorsCounted();
  }

  private static void discard(Turn turn, None none) {
    if (turn.session().transaction() == null) {
      throw new Refusal("ERR DISCARD without MULTI");
    }
    abandon(turn);
    turn.reply().ok();
  }

  private static void watch(Turn turn, List<Bytes> keys) {
    if (turn.session().transaction() != null) {
      throw new Refusal("ERR WATCH inside MULTI is not allowed");
    }
    for (Bytes key : keys) {
      turn.engine().watchers().watch(turn.session(), key);
    }
    turn.reply().ok();
  }

  private static void unwatch(Turn turn, None none) {
    turn.engine().watchers().forget(turn.session());
    turn.reply().ok();
  }

  /** Ends the transaction without running it, and with it the watch over keys. */
  static void abandon(Turn turn) {
    turn.session().transaction(null);
    turn.engine().watchers().forget(turn.session());
  }
}
