package dev.tidings.server;

import dev.tidings.protocol.Segment;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The bytes of a shared frame where the kernel can read them, copied there once. */
record SharedBuffer(ByteBuf bytes) implements AutoCloseable {
  /** A reference to the bytes of {@code frame}, to be released by whoever writes it. */
  static ByteBuf of(Segment.Frame frame, ByteBufAllocator allocator) {
    if (!(frame.carrier() instanceof SharedBuffer shared)) {
      ByteBuf bytes = allocator.directBuffer(frame.length());
      bytes.writeBytes(frame.array(), 0, frame.length());
      frame.carry(new SharedBuffer(bytes));
      return bytes.retainedDuplicate();
    }
    return shared.bytes.retainedDuplicate();
  }

  @Override
  public void close() {
    bytes.release();
  }
}
