package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.Test;

/** Sorted sets by member: ZADD, ZINCRBY, ZREM, scores and ranks. */
class SortedSetComparisonTest {
  private static final String COMMANDS =
      "zadd zincrby zrem zcard zscore zmscore zrank zrevrank zcount zlexcount zrange zrangestore"
          + " zrevrange zrangebyscore zrevrangebyscore zrangebylex zrevrangebylex zremrangebyrank"
          + " zremrangebyscore zremrangebylex zpopmin zpopmax bzpopmin bzpopmax zmpop bzmpop"
          + " zrandmember zunion zinter zdiff zunionstore zinterstore zdiffstore zintercard zscan";

  private final Comparison comparison = Servers.shared();

  @Test
  void membersAreAddedAndUpdated() {
    comparison.run(
        "ZADD",
        s -> {
          s.client("a").calls("ZADD k 1 a 2 b 3 c", "ZADD k 1 a 5 b 4 d", "ZRANGE k 0 -1");
          s.client("a").calls("ZADD k CH 5 b 6 c 7 d", "ZADD k XX CH 5 b 8 c 7 e");
          s.client("a").calls("ZADD k NX 9 a 9 f", "ZADD k nx ch 1 a 2 q", "ZADD k XX 1 nope");
          s.client("a").calls("ZADD k GT CH 9 a 1 b 3 g", "ZADD k LT CH 1 a 9 b 3 h");
          s.client("a").calls("ZADD k XX GT CH 10 a 10 i", "ZADD k 1 x 2 x 3 x", "ZSCORE k x");
          s.client("a").calls("ZADD none XX 1 a", "EXISTS none", "ZADD none GT 1 a", "TYPE none");
          s.client("a").calls("ZRANGE k 0 -1 WITHSCORES", "ZCARD k", "OBJECT ENCODING k");
        });
  }

  @Test
  void scoresAreReadAsNumbers() {
    comparison.run(
        "scores",
        s -> {
          s.client("a")
              .calls("ZADD k 0x10 hex", "ZADD k 1e3 e", "ZADD k +5 plus", "ZADD k .5 half");
          s.client("a").calls("ZADD k 5. five", "ZADD k -Infinity least", "ZADD k inf most");
          s.client("a").calls("ZADD k 1e400 x", "ZADD k 1e-400 x", "ZADD k nan x", "ZADD k x x");
          s.client("a").calls("ZADD k 1.5 half2 9007199254740993 odd", "ZADD k  x", "ZADD k 1 ");
          s.client("a").calls("ZADD k -0 zero", "ZSCORE k zero", "ZADD k 3.25 q 1234567.5 w");
          s.client("a").call("ZADD", "k", " 1", "x");
          s.client("a").call("ZADD", "k", "1 ", "x");
          s.client("a").call("ZADD", "k", "12", "\r\n\0\u00ff");
          s.client("a").calls("ZRANGE k 0 -1 WITHSCORES", "ZADD k 1 a x b", "ZCARD k");
        });
  }

  /** A packed sorted set keeps zero as a number without a sign, one that is not packed keeps it. */
  @Test
  void theSignOfZeroIsKeptWhereThereIsRoomForIt() {
    String large = "x".repeat(100);
    comparison.run(
        "zeros with a sign",
        s -> {
          s.client("a").calls("ZADD k -0 a 1 b", "ZSCORE k a", "ZINCRBY k -0 a", "ZSCORE k a");
          s.client("a").calls("ZUNIONSTORE w 1 k WEIGHTS -1", "ZRANGE w 0 -1 WITHSCORES");
          s.client("a").calls("ZUNION 1 k WEIGHTS -1 WITHSCORES");
          s.client("a").call("ZADD", "k", "5", large);
          s.client("a").calls("ZSCORE k a", "ZADD k CH -0 a", "ZSCORE k a", "ZADD k -0 c");
          s.client("a").calls("ZSCORE k c", "ZADD k CH 0 c", "ZSCORE k c", "ZINCRBY k -0 c");
          s.client("a").calls("ZADD k GT CH 0 c", "ZUNIONSTORE w 1 k WEIGHTS -1");
          s.client("a").calls("ZRANGE w 0 -1 WITHSCORES", "ZRANGE k 0 -1 WITHSCORES");
          s.client("a").call("ZREM", "k", large);
          s.client("a").calls("ZRANGESTORE w k 0 -1", "ZRANGE w 0 -1 WITHSCORES", "ZPOPMIN k");
        });
  }

  @Test
  void fractionsAreToldInTheFewestDigits() {
    comparison.run(
        "fractions of scores",
        s -> s.client("a").calls("ZADD k 0.1 a", "ZSCORE k a", "ZPOPMIN k", "ZADD k INCR 0.1 a"));
  }

  @Test
  void optionsOfZaddThatContradictEachOtherAreErrors() {
    comparison.run(
        "wrong ZADD",
        s -> {
          s.client("a").calls("ZADD k XX NX 1 a", "ZADD k XX NX 1 a b", "ZADD k GT LT 1 a");
          s.client("a").calls("ZADD k GT NX x a", "ZADD k LT NX x a", "ZADD k INCR 1 a 2 b");
          s.client("a").calls("ZADD k INCR x a 2 b", "ZADD k x a", "ZADD k 1", "ZADD k NX 1");
          s.client("a").calls("ZADD k 1 a 2", "ZADD k NX XX", "ZADD k CH", "ZADD", "ZADD k");
          s.client("a").calls("SET s 1", "ZADD s 1 a", "ZADD s NX XX 1 a", "ZADD s x a");
          s.client("a").calls("ZINCRBY s 1 a", "ZREM s a", "ZCARD s", "ZSCORE s a", "ZRANK s a");
          s.client("a").calls("ZMSCORE s a b", "ZREVRANK s a", "EXISTS k");
        });
  }

