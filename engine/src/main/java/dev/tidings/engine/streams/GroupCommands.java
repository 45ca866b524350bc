package dev.tidings.engine.streams;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STREAM;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.command.Trait;
import dev.tidings.engine.Containers;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Words;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.Consumer;
import dev.tidings.structures.streams.ConsumerGroup;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamIdReader;
import dev.tidings.structures.streams.StreamLog;
import dev.tidings.structures.streams.StreamValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XGROUP: groups and who belongs to them. */
final class GroupCommands {
  private GroupCommands() {}

  /**
   * What CREATE and SETID are told: the id, which is read when the stream is known, and options.
   *
   * @param words the request
   * @param at where the id is
   */
  private record Position(Words words, int at, boolean makesStream, long entriesRead) {}

  record Placement(Bytes key, Bytes group, Position position) {}

  record Named(Bytes key, Bytes group) {}

  record Member(Bytes key, Bytes group, Bytes consumer) {}

  private static final byte[] MKSTREAM = TrimOptions.word("MKSTREAM");
  private static final byte[] ENTRIESREAD = TrimOptions.word("ENTRIESREAD");
  private static final int CREATE_WORDS_MAX = 8;
  private static final int SETID_WORDS_MAX = 7;

  private static final Arg<Bytes> GROUP = string("groupname");
  private static final Arg<Bytes> CONSUMER = string("consumername");

  static final Command<Turn> XGROUP =
      Containers.container(
          Command.<Turn>command("XGROUP", STREAM)
              .since("5.0.0")
              .summary("Makes and removes groups of consumers.")
              .complexity("Depends on the subcommand."),
          List.of(
              subcommand("CREATE", "5.0.0", WRITE, DENY_OOM)
                  .summary("Makes a group that goes on behind an id.")
                  .complexity("O(1)")
                  .takes(
                      key("key", Access.INSERT),
                      GROUP,
                      custom(shape(true), cursor -> readPosition(cursor, true)),
                      Placement::new)
                  .does(GroupCommands::create),
              subcommand("SETID", "5.0.0", WRITE)
                  .summary("Puts a group behind another id.")
                  .complexity("O(1)")
                  .takes(
                      key("key", Access.UPDATE),
                      GROUP,
                      custom(shape(false), cursor -> readPosition(cursor, false)),
                      Placement::new)
                  .does(GroupCommands::setId),
              subcommand("DESTROY", "5.0.0", WRITE)
                  .summary("Removes a group with all that is pending in it.")
                  .complexity("O(N), N rows that are pending in the group")
                  .takes(key("key", Access.DELETE), GROUP, Named::new)
                  .does(GroupCommands::destroy),
              subcommand("CREATECONSUMER", "6.2.0", WRITE, DENY_OOM)
                  .summary("Makes a consumer of a group.")
                  .complexity("O(1)")
                  .takes(key("key", Access.INSERT), GROUP, CONSUMER, Member::new)
                  .does(GroupCommands::createConsumer),
              subcommand("DELCONSUMER", "5.0.0", WRITE)
                  .summary("Removes a consumer with all that is pending to it.")
                  .complexity("O(N log M), N of M pending rows are the consumer's")
                  .takes(key("key", Access.DELETE), GROUP, CONSUMER, Member::new)
                  .does(GroupCommands::deleteConsumer)));

  private static Declaration<Turn> subcommand(String name, String since, Trait... traits) {
    return Command.<Turn>command(name, STREAM, traits)
        .since(since)
        .surplus(Refusal::wrongSubcommand);
  }

