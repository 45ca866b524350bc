package dev.tidings.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The lines that a class logs from now on, from whichever thread. */
final class HeardLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  HeardLog(Class<?> speaker) {
    this.logger = (Logger) LoggerFactory.getLogger(speaker);
    start();
    logger.addAppender(this);
  }

  /** Each as {@code LEVEL text}, with the message of what was thrown after it. */
  List<String> lines() {
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String thrown =
        event.getThrowableProxy() == null ? "" : " | " + event.getThrowableProxy().getMessage();
    lines.add(event.getLevel() + " " + event.getFormattedMessage() + thrown);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
  }
}
