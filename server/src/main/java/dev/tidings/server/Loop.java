package dev.tidings.server;

import dev.tidings.engine.BrokenTurn;
import dev.tidings.engine.Engine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One I/O loop: all connections of one thread, and what they have to write.
 *
 * <pre>
 *   wait ─► read a ─► engine ─► read b ─► engine ─► … ─► write a, write b ─► write receivers ─► wait
 *                                                       (askers first)
 * </pre>
 *
 * <p>Writes leave once per iteration, when all sockets that were ready have been read ({@link
 * Iterations}). What comes to be written at another time, from another loop's turn or with a tick,
 * is written by a task. Those who asked are written before those who only receive, so that an
 * unpipelined publisher can go on while its subscribers are still being written.
 *
 * <p>Lists are guarded by the sequencer, since another loop's turn may add to them; everything else
 * belongs to the loop's thread.
 */
final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final int SCRATCH_BYTES = 64 * 1024;

  private final Engine engine;
  private final Sequencer sequencer;
  private final EventLoop eventLoop;
  private final Consumer<Ending> ending;
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private final Runnable writing = this::write;

  private List<Connection> askers = new ArrayList<>();
  private List<Connection> receivers = new ArrayList<>();
  private List<Connection> writingAskers = new ArrayList<>();
  private final int number;
  private List<Connection> writingReceivers = new ArrayList<>();
  private final List<Connection> written = new ArrayList<>();
  private final Batch batch = new Batch(ByteBufAllocator.DEFAULT);
  private @Nullable Connection asking;
  private boolean reading;
  private boolean scheduled;
  private boolean isWriting;
  private final Set<Connection> connections = new LinkedHashSet<>();
  private @Nullable ByteBuffer aside;

  Loop(
      int number,
      Engine engine,
      Sequencer sequencer,
      EventLoop eventLoop,
      Consumer<Ending> ending) {
    this.number = number;
    this.ending = ending;
    this.engine = engine;
    this.sequencer = sequencer;
    this.eventLoop = eventLoop;
  }

  /** Which of all loops it is, from 0. */
  int number() {
    return number;
  }

  Engine engine() {
    return engine;
  }

  Sequencer sequencer() {
    return sequencer;
  }

  /** {@code connection} belongs to this loop from now on. */
  void add(Connection connection) {
    connections.add(connection);
  }

  /** {@code connection} has gone. */
  void remove(Connection connection) {
    connections.remove(connection);
  }

  /**
   * Reads and writes sockets while this thread is kept inside of the engine by a turn that takes
   * long: past Netty, which is itself in the middle of reading. Connections whose bytes are not
   * those of the socket, as with TLS, have to wait. Does nothing in other threads.
   */
  void serveMeanwhile() {
    if (!eventLoop.inEventLoop() || isWriting) {
      return;
    }
    Connection kept = asking;
    boolean wasReading = reading;
    ((LoopThread) eventLoop).runTasks();
    for (Connection connection : List.copyOf(connections)) {
      if (connection != kept) {
        readAside(connection);
      }
    }
    // What the turn under way has said is not complete.
    boolean asker = askers.remove(kept);
    boolean receiver = receivers.remove(kept);
    write();
    if (kept != null && asker) {
      askers.add(kept);
    }
    if (kept != null && receiver) {
      receivers.add(kept);
    }
    asking = kept;
    reading = wasReading;
  }

  private void readAside(Connection connection) {
    ByteBuffer buffer = aside;
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(SCRATCH_BYTES);
      aside = buffer;
    }
    int length = connection.readInto(buffer);
    if (length > 0) {
      byte[] bytes = new byte[length];
      buffer.get(0, bytes);
      asking = connection;
      reading = true;
      try {
        engine.onBytes(connection.session(), bytes, 0, length);
      } catch (RuntimeException | Error bug) {
        onException(connection, bug);
      }
    }
  }

  /** Serves what arrived on {@code connection}. */
  void onRead(Connection connection, ByteBuf bytes) {
    sequencer.enter();
    asking = connection;
    reading = true;
    try {
      while (bytes.isReadable()) {
        int length = Math.min(bytes.readableBytes(), SCRATCH_BYTES);
        bytes.readBytes(scratch, 0, length);
        engine.onBytes(connection.session(), scratch, 0, length);
      }
    } catch (RuntimeException | Error bug) {
      // Before anybody else enters: his turn would hide what this one was doing.
      onException(connection, bug);
    } finally {
      asking = null;
      sequencer.leave();
    }
  }

  /** {@code connection} has something to write, or is to be closed. Called inside the engine. */
  void onWork(Connection connection) {
    (connection == asking ? askers : receivers).add(connection);
    if (!scheduled && !reading) {
      scheduled = true;
      eventLoop.execute(writing);
    }
  }

  /** {@code connection} has written all that it took: told to the engine with the others. */
  void onWritten(Connection connection) {
    written.add(connection);
  }

  /** {@code connection} has ended, or is about to. */
  void onClosed(Connection connection) {
    sequencer.enter();
    try {
      engine.onClosed(connection.session());
    } catch (RuntimeException | Error bug) {
      onException(connection, bug);
    } finally {
      sequencer.leave();
    }
  }

  /** The connection broke, or the engine did while it served it. */
  void onException(Connection connection, Throwable cause) {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      LOG.debug("{}: {}", connection.peer().address(), Reasons.of(cause));
    } else {
      onBug(connection, cause);
    }
    connection.end();
  }

  private void onBug(Connection connection, Throwable bug) {
    BrokenTurn broken;
    sequencer.enter();
    try {
      broken = engine.onBroken();
      connection.session().close(false);
    } finally {
      sequencer.leave();
    }
    LOG.error(
        "A bug: {} asked {}. The connection is closed. Please report this with what follows.",
        connection.peer().address(),
        broken.request(),
        bug);
    endIfHalfChanged(broken, ending);
  }

  /** Nobody may read data that a bug has left half changed. */
  static void endIfHalfChanged(BrokenTurn broken, Consumer<Ending> ending) {
    if (broken.halfChanged()) {
      LOG.error("Data may be half changed, so the server ends now.");
      ending.accept(new Ending.Broken());
    }
  }

  /** All sockets that were ready have been read. */
  void afterReading() {
    if (reading) {
      write();
    }
  }

  private void write() {
    sequencer.enter();
    try {
      reading = false;
      scheduled = false;
      List<Connection> swap = writingAskers;
      writingAskers = askers;
      askers = swap;
      swap = writingReceivers;
      writingReceivers = receivers;
      receivers = swap;
    } finally {
      sequencer.leave();
    }
    isWriting = true;
    write(writingAskers);
    write(writingReceivers);
    isWriting = false;
    if (!written.isEmpty()) {
      settle();
    }
  }

  private void write(List<Connection> connections) {
    for (int i = 0; i < connections.size(); i++) {
      write(connections.get(i));
    }
    connections.clear();
  }

  /** A bug on the way of one connection must not keep the others from being written. */
  private void write(Connection connection) {
    try {
      connection.write(batch);
    } catch (RuntimeException | AssertionError bug) {
      batch.clear();
      onException(connection, bug);
    }
  }

  private void settle() {
    sequencer.enter();
    try {
      for (int i = 0; i < written.size(); i++) {
        settle(written.get(i));
      }
    } finally {
      sequencer.leave();
    }
    written.clear();
  }

  private void settle(Connection connection) {
    try {
      connection.onWritten();
    } catch (RuntimeException | AssertionError bug) {
      onException(connection, bug);
    }
  }
}
