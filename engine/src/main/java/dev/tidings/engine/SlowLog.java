package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** The requests that took longest to serve, the newest first. Touched only inside a turn. */
final class SlowLog {
  /** A request with more words is shown with so many places, the last one telling of the rest. */
  private static final int MOST_WORDS = 32;

  /** Of a longer word only so much is shown. */
  private static final int MOST_BYTES = 128;

  /**
   * One slow request.
   *
   * @param id a number that no other entry has had, even before a reset
   * @param words its words, shortened
   * @param address the client's
   * @param name what the client called itself
   */
  record Entry(
      long id, long epochSeconds, long micros, List<Bytes> words, String address, Bytes name) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long lastId = -1;
  private long most;

  /** Remembers {@code count} entries at most from now on; more are dropped with the next one. */
  void most(long count) {
    most = count;
  }

  /** Notes a request that was served. */
  void add(Turn turn, Command<Turn> command, Words words, long micros) {
    if (most == 0) {
      return;
    }
    Session session = turn.session();
    entries.addFirst(
        new Entry(
            ++lastId,
            turn.nowMillis() / 1000,
            micros,
            shortened(command, words),
            session.peer().address(),
            session.name()));
    while (entries.size() > most) {
      entries.removeLast();
    }
  }

  private static List<Bytes> shortened(Command<Turn> command, Words words) {
    BitSet secret = Secrets.in(command, words);
    int count = words.count();
    int whole = count > MOST_WORDS ? MOST_WORDS - 1 : count;
    List<Bytes> shown = new ArrayList<>();
    for (int i = 0; i < whole; i++) {
      shown.add(secret.get(i) ? Bytes.of(Secrets.REDACTED) : shortened(words, i));
    }
    if (whole < count) {
      shown.add(Bytes.of("... (" + (count - whole) + " more arguments)"));
    }
    return shown;
  }

  private static Bytes shortened(Words words, int index) {
    int more = words.length(index) - MOST_BYTES;
    return more <= 0
        ? words.word(index)
        : Bytes.ofLatin1(
            Bytes.copyOf(words.array(), words.start(index), MOST_BYTES).latin1()
                + "... ("
                + more
                + " more bytes)");
  }

  /** The entries, the newest first. */
  Collection<Entry> entries() {
    return entries;
  }

  /** Forgets all entries; their numbers are not given again. */
  void reset() {
    entries.clear();
  }
}
