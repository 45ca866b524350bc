package dev.tidings.server;

import dev.tidings.protocol.Segment;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.IovArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has to write, gathered from its outbox: small pieces copied side by side into
 * memory that the loop keeps for this, large ones referred to.
 *
 * <pre>
 *   outbox:   [own 120] [own 80] [frame 4100, shared] [own 30]
 *   staging:  |  120   |   80   |   30   |      free            |
 *   parts:    [staging 0..200] [frame] [staging 200..230]
 * </pre>
 *
 * <p>Where the transport lets it, the parts go to the kernel in one system call without passing
 * through the channel's queue; what the kernel does not take, and everything on other transports,
 * goes to the queue. Belongs to the loop's thread; empty between two connections.
 */
final class Batch implements Consumer<Segment> {
  /** The most that is taken from an outbox at once; the rest waits where it is counted. */
  static final long MOST_BYTES = 256 * 1024;

  private static final int STAGING_BYTES = 128 * 1024;
  private static final int MOST_PARTS = 64;

  private final ByteBufAllocator allocator;
  private final ByteBuf staging;

  /** Made when first needed: it exists only where the native transports do. */
  private @Nullable IovArray vectors;

  private final List<ByteBuf> parts = new ArrayList<>();
  private int stagedFrom;

  Batch(ByteBufAllocator allocator) {
    this.allocator = allocator;
    this.staging = allocator.directBuffer(STAGING_BYTES, STAGING_BYTES);
  }

  @Override
  public void accept(Segment segment) {
    switch (segment) {
      case Segment.Own own when own.length() <= staging.writableBytes() -> stage(own);
      case Segment.Own own ->
          add(allocator.directBuffer(own.length()).writeBytes(own.array(), 0, own.length()));
      case Segment.Frame frame -> {
        add(SharedBuffer.of(frame, allocator));
        frame.release();
      }
    }
  }

  private void stage(Segment.Own own) {
    staging.writeBytes(own.array(), 0, own.length());
  }

  private void add(ByteBuf part) {
    closeStaged();
    parts.add(part);
  }

  /** Makes a part of what has been staged since the last part. */
  private void closeStaged() {
    if (staging.writerIndex() > stagedFrom) {
      parts.add(staging.retainedDuplicate().setIndex(stagedFrom, staging.writerIndex()));
      stagedFrom = staging.writerIndex();
    }
  }

  /** Writes as much as the socket takes now, in one system call; the number of bytes. */
  long send(FileDescriptor socket) throws IOException {
    if (parts.isEmpty()) {
      return socket.writeAddress(staging.memoryAddress(), 0, staging.writerIndex());
    }
    closeStaged();
    IovArray present = vectors == null ? new IovArray(MOST_PARTS) : vectors;
    vectors = present;
    present.clear();
    int count = Math.min(parts.size(), MOST_PARTS);
    for (int i = 0; i < count; i++) {
      ByteBuf part = parts.get(i);
      present.add(part, part.readerIndex(), part.readableBytes());
    }
    return socket.writevAddresses(present.memoryAddress(0), present.count());
  }

  /** Puts all but the first {@code written} bytes into the channel's queue. */
  ChannelPromise queue(Channel channel, long written) {
    closeStaged();
    ChannelPromise promise = channel.newPromise();
    long skip = written;
    for (int i = 0; i < parts.size(); i++) {
      ByteBuf part = parts.get(i);
      int gone = (int) Math.min(skip, part.readableBytes());
      skip -= gone;
      part.skipBytes(gone);
      boolean last = i == parts.size() - 1;
      channel.write(unstaged(part), last ? promise : channel.voidPromise());
    }
    parts.clear();
    reset();
    return promise;
  }

  /** The staging memory is used again at once, so what stays in a queue must not be there. */
  private ByteBuf unstaged(ByteBuf part) {
    if (part.memoryAddress() != staging.memoryAddress()) {
      return part;
    }
    ByteBuf copy = allocator.directBuffer(part.readableBytes()).writeBytes(part);
    part.release();
    return copy;
  }

  /** All parts are written, or never will be. */
  void clear() {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).release();
    }
    parts.clear();
    reset();
  }

  private void reset() {
    staging.clear();
    stagedFrom = 0;
  }

  /** Gives the memory back when the loop ends. */
  void free() {
    staging.release();
    if (vectors != null) {
      vectors.release();
    }
  }
}
