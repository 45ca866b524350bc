package dev.tidings.server;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The only handler of a connection that is not let in: says why, and closes. In its loop. */
final class Refused extends ChannelInboundHandlerAdapter {
  private final String farewell;

  /**
   * Closes after {@code farewell} has been written.
   *
   * @param farewell in ASCII, as it is sent; empty to close without a word
   */
  Refused(String farewell) {
    this.farewell = farewell;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (farewell.isEmpty()) {
      context.close();
    } else {
      context
          .writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), farewell))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
