package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Family;
import dev.tidings.command.KeyFinder;
import dev.tidings.command.Trait;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.settings.ClientSettings;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseTable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of which keys when they change: CLIENT TRACKING.
 *
 * <pre>
 *   GET k       k ──► readers: session 4, 9, …       what these sessions keep copies of
 *   SET k       each is told "invalidate k" once, and k is forgotten until somebody reads it again
 *
 *   BCAST       prefix ──► sessions, and keys changed since they were last told: once in a batch
 * </pre>
 *
 * <p>Keys are remembered by name, whatever their database. Sessions are remembered by number, so
 * that one that has gone costs nothing to forget.
 *
 * <p>Touched only inside a turn, and when a batch of requests or a tick ends.
 */
public final class Invalidations {
  private static final Bytes CHANNEL = Bytes.of("__redis__:invalidate");

  /** How many keys a request takes out of a table that is too large; more each time it still is. */
  private static final int EFFORT = 100;

  private final Engine engine;
  private final DenseTable<Bytes, Readers> table = new DenseTable<>();
  private final Broadcasts broadcasts = new Broadcasts();
  private long itemCount;
  private int sessionCount;
  private long mostKeys;
  private int timesTooLarge;

  Invalidations(Engine engine) {
    this.engine = engine;
    limit(engine.configuration().value(ClientSettings.TRACKING_TABLE_MAX_KEYS));
    engine.configuration().onChange(ClientSettings.TRACKING_TABLE_MAX_KEYS, this::limit);
  }

  private void limit(long keys) {
    mostKeys = keys == 0 ? Long.MAX_VALUE : keys;
  }

  /** How many sessions track. */
  int sessionCount() {
    return sessionCount;
  }

  /** How many keys are remembered because they were read. */
  int keyCount() {
    return table.size();
  }

  /** How many readers of keys are remembered, each counted with each of its keys. */
  long itemCount() {
    return itemCount;
  }

  /** How many different prefixes are listened to. */
  int prefixCount() {
    return broadcasts.prefixCount();
  }

  /** What {@code session} wants is {@code wanted} from now on; null if it wants nothing. */
  void track(Session session, @Nullable Tracking wanted) {
    if (session.tracking() != null) {
      sessionCount--;
      broadcasts.leave(session);
    }
    session.tracking(wanted);
    if (wanted != null) {
      sessionCount++;
      if (wanted.mode() == Tracking.Mode.BROADCAST) {
        wanted.prefixes().forEach(prefix -> broadcasts.join(session, prefix));
      }
    }
  }

  // ---- Reads --------------------------------------------------------------------------------

  /**
   * {@code session} was served what {@code words} ask for: what it has read is remembered. Scripts
   * read only by the requests that they make.
   */
  void onServed(Session session, Command<Turn> command, Words words) {
    Tracking tracking = session.tracking();
    if (tracking != null
        && tracking.remembersReads()
        && command.has(Trait.READONLY)
        && command.family() != Family.SCRIPTING) {
      KeyFinder.visitKeys(command, words, key -> remember(session, key));
    }
  }

  private void remember(Session session, Bytes key) {
    Readers readers = table.find(key);
    if (readers == null) {
      readers = new Readers();
      table.put(key, readers);
    }
    if (readers.add(session.id())) {
      itemCount++;
    }
  }

  private boolean isTooLarge() {
    return table.size() > mostKeys;
  }

  /** Forgets keys picked by chance, and tells their readers, until there are not too many. */
  private void shrink() {
    SplittableRandom random = engine.turn().random();
    for (int left = EFFORT * ++timesTooLarge; left > 0 && isTooLarge(); left--) {
      tellReaders(table.keyAt(random.nextInt(table.size())));
    }
    if (!isTooLarge()) {
      timesTooLarge = 0;
    }
  }

  // ---- Changes ------------------------------------------------------------------------------

