package dev.tidings.engine;

import dev.tidings.protocol.Words;
import java.nio.charset.StandardCharsets;

/**
 * A web page can make a browser send HTTP to this port, with lines of the page's choice in its
 * body. The first lines of such a request are known, and whoever sends one is cut off before its
 * body is read as commands. As Redis does.
 */
final class CrossProtocol {
  private static final byte[] POST = "POST".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] HOST = "HOST:".getBytes(StandardCharsets.ISO_8859_1);

  private CrossProtocol() {}

  /** Whether the request is the beginning of HTTP; if so, its session is closed without a word. */
  static boolean cut(Engine engine, Session session, Words words) {
    if (!words.is(0, POST) && !words.is(0, HOST)) {
      return false;
    }
    engine
        .surroundings()
        .log(
            Surroundings.Level.WARNING,
            "Closed " + session + ": it sent HTTP, perhaps from a web page that means harm");
    session.close(false);
    return true;
  }
}
