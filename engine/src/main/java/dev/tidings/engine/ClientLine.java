package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.structures.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A session in one line, as CLIENT LIST shows it and the log does: fields and their order are those
 * of Redis 8.6. Characters stand for bytes.
 */
final class ClientLine {
  private final StringBuilder text;

  private ClientLine(StringBuilder text) {
    this.text = text;
  }

  /** The line of {@code session}, without an end of line. */
  static String of(Engine engine, Session session) {
    StringBuilder text = new StringBuilder(320);
    append(text, engine, session);
    return text.toString();
  }

  /** Appends the line of {@code session}, without an end of line. */
  static void append(StringBuilder text, Engine engine, Session session) {
    ClientLine line = new ClientLine(text);
    line.who(engine.nowMillis(), session);
    line.state(session);
    line.memory(session, engine.requestBytes(session));
    line.conversation(session);
  }

  private void who(long nowMillis, Session session) {
    text.append("id=").append(session.id());
    field("addr", session.peer().address());
    field("laddr", session.peer().localAddress());
    field("fd", session.peer().descriptor());
    field("name", session.name());
    field("age", (nowMillis - session.createdMillis()) / 1000);
    field("idle", (nowMillis - session.lastActiveMillis()) / 1000);
    field("flags", flags(session));
  }

  private void state(Session session) {
    Subscriptions subscriptions = session.subscriptions();
    Transaction transaction = session.transaction();
    WatchedKeys watched = session.watched();
    field("db", session.database());
    field("sub", subscriptions == null ? 0 : subscriptions.channels());
    field("psub", subscriptions == null ? 0 : subscriptions.patterns());
    field("ssub", subscriptions == null ? 0 : subscriptions.shardChannels());
    field("multi", transaction == null ? -1 : transaction.size());
    field("watch", watched == null ? 0 : watched.count());
  }

  private void memory(Session session, long requestBytes) {
    int filled = session.requests().filledBytes();
    field("qbuf", filled);
    field("qbuf-free", Math.max(0, session.requests().heldBytes() - filled));
    field("argv-mem", requestBytes);
    field("multi-mem", ClientMemory.ofTransaction(session));
    field("rbs", session.outbox().roomBytes());
    field("rbp", session.outbox().roomBytes());
    field("obl", session.outbox().tailBytes());
    field("oll", session.outbox().segments());
    field("omem", ClientMemory.ofOutput(session));
    field("tot-mem", ClientMemory.of(session) + requestBytes);
  }

  private void conversation(Session session) {
    boolean writing = session.outbox().pendingBytes() > session.outbox().waitingBytes();
    Command<Turn> command = session.lastCommand();
    Tracking tracking = session.tracking();
    field("events", writing ? "rw" : "r");
    field("cmd", command == null ? "NULL" : command.fullName());
    field("user", session.identity().user().name());
    field("redir", tracking == null ? -1 : tracking.redirectId());
    field("resp", session.protocol());
    field("lib-name", session.identity().libraryName());
    field("lib-ver", session.identity().libraryVersion());
    field("io-thread", session.loop());
    field("tot-net-in", session.readBytes());
    field("tot-net-out", session.writtenBytes());
    field("tot-cmds", session.commandCount());
  }

  /** A letter for each thing out of the ordinary; N where there is none. */
  static String flags(Session session) {
    StringBuilder flags = new StringBuilder();
    Features features = session.features();
    WatchedKeys watched = session.watched();
    flag(flags, 'O', features.monitoring());
    flag(flags, 'P', session.isSubscriber());
    flag(flags, 'x', session.transaction() != null);
    flag(flags, 'b', session.isBlocked());
    tracking(flags, session.tracking());
    flag(flags, 'd', watched != null && watched.changed());
    flag(flags, 'c', session.isClosing() && !session.isClosed());
    flag(flags, 'A', session.isClosed());
    flag(flags, 'U', session.peer().unixSocket());
    flag(flags, 'r', features.readOnly());
    flag(flags, 'e', features.noEvict());
    flag(flags, 'T', features.noTouch());
    return flags.isEmpty() ? "N" : flags.toString();
  }

  private static void tracking(StringBuilder flags, @Nullable Tracking tracking) {
    if (tracking != null) {
      flags.append('t');
      flag(flags, 'R', tracking.redirectBroken());
      flag(flags, 'B', tracking.mode() == Tracking.Mode.BROADCAST);
    }
  }

  private static void flag(StringBuilder flags, char letter, boolean isSet) {
    if (isSet) {
      flags.append(letter);
    }
  }

  private void field(String name, long value) {
    text.append(' ').append(name).append('=').append(value);
  }

  private void field(String name, String value) {
    text.append(' ').append(name).append('=').append(value);
  }

  private void field(String name, Bytes value) {
    field(name, value.latin1());
  }
}