  private static Shape shape(boolean creates) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(Args.<Object>oneOf("id", string("id"), Args.token("$", (Object) true)).shape());
    if (creates) {
      shapes.add(Args.flag("MKSTREAM").shape());
    }
    shapes.add(integer("entries_read").after("ENTRIESREAD").optional(0L).shape());
    return Shape.parts("position", shapes);
  }

  private static Position readPosition(Cursor cursor, boolean creates) {
    Words words = cursor.words();
    int at = cursor.position();
    cursor.skip();
    boolean makesStream = false;
    long entriesRead = StreamLog.UNKNOWN;
    while (cursor.hasNext()) {
      if (creates && cursor.nextIs(MKSTREAM)) {
        cursor.skip();
        makesStream = true;
      } else if (cursor.remaining() > 1 && cursor.nextIs(ENTRIESREAD)) {
        cursor.skip();
        entriesRead = cursor.nextInteger();
        if (entriesRead < 0 && entriesRead != StreamLog.UNKNOWN) {
          throw new Refusal("ERR value for ENTRIESREAD must be positive or -1");
        }
      } else {
        throw Refusal.wrongSubcommand(words);
      }
    }
    return new Position(words, at, makesStream, entriesRead);
  }

  private static Refusal noKey() {
    return new Refusal(
        "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to"
            + " use the MKSTREAM option to create an empty stream automatically.");
  }

  private static StreamValue stream(Turn turn, Bytes key) {
    StreamValue stream = turn.database().write(key, StreamValue.class);
    if (stream == null) {
      throw noKey();
    }
    return stream;
  }

  private static ConsumerGroup group(StreamValue stream, Bytes key, Bytes name) {
    ConsumerGroup group = stream.group(name);
    if (group == null) {
      throw noGroup(key, name);
    }
    return group;
  }

  /** The text that refuses a group that is not there, where the key is. */
  static Refusal noGroup(Bytes key, Bytes group) {
    return new Refusal(
        "NOGROUP No such consumer group '"
            + Refusal.shown(group.latin1())
            + "' for key name '"
            + Refusal.shown(key.latin1())
            + "'");
  }

  private static void checkLength(Position position, int most) {
    if (position.words.count() > most) {
      throw Refusal.wrongSubcommand(position.words);
    }
  }

  private static void create(Turn turn, Placement request) {
    Position position = request.position;
    Database database = turn.database();
    StreamValue present = database.write(request.key, StreamValue.class);
    if (present == null && !position.makesStream) {
      throw noKey();
    }
    checkLength(position, CREATE_WORDS_MAX);
    StreamId id = readId(position, present, false);
    if (present != null && present.group(request.group) != null) {
      throw new Refusal("BUSYGROUP Consumer Group name already exists");
    }
    StreamValue stream = present == null ? EntryCommands.newStream(turn) : present;
    long entriesRead = Math.min(position.entriesRead, stream.log().entriesAdded());
    stream.add(new ConsumerGroup(request.group, id.ms(), id.seq(), entriesRead));
    if (present == null) {
      database.add(request.key, stream);
      database.changed(request.key);
    } else {
      database.recount(request.key);
    }
    database.tell(KeyspaceEvents.STREAM, "xgroup-create", request.key);
    turn.reply().ok();
  }

  private static StreamId readId(
      Position position, @Nullable StreamValue stream, boolean endsAllowed) {
    Words words = position.words;
    int at = position.at;
    if (StreamIds.isOnly(words, at, '$')) {
      return stream == null ? StreamId.MIN : stream.log().lastGenerated();
    }
    StreamIdReader reader = new StreamIdReader();
    // Redis takes - and + here, which mean the first and the last id there can be.
    boolean isEnd =
        endsAllowed && (StreamIds.isOnly(words, at, '-') || StreamIds.isOnly(words, at, '+'));
    if (isEnd) {
      reader.readBound(words.array(), words.start(at), words.length(at), 0);
    } else {
      StreamIds.read(reader, words, at);
    }
    return new StreamId(reader.ms(), reader.seq());
  }

  private static void setId(Turn turn, Placement request) {
    Position position = request.position;
    StreamValue stream = stream(turn, request.key);
    ConsumerGroup group = group(stream, request.key, request.group);
    checkLength(position, SETID_WORDS_MAX);
    StreamId id = readId(position, stream, true);
    long entriesRead = Math.min(position.entriesRead, stream.log().entriesAdded());
    group.setLastDelivered(id.ms(), id.seq(), entriesRead);
    turn.database().tell(KeyspaceEvents.STREAM, "xgroup-setid", request.key);
    turn.reply().ok();
  }

  private static void destroy(Turn turn, Named request) {
    StreamValue stream = stream(turn, request.key);
    ConsumerGroup group = stream.group(request.group);
    if (group == null) {
      turn.reply().integer(0);
      return;
    }
    stream.remove(group);
    Database database = turn.database();
    database.recount(request.key);
    database.tell(KeyspaceEvents.STREAM, "xgroup-destroy", request.key);
    // Those who wait for entries of the group are told that it is gone.
    database.wake(request.key);
    turn.reply().integer(1);
  }

  private static void createConsumer(Turn turn, Member request) {
    StreamValue stream = stream(turn, request.key);
    ConsumerGroup group = group(stream, request.key, request.group);
    boolean isNew = group.consumer(request.consumer) == null;
    if (isNew) {
      Delivery.join(turn, request.key, stream, group, request.consumer);
    }
    turn.reply().integer(isNew ? 1 : 0);
  }

  private static void deleteConsumer(Turn turn, Member request) {
    StreamValue stream = stream(turn, request.key);
    ConsumerGroup group = group(stream, request.key, request.group);
    Consumer consumer = group.consumer(request.consumer);
    if (consumer == null) {
      turn.reply().integer(0);
      return;
    }
    int pending = group.delete(consumer);
    stream.onChange(group);
    turn.database().recount(request.key);
    turn.database().tell(KeyspaceEvents.STREAM, "xgroup-delconsumer", request.key);
    turn.reply().integer(pending);
  }
}
