package dev.tidings.server;

import dev.tidings.engine.Peer;
import dev.tidings.engine.Session;
import dev.tidings.engine.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One socket: bytes in to the engine, the session's outbox out to the kernel.
 *
 * <p>At most one batch is under way to the kernel; while it is, more waits in the outbox, where it
 * is counted and limited. Belongs to its loop's thread, except for {@link Wire}'s methods, which
 * the engine calls in any turn.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Wire, ChannelFutureListener {
  private final Loop loop;
  private final Channel channel;
  private final @Nullable FileDescriptor socket;
  private Session session;
  private long flyingBytes;
  private boolean hasWork;
  private boolean closeAfterWrite;
  private boolean closeNow;

  /**
   * A connection whose session is to follow.
   *
   * @param plain whether the bytes of the outbox are those of the socket, with no TLS between
   */
  @SuppressWarnings("NullAway") // the session is made right after, with this as its wire
  Connection(Loop loop, Channel channel, boolean plain) {
    this.loop = loop;
    this.channel = channel;
    this.session = null;
    this.socket = plain && channel instanceof EpollSocketChannel epoll ? epoll.fd() : null;
  }

  void session(Session connected) {
    this.session = connected;
  }

  Session session() {
    return session;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (!closeNow) {
        loop.onRead(this, (ByteBuf) message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      loop.sequencer().enter();
      try {
        session.close(true);
      } finally {
        loop.sequencer().leave();
      }
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    loop.add(this);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.remove(this);
    loop.onClosed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    loop.onException(this, cause);
  }

  /**
   * Reads what waits in the socket, past Netty.
   *
   * @return how many bytes; 0 or less if there are none, or it cannot be done: then Netty will find
   *     out why
   */
  int readInto(ByteBuffer buffer) {
    try {
      return socket == null || !socket.isOpen() || closeNow
          ? 0
          : socket.read(buffer, 0, buffer.capacity());
    } catch (IOException broken) {
      return 0;
    }
  }

  /** Who is at the other end. */
  Peer peer() {
    return session.peer();
  }

  /** Ends at once, whatever waits. */
  void end() {
    channel.close();
  }

  @Override
  public void onOutbox() {
    onWork();
  }

  @Override
  public int loop() {
    return loop.number();
  }

  @Override
  public void close(boolean flush) {
    if (flush) {
      closeAfterWrite = true;
    } else {
      closeNow = true;
    }
    onWork();
  }

  private void onWork() {
    if (!hasWork) {
      hasWork = true;
      loop.onWork(this);
    }
  }

  /**
   * Writes what waits, unless a batch is still under way, or closes. Not inside the engine, which
   * is entered only to take from the outbox, so that other loops need not wait for the kernel.
   */
  void write(Batch batch) {
    long taken = 0;
    boolean finished;
    loop.sequencer().enter();
    try {
      hasWork = false;
      if (flyingBytes == 0 && !closeNow) {
        taken = session.outbox().take(batch, Batch.MOST_BYTES);
        flyingBytes = taken;
        if (session.outbox().isEmpty()) {
          loop.engine().onTaken(session);
        }
      }
      // Decided here: once outside, another loop's turn may add last words before it closes.
      finished = closeNow || (closeAfterWrite && flyingBytes == 0);
      if (finished) {
        // Before the other end can see it: who has seen it must not find the client counted.
        loop.onClosed(this);
      }
    } finally {
      loop.sequencer().leave();
    }
    if (finished) {
      channel.close();
    } else if (taken > 0) {
      send(batch, taken);
    }
  }

  private void send(Batch batch, long taken) {
    long written = 0;
    if (socket != null) {
      if (!socket.isOpen()) {
        // Netty closes a broken socket at once and tells of it later. Its number may already be
        // that of another client, who would be sent what was meant for this one.
        batch.clear();
        return;
      }
      try {
        written = batch.send(socket);
      } catch (IOException broken) {
        batch.clear();
        channel.close();
        return;
      }
    }
    if (written == taken) {
      batch.clear();
      loop.onWritten(this);
    } else {
      batch.queue(channel, written).addListener(this);
      channel.flush();
    }
  }

  /** What was queued has been written, or has failed with the connection. */
  @Override
  public void operationComplete(ChannelFuture written) {
    loop.sequencer().enter();
    try {
      onWritten();
    } finally {
      loop.sequencer().leave();
    }
  }

  /** The batch under way is written. Inside the engine. */
  void onWritten() {
    long bytes = flyingBytes;
    flyingBytes = 0;
    loop.engine().onWritten(session, bytes);
    if (closeAfterWrite || !session.outbox().isEmpty()) {
      onWork();
    }
  }
}
