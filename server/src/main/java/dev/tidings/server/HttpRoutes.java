package dev.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which page answers which path. In an I/O thread; a page may enter the engine. */
final class HttpRoutes {
  private static final String TEXT = "text/plain; charset=utf-8";

  /** What a page answers. */
  record Page(String contentType, byte[] content) {
    static Page text(String content) {
      return new Page(TEXT, content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final Map<String, Supplier<Page>> pages;

  HttpRoutes(Metrics metrics) {
    // Whoever gets an answer at all was served by a loop that is alive.
    this.pages = Map.of("/healthz", () -> Page.text("ok\n"), "/metrics", metrics::page);
  }

  /** The answer to {@code request}. */
  FullHttpResponse answer(FullHttpRequest request) {
    if (!request.decoderResult().isSuccess()) {
      return error(fault(request.decoderResult().cause()));
    }
    boolean head = request.method().equals(HttpMethod.HEAD);
    if (!head && !request.method().equals(HttpMethod.GET)) {
      FullHttpResponse refused = error(HttpResponseStatus.METHOD_NOT_ALLOWED);
      refused.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
      return refused;
    }
    @Nullable Supplier<Page> page = pages.get(new QueryStringDecoder(request.uri()).path());
    return page == null
        ? error(HttpResponseStatus.NOT_FOUND)
        : response(HttpResponseStatus.OK, page.get(), head);
  }

  private static HttpResponseStatus fault(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
      case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
      default -> HttpResponseStatus.BAD_REQUEST;
    };
  }

  private static FullHttpResponse error(HttpResponseStatus status) {
    return response(status, Page.text(status.reasonPhrase() + "\n"), false);
  }

  private static FullHttpResponse response(HttpResponseStatus status, Page page, boolean head) {
    ByteBuf content = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(page.content());
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
    return response;
  }
}