  /**
   * What {@code key} holds is another now, or it has come or gone.
   *
   * @param by who changed it; null if time or the lack of memory did
   */
  void onChange(Bytes key, @Nullable Session by) {
    if (sessionCount > 0) {
      broadcasts.onChange(key, by);
    }
    if (!table.isEmpty()) {
      tellReaders(key);
    }
  }

  private void tellReaders(Bytes key) {
    Readers readers = table.remove(key);
    if (readers == null) {
      return;
    }
    itemCount -= readers.count();
    for (int i = 0; i < readers.count(); i++) {
      Session reader = engine.sessions().find(readers.at(i));
      Tracking tracking = reader == null ? null : reader.tracking();
      if (reader != null
          && tracking != null
          && tracking.mode() != Tracking.Mode.BROADCAST
          && !(tracking.noLoop() && engine.turn().isOf(reader))) {
        tell(reader, tracking, List.of(key));
      }
    }
  }

  /** All keys of a database, or of all databases, are gone: nobody's copies are good any more. */
  void onFlush() {
    table.clear();
    itemCount = 0;
    if (sessionCount > 0) {
      for (Session session : engine.sessionsById()) {
        Tracking tracking = session.tracking();
        if (tracking != null) {
          tell(session, tracking, null);
        }
      }
    }
  }

  /**
   * A batch of requests or a tick has ended: those who listen to prefixes are told of all its
   * changes together, and a table that has grown too large is made smaller.
   */
  void settle() {
    if (isTooLarge()) {
      shrink();
    }
    if (!broadcasts.isDue()) {
      return;
    }
    broadcasts.deliver((session, keys) -> {
      Tracking tracking = session.tracking();
      if (tracking != null) {
        tell(session, tracking, keys);
      }
    });
  }

  // ---- Telling ------------------------------------------------------------------------------

  /** Tells {@code session}, or whom it named in its place; {@code keys} is null for all keys. */
  private void tell(Session session, Tracking tracking, @Nullable List<Bytes> keys) {
    if (tracking.redirectId() == 0) {
      if (session.protocol() == 3) {
        push(session, writer -> invalidate(writer, keys));
      }
      return;
    }
    Session other = engine.sessions().find(tracking.redirectId());
    if (other == null) {
      tracking.onRedirectGone();
      if (session.protocol() == 3) {
        push(session, writer -> redirectBroken(writer, tracking.redirectId()));
      }
    } else if (other.protocol() == 3) {
      push(other, writer -> invalidate(writer, keys));
    } else if (other.isSubscriber()) {
      push(other, writer -> publish(writer, keys));
    }
  }

  private void push(Session receiver, Consumer<RespWriter> message) {
    Turn turn = engine.turn();
    message.accept(turn.pushWriter(receiver));
    turn.pushed(receiver);
  }

  private static void invalidate(RespWriter writer, @Nullable List<Bytes> keys) {
    writer.push(2);
    writer.bulk("invalidate");
    write(writer, keys);
  }

  private static void redirectBroken(RespWriter writer, long id) {
    writer.push(2);
    writer.bulk("tracking-redir-broken");
    writer.integer(id);
  }

  private static void publish(RespWriter writer, @Nullable List<Bytes> keys) {
    writer.push(3);
    writer.bulk("message");
    writer.bulk(CHANNEL);
    write(writer, keys);
  }

  private static void write(RespWriter writer, @Nullable List<Bytes> keys) {
    if (keys == null) {
      writer.nullBulk();
      return;
    }
    writer.array(keys.size());
    keys.forEach(writer::bulk);
  }

  /** The numbers of the sessions that have read a key, in order: later ones have larger ones. */
  private static final class Readers {
    private long[] ids = new long[1];
    private int count;

    int count() {
      return count;
    }

    long at(int place) {
      return ids[place];
    }

    /** False if it is there. */
    boolean add(long id) {
      int place = Arrays.binarySearch(ids, 0, count, id);
      if (place >= 0) {
        return false;
      }
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, count * 2);
      }
      int at = -place - 1;
      System.arraycopy(ids, at, ids, at + 1, count - at);
      ids[at] = id;
      count++;
      return true;
    }
  }
}
