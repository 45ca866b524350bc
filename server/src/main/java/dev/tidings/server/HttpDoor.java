package dev.tidings.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port for browsers and people: HTTP on the same loops. */
final class HttpDoor {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

  /** Nobody has to send more than this to ask for a page. */
  private static final int REQUEST_BYTES = 64 * 1024;

  /** A browser opens connections in advance and forgets them. */
  private static final int IDLE_SECONDS = 60;

  private final HttpRoutes routes;

  HttpDoor(HttpRoutes routes) {
    this.routes = routes;
  }

  /** A connection has been accepted. In its loop. */
  void onConnection(Channel channel) {
    channel
        .pipeline()
        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
        .addLast(new HttpServerCodec())
        .addLast(new HttpObjectAggregator(REQUEST_BYTES))
        .addLast(new Conversation());
  }

  /** One connection's requests, one after the other. */
  private final class Conversation extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      boolean stays = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
      FullHttpResponse response = routes.answer(request);
      HttpUtil.setContentLength(response, response.content().readableBytes());
      HttpUtil.setKeepAlive(response, stays);
      response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
      var written = context.writeAndFlush(response);
      if (!stays) {
        written.addListener(ChannelFutureListener.CLOSE);
      }
    }

    /** Idle for too long, or nothing more will come: what was asked is answered. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof IOException) {
        LOG.debug("HTTP from {}: {}", context.channel().remoteAddress(), Reasons.of(cause));
      } else {
        LOG.error("A bug in HTTP. Please report this with what follows.", cause);
      }
      context.close();
    }
  }
}
