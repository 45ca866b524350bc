package dev.tidings.engine.generic;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Family.GENERIC;
import static dev.tidings.command.Trait.BLOCKING;

import dev.tidings.command.Arg;
import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Turn;
import dev.tidings.engine.Waiters;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.KeyType;
import java.util.List;
import java.util.function.Consumer;

/** Waiting until others have what was written. There is no replica, and so nobody to wait for. */
final class ReplicaCommands {
  private ReplicaCommands() {}

  private record Wait(long replicas, long timeoutMillis) {}

  private record WaitForDisk(long local, long replicas, long timeoutMillis) {}

  static final Command<Turn> WAIT =
      waiting("WAIT", "3.0.0", "Waits until so many replicas have what this client wrote.")
          .takes(integer("numreplicas"), timeout(), Wait::new)
          .does(ReplicaCommands::await);

  static final Command<Turn> WAITAOF =
      waiting("WAITAOF", "7.2.0", "Waits until what this client wrote is safe on so many disks.")
          .takes(local(), replicas(), timeout(), WaitForDisk::new)
          .does(ReplicaCommands::awaitDisk);

  static final List<Command<Turn>> ALL = List.of(WAIT, WAITAOF);

  private static Declaration<Turn> waiting(String name, String since, String summary) {
    return Command.<Turn>command(name, GENERIC, BLOCKING)
        .since(since)
        .summary(summary)
        .complexity("O(1)")
        .categoriesInstead(Category.CONNECTION)
        .tips("request_policy:all_shards", "response_policy:agg_min");
  }

  private static Arg<Long> timeout() {
    return integer(
            "timeout",
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            "ERR timeout is not an integer or out of range")
        .map(millis -> {
          if (millis < 0) {
            throw new Refusal("ERR timeout is negative");
          }
          return millis;
        });
  }

  private static Arg<Long> local() {
    return integer("numlocal")
        .map(local -> {
          if (local < 0 || local > 1) {
            throw new Refusal("ERR value is out of range, value must between 0 and 1");
          }
          return local;
        });
  }

  private static Arg<Long> replicas() {
    String text = "ERR value is out of range, must be positive";
    return integer("numreplicas", Long.MIN_VALUE, Long.MAX_VALUE, text)
        .map(replicas -> {
          if (replicas < 0) {
            throw new Refusal(text);
          }
          return replicas;
        });
  }

  private static void await(Turn turn, Wait request) {
    await(turn, request.replicas, request.timeoutMillis, reply -> reply.integer(0));
  }

  private static void awaitDisk(Turn turn, WaitForDisk request) {
    if (request.local > 0) {
      throw new Refusal(
          "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.");
    }
    await(
        turn,
        request.replicas,
        request.timeoutMillis,
        reply -> {
          reply.array(2);
          reply.integer(0);
          reply.integer(0);
        });
  }

  /** No key that changes can bring a replica: only the time ends the wait. */
  private static void await(
      Turn turn, long replicas, long timeoutMillis, Consumer<RespWriter> none) {
    if (timeoutMillis > Long.MAX_VALUE - turn.nowMillis()) {
      throw new Refusal("ERR timeout is out of range");
    }
    turn.engine()
        .waiters()
        .serveOrPark(
            turn,
            new Waiters.Wish(List.of(), KeyType.STRING, false, timeoutMillis),
            waiting -> {
              if (replicas > 0) {
                return false;
              }
              none.accept(waiting.reply());
              return true;
            },
            none);
  }
}
