package dev.tidings.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.tidings.server.Workplace;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.MonitoringSettings;
import dev.tidings.settings.MonitoringSettings.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes and how much of it, set in code: looking for files of settings would take time
 * at every start.
 */
final class Logs {
  private Logs() {}

  /**
   * Sends the log where {@code configuration} says, and follows {@code loglevel}.
   *
   * @throws IOException if the file cannot be written; the message is the system's reason
   */
  static void start(Configuration configuration) throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    String file = configuration.text(MonitoringSettings.LOGFILE);
    root.addAppender(file.isEmpty() ? toOutput(context) : toFile(context, configuration, file));
    root.setLevel(level(configuration.value(MonitoringSettings.LOGLEVEL)));
    configuration.onChange(MonitoringSettings.LOGLEVEL, chosen -> root.setLevel(level(chosen)));
  }

  /** Writes out what is left. */
  static void stop() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  static Appender<ILoggingEvent> toOutput(LoggerContext context) {
    return started(new ConsoleAppender<>(), context);
  }

  private static Appender<ILoggingEvent> toFile(
      LoggerContext context, Configuration configuration, String name) throws IOException {
    Path file = new Workplace(configuration).resolve(name);
    try {
      // Logback would only complain to itself; the administrator shall hear it.
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    } catch (IOException refused) {
      throw new IOException(ConfigurationFiles.reason(refused), refused);
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    return started(appender, context);
  }

  private static Appender<ILoggingEvent> started(
      OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
    Encoder<ILoggingEvent> encoder = new LogLines();
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static Level level(LogLevel chosen) {
    return switch (chosen) {
      case DEBUG -> Level.TRACE;
      case VERBOSE -> Level.DEBUG;
      case NOTICE -> Level.INFO;
      case WARNING -> Level.WARN;
      case NOTHING -> Level.OFF;
    };
  }
}
