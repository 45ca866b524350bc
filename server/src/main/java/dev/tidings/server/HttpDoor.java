package dev.tidings.server;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.TidingsSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port for browsers and people: HTTP on the same loops.
 *
 * <p>Whoever can reach it can ask for a page, so everything that a stranger can take has a bound:
 *
 * <ul>
 *   <li>connections, by {@code http-max-connections}, since each holds a file descriptor;
 *   <li>time, by {@code http-timeout}: each request has to be whole, and each answer read, within
 *       it. It is not prolonged by a byte now and then;
 *   <li>memory: the bytes of a request, and one answer at a time. While it is on its way nothing
 *       more is read.
 * </ul>
 */
final class HttpDoor {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

  /** Of the first line of a request. */
  private static final int LINE_BYTES = 4096;

  /** Of all its headers. */
  private static final int HEADER_BYTES = 8192;

  /** Of its body, which no page asks for. */
  private static final int BODY_BYTES = 8192;

  /** What is read at once. The next is read when all requests in it have their answers. */
  private static final int READ_BYTES = 1024;

  /**
   * How many requests may wait for those before them: more than are read at once. They can be more
   * only if the client has ended its side, since then the kernel's buffer is emptied; it is cut.
   */
  private static final int WAITING_REQUESTS = 128;

  private static final String FULL =
      "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

  private final HttpRoutes routes;
  private final Configuration configuration;

  // Connections are in several loops.
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong timeouts = new AtomicLong();

  HttpDoor(HttpRoutes routes, Configuration configuration) {
    this.routes = routes;
    this.configuration = configuration;
  }

  /** How many connections are open. Any thread, as for the others that count. */
  int connections() {
    return connections.get();
  }

  /** How many connections were turned away since the start, because too many were open. */
  long rejected() {
    return rejected.get();
  }

  /** How many connections were closed since the start, because a time had passed. */
  long timeouts() {
    return timeouts.get();
  }

  /** A connection has been accepted. In its loop. */
  void onConnection(Channel channel) {
    if (connections.incrementAndGet() > configuration.value(TidingsSettings.HTTP_MAX_CONNECTIONS)) {
      connections.decrementAndGet();
      rejected.incrementAndGet();
      channel.pipeline().addLast(new Refused(FULL));
      return;
    }
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    channel
        .config()
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1));
    channel
        .pipeline()
        .addLast(new HttpServerCodec(limits(), WAITING_REQUESTS))
        .addLast(new HttpObjectAggregator(BODY_BYTES, true))
        .addLast(new Conversation());
  }

  private static HttpDecoderConfig limits() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(LINE_BYTES)
        .setMaxHeaderSize(HEADER_BYTES)
        .setMaxChunkSize(BODY_BYTES);
  }

  /** One connection's requests, one after the other: while some wait, nothing more is read. */
  private final class Conversation extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Queue<FullHttpRequest> waiting = new ArrayDeque<>();
    private @Nullable Future<?> deadline;
    private boolean answering;
    private boolean allWasSent;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      await(context);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      if (answering) {
        waiting.add(request.retain());
        context.channel().config().setAutoRead(false);
      } else {
        answer(context, request);
      }
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest request) {
      answering = true;
      await(context);
      boolean stays = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
      FullHttpResponse response = routes.answer(request);
      HttpUtil.setContentLength(response, response.content().readableBytes());
      HttpUtil.setKeepAlive(response, stays);
      response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
      context
          .writeAndFlush(response)
          .addListener(written -> onAnswered(context, stays && written.isSuccess()));
    }

    private void onAnswered(ChannelHandlerContext context, boolean stays) {
      answering = false;
      FullHttpRequest next = stays ? waiting.poll() : null;
      if (next != null) {
        try {
          answer(context, next);
        } finally {
          next.release();
        }
      } else if (stays && !allWasSent) {
        await(context);
        context.channel().config().setAutoRead(true);
      } else {
        context.close();
      }
    }

    /** Starts the time anew, in which the next step has to be done. */
    private void await(ChannelHandlerContext context) {
      forget();
      deadline =
          context
              .executor()
              .schedule(
                  () -> {
                    timeouts.incrementAndGet();
                    context.close();
                  },
                  configuration.value(TidingsSettings.HTTP_TIMEOUT),
                  TimeUnit.SECONDS);
    }

    private void forget() {
      if (deadline != null) {
        deadline.cancel(false);
      }
    }

    /** A client that has ended its side still gets what it asked for before. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        allWasSent = true;
        if (!answering) {
          context.close();
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      forget();
      waiting.forEach(FullHttpRequest::release);
      waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof IOException || cause instanceof CodecException) {
        LOG.debug("HTTP from {}: {}", context.channel().remoteAddress(), Reasons.of(cause));
      } else {
        LOG.error("A bug in HTTP. Please report this with what follows.", cause);
      }
      context.close();
    }
  }
}
