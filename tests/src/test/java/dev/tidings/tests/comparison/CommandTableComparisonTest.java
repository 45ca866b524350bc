package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RespValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What COMMAND tells of the commands of channels, connections and transactions. */
class CommandTableComparisonTest {
  private static final List<String> COMMANDS =
      List.of(
          "subscribe",
          "psubscribe",
          "ssubscribe",
          "unsubscribe",
          "punsubscribe",
          "sunsubscribe",
          "publish",
          "spublish",
          "pubsub|channels",
          "pubsub|numsub",
          "pubsub|numpat",
          "pubsub|shardchannels",
          "pubsub|shardnumsub",
          "ping",
          "echo",
          "quit",
          "reset",
          "hello",
          "auth",
          "select",
          "client|reply",
          "client|id",
          "client|setname",
          "client|kill",
          "multi",
          "exec",
          "discard",
          "watch",
          "unwatch",
          "xadd",
          "xtrim",
          "xdel",
          "xlen",
          "xrange",
          "xrevrange",
          "xread",
          "xreadgroup",
          "xgroup|create",
          "xgroup|setid",
          "xgroup|destroy",
          "xgroup|createconsumer",
          "xgroup|delconsumer",
          "xgroup|help",
          "xack",
          "xpending",
          "xclaim",
          "xautoclaim",
          "xinfo|stream",
          "xinfo|groups",
          "xinfo|consumers",
          "xinfo|help",
          "xsetid");

  private final Comparison comparison = Servers.shared();

  @Test
  void shapesFlagsKeysAndCategoriesAreTheSame() {
    comparison.run(
        "COMMAND INFO of channels and connections",
        s ->
            COMMANDS.forEach(name ->
                s.client("a")
                    .call("COMMAND", "INFO", name)
                    .only(values ->
                        values.stream().map(CommandTableComparisonTest::shape).toList())));
  }

  @Test
  void hintsAndKeySpecificationsAreTheSame() {
    comparison.run(
        "COMMAND INFO to the last field",
        s -> {
          for (String name : COMMANDS) {
            if (!List.of("reset", "quit", "xadd").contains(name)) {
              s.client("a").call("COMMAND", "INFO", name);
            }
          }
        });
  }

  @Test
  void namesThatAreNotKnownAreNull() {
    comparison.run(
        "COMMAND INFO of nothing",
        s -> s.client("a").calls("COMMAND INFO nosuch", "COMMAND INFO client|nosuch", "COMMAND X"));
  }

  @Test
  void keysOfARequestAreFound() {
    comparison.run(
        "COMMAND GETKEYS of channels",
        s -> {
          s.client("a").calls("COMMAND GETKEYS SPUBLISH a b", "COMMAND GETKEYS SSUBSCRIBE a b");
          s.client("a").calls("COMMAND GETKEYS PUBLISH a b", "COMMAND GETKEYS PING");
          s.client("a").calls("COMMAND GETKEYS COMMAND x", "COMMAND GETKEYS CLIENT x y");
          s.client("a").calls("COMMAND GETKEYS NOSUCH a", "COMMAND GETKEYS PUBLISH a");
        });
  }

  /** Name, arity, flags, first key, last key, step and categories. */
  private static RespValue shape(RespValue reply) {
    RespValue info = reply.elements().getFirst();
    return info instanceof RespValue.Array array
        ? new RespValue.Array(array.elements().subList(0, 7))
        : info;
  }

  @Test
  void documentationHasTheSameParts() {
    comparison.run(
        "COMMAND DOCS with a history", s -> s.client("a").call("COMMAND", "DOCS", "SET"));
  }
}