  @Test
  void scoresAreIncremented() {
    comparison.run(
        "ZINCRBY and ZADD INCR",
        s -> {
          s.client("a").calls("ZINCRBY k 1.5 a", "ZINCRBY k 1.5 a", "ZINCRBY k inf a");
          s.client("a").calls("ZINCRBY k -inf a", "ZINCRBY k nan a", "ZINCRBY k x a", "ZSCORE k a");
          s.client("a")
              .calls("ZINCRBY k NX a", "ZINCRBY k INCR NX", "ZINCRBY k 1", "ZINCRBY k 1 a b");
          s.client("a").calls("ZADD k INCR -inf a", "ZADD k NX INCR 1 a", "ZADD k NX INCR 1 b");
          s.client("a")
              .calls("ZADD k XX INCR 1 none", "ZADD k GT INCR -1 b", "ZADD k LT INCR -1 b");
          s.client("a").calls("ZADD k GT INCR 4 b", "ZADD k CH INCR 0 b", "ZADD k XX LT INCR 1 b");
          s.client("a").calls("ZADD none XX INCR 1 a", "EXISTS none", "ZRANGE k 0 -1 WITHSCORES");
        });
  }

  @Test
  void membersAreLookedUpAndTakenOut() {
    comparison.run(
        "members of sorted sets",
        s -> {
          s.client("a").calls("ZADD k 1 a 2 b 2 c 3 d", "ZADD k 4 ", "ZSCORE k ", "ZRANK k ");
          s.client("a").calls("ZSCORE k b", "ZSCORE k none", "ZSCORE none b", "ZSCORE k");
          s.client("a").calls("ZMSCORE k b none d", "ZMSCORE none b d", "ZMSCORE k");
          s.client("a").calls("ZRANK k a", "ZRANK k c", "ZRANK k none", "ZRANK none c", "ZRANK k");
          s.client("a").calls("ZREVRANK k a", "ZREVRANK k c", "ZREVRANK k none", "ZREVRANK none c");
          s.client("a").calls("ZREM k a none b b", "ZREM none a", "ZREM k", "ZREM k a", "ZCARD k");
          s.client("a").calls("ZREM k c d", "ZREM k ", "EXISTS k", "ZCARD k", "ZCARD");
        });
  }

  @Test
  void aSortedSetGrowsOutOfItsPackedForm() {
    comparison.run(
        "encodings of sorted sets",
        s -> {
          for (int i = 0; i < 128; i++) {
            s.client("a").call("ZADD", "k", Integer.toString(i * 37 % 128), "m" + i);
          }
          s.client("a").calls("OBJECT ENCODING k", "ZADD k 5 m3", "OBJECT ENCODING k");
          s.client("a").calls("ZADD k 64 n", "OBJECT ENCODING k", "ZRANK k m77", "ZREVRANK k m77");
          s.client("a").calls("ZRANGE k 30 90 WITHSCORES", "ZRANGE k 90 100 REV", "ZREM k n m1");
          s.client("a").calls("OBJECT ENCODING k", "ZRANGE k 0 -1", "ZADD k -0 z", "ZSCORE k z");
          s.client("a").call("ZADD", "long", "1", "x".repeat(64));
          s.client("a").calls("OBJECT ENCODING long");
          s.client("a").call("ZADD", "long", "1", "x".repeat(65));
          s.client("a").calls("OBJECT ENCODING long", "ZRANGE long 0 -1", "ZRANK k m3");
        });
  }

  @Test
  void watchersAndListenersLearnOfChanges() {
    comparison.run(
        "events of sorted sets",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEA");
          s.client("l").call("PSUBSCRIBE", "__key*__:*");
          s.client("a").calls("ZADD k 1 a 2 b", "ZADD k 1 a", "ZADD k 2 a", "ZADD k NX 3 a");
          s.client("a").calls("ZADD k INCR 1 a", "ZINCRBY k 0 a", "ZINCRBY k 1 c", "ZREM k none");
          s.client("a").calls("ZREM k a", "ZREM k b c", "ZADD none XX 1 a", "ZADD k XX INCR 1 a");
          s.client("l").available();
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
    comparison.run(
        "WATCH of sorted sets",
        s -> {
          Watching.duringMulti(
              s.client("a"),
              s.client("b"),
              "k",
              "ZCARD k",
              "ZADD k 1 a",
              "ZADD k 1 a",
              "ZADD k 2 a",
              "ZADD k NX 3 a",
              "ZINCRBY k 0 a",
              "ZINCRBY k 1 a",
              "ZREM k none",
              "ZREM k a",
              "ZREM k a");
        });
  }

  @Test
  void commandsOfSortedSetsAreDescribedAlike() {
    comparison.run(
        "COMMAND INFO of sorted sets",
        s -> {
          for (String name : COMMANDS.split(" ", -1)) {
            s.client("a").call("COMMAND", "INFO", name);
          }
          s.client("a").calls("COMMAND GETKEYS ZUNIONSTORE d 2 a b WEIGHTS 1 2");
          s.client("a")
              .calls("COMMAND GETKEYS BZMPOP 0 2 a b MIN", "COMMAND GETKEYS ZMPOP 1 a MAX");
          s.client("a")
              .calls("COMMAND GETKEYS BZPOPMIN a b 0", "COMMAND GETKEYS ZRANGESTORE a b 0 1");
        });
  }
}
