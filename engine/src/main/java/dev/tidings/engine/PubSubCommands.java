package dev.tidings.engine;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.pattern;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.PUBSUB;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.IN_SUBSCRIBER_MODE;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.MAY_REPLICATE;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Access;
import dev.tidings.command.ChannelSpec;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publish and subscribe. */
final class PubSubCommands {
  private PubSubCommands() {}

  record Publish(Bytes channel, Bytes message) {}

  static final Command<Turn> PUBLISH =
      Command.<Turn>command("PUBLISH", PUBSUB, Trait.PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
          .since("2.0.0")
          .summary("Sends a message to everyone who subscribed to the channel.")
          .complexity("O(N+M), N subscriptions to the channel, M patterns that match it")
          .channels(ChannelSpec.channel())
          .takes(string("channel"), string("message"), Publish::new)
          .does(PubSubCommands::publish);

  static final Command<Turn> SPUBLISH =
      Command.<Turn>command("SPUBLISH", PUBSUB, Trait.PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
          .since("7.0.0")
          .summary("Sends a message to everyone who subscribed to the shard channel.")
          .complexity("O(N), N subscriptions to the shard channel")
          .channels(ChannelSpec.channel())
          .takes(key("shardchannel", Access.CHANNEL), string("message"), Publish::new)
          .does(PubSubCommands::publishShard);

  static final Command<Turn> SUBSCRIBE =
      opening("SUBSCRIBE", "2.0.0")
          .summary("Listens to channels.")
          .complexity("O(N), N channels to subscribe to")
          .channels(ChannelSpec.channels())
          .takes(string("channel").many())
          .does((turn, names) -> join(turn, Channels.Kind.CHANNEL, names));

  static final Command<Turn> PSUBSCRIBE =
      opening("PSUBSCRIBE", "2.0.0")
          .summary("Listens to all channels that match one of the patterns.")
          .complexity("O(N), N the length of the patterns")
          .channels(ChannelSpec.patterns())
          .takes(pattern("pattern").many())
          .does((turn, names) -> join(turn, Channels.Kind.PATTERN, names));

  static final Command<Turn> SSUBSCRIBE =
      opening("SSUBSCRIBE", "7.0.0")
          .summary("Listens to shard channels.")
          .complexity("O(N), N shard channels to subscribe to")
          .channels(ChannelSpec.channels())
          .takes(key("shardchannel", Access.CHANNEL).many())
          .does(PubSubCommands::joinShard);

  static final Command<Turn> UNSUBSCRIBE =
      closing("UNSUBSCRIBE", "2.0.0")
          .summary("Stops listening to channels, to all without a name.")
          .complexity("O(N), N channels to leave")
          .takes(string("channel").manyOrNone())
          .does((turn, names) -> leave(turn, Channels.Kind.CHANNEL, names));

  static final Command<Turn> PUNSUBSCRIBE =
      closing("PUNSUBSCRIBE", "2.0.0")
          .summary("Stops listening by patterns, by all without a pattern.")
          .complexity("O(N), N the length of the patterns")
          .takes(pattern("pattern").manyOrNone())
          .does((turn, names) -> leave(turn, Channels.Kind.PATTERN, names));

  static final Command<Turn> SUNSUBSCRIBE =
      closing("SUNSUBSCRIBE", "7.0.0")
          .summary("Stops listening to shard channels, to all without a name.")
          .complexity("O(N), N shard channels to leave")
          .takes(key("shardchannel", Access.CHANNEL).manyOrNone())
          .does((turn, names) -> leave(turn, Channels.Kind.SHARD, names));

  static final Command<Turn> PUBSUB_CONTAINER =
      Containers.container(
          Command.<Turn>command("PUBSUB", PUBSUB)
              .since("2.8.0")
              .summary("Tells about channels and who listens.")
              .complexity("Depends on the subcommand."),
          List.of(
              listing("CHANNELS", "2.8.0")
                  .summary("Tells the channels that somebody subscribed to by name.")
                  .complexity("O(N), N channels")
                  .takes(pattern("pattern").optional())
                  .does((turn, glob) -> channels(turn, Channels.Kind.CHANNEL, glob)),
              question("NUMSUB", "2.8.0")
                  .summary("Tells how many subscribed to each channel by name.")
                  .complexity("O(N), N channels asked for")
                  .takes(string("channel").manyOrNone())
                  .does((turn, names) -> counts(turn, Channels.Kind.CHANNEL, names)),
              question("NUMPAT", "2.8.0")
                  .summary("Tells how many different patterns are subscribed to.")
                  .complexity("O(1)")
                  .takesNothing()
                  .does(PubSubCommands::patternCount),
              listing("SHARDCHANNELS", "7.0.0")
                  .summary("Tells the shard channels that somebody subscribed to.")
                  .complexity("O(N), N shard channels")
                  .takes(pattern("pattern").optional())
                  .does((turn, glob) -> channels(turn, Channels.Kind.SHARD, glob)),
              question("SHARDNUMSUB", "7.0.0")
                  .summary("Tells how many subscribed to each shard channel.")
                  .complexity("O(N), N shard channels asked for")
                  .takes(string("shardchannel").manyOrNone())
                  .does((turn, names) -> counts(turn, Channels.Kind.SHARD, names))));

  static final List<Command<Turn>> ALL =
      List.of(
          PUBLISH,
          SPUBLISH,
          SUBSCRIBE,
          PSUBSCRIBE,
          SSUBSCRIBE,
          UNSUBSCRIBE,
          PUNSUBSCRIBE,
          SUNSUBSCRIBE,
          PUBSUB_CONTAINER);

  /** More subscriptions take more memory. */
  private static Declaration<Turn> opening(String name, String since) {
    return Command.<Turn>command(
            name, PUBSUB, DENY_OOM, Trait.PUBSUB, NOSCRIPT, LOADING, STALE, IN_SUBSCRIBER_MODE)
        .since(since);
  }

  private static Declaration<Turn> closing(String name, String since) {
    return Command.<Turn>command(
            name, PUBSUB, Trait.PUBSUB, NOSCRIPT, LOADING, STALE, IN_SUBSCRIBER_MODE)
        .since(since);
  }

  private static Declaration<Turn> question(String name, String since) {
    return Command.<Turn>command(name, PUBSUB, Trait.PUBSUB, LOADING, STALE).since(since);
  }

  private static Declaration<Turn> listing(String name, String since) {
    return question(name, since).surplus(Refusal::wrongSubcommand);
  }

  private static void publish(Turn turn, Publish publish) {
    turn.reply().integer(turn.channels().publish(turn, publish.channel, publish.message));
  }

  private static void publishShard(Turn turn, Publish publish) {
    turn.reply().integer(turn.channels().publishShard(turn, publish.channel, publish.message));
  }

  private static void joinShard(Turn turn, List<Bytes> names) {
    if (turn.isNested()) {
      throw new Refusal("ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client");
    }
    join(turn, Channels.Kind.SHARD, names);
  }

  private static void join(Turn turn, Channels.Kind kind, List<Bytes> names) {
    for (Bytes name : names) {
      turn.channels().join(turn.session(), kind, name);
      confirm(turn, kind, kind.joined, name);
    }
  }

  private static void leave(Turn turn, Channels.Kind kind, List<Bytes> names) {
    Session session = turn.session();
    Subscriptions own = session.subscriptions();
    if (!names.isEmpty()) {
      for (Bytes name : names) {
        turn.channels().leave(session, kind, name);
        confirm(turn, kind, kind.left, name);
      }
    } else if (own == null || own.of(kind).isEmpty()) {
      confirm(turn, kind, kind.left, null);
    } else {
      while (!own.of(kind).isEmpty()) {
        Bytes name = own.of(kind).keyAt(0);
        turn.channels().leave(session, kind, name);
        confirm(turn, kind, kind.left, name);
      }
    }
  }

  private static void confirm(Turn turn, Channels.Kind kind, Bytes verb, @Nullable Bytes name) {
    RespWriter confirmation = turn.confirmation();
    confirmation.push(3);
    confirmation.bulk(verb);
    if (name == null) {
      confirmation.nullBulk();
    } else {
      confirmation.bulk(name);
    }
    Subscriptions own = turn.session().subscriptions();
    confirmation.integer(own == null ? 0 : own.told(kind));
  }

  private static void channels(Turn turn, Channels.Kind kind, @Nullable Bytes glob) {
    List<Bytes> names = turn.channels().names(kind, glob);
    turn.reply().array(names.size());
    names.forEach(turn.reply()::bulk);
  }

  private static void counts(Turn turn, Channels.Kind kind, List<Bytes> names) {
    turn.reply().array(names.size() * 2L);
    for (Bytes name : names) {
      turn.reply().bulk(name);
      turn.reply().integer(turn.channels().count(kind, name));
    }
  }

  private static void patternCount(Turn turn, None none) {
    turn.reply().integer(turn.channels().patternCount());
  }
}
