package dev.tidings.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Found by Logback when the first line is logged: warnings to standard output until {@link
 * Logs#start}, and libraries quiet for good.
 */
public final class QuietLogs extends ContextAwareBase implements Configurator {
  /** For Logback. */
  public QuietLogs() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(Logs.toOutput(context));
    context.getLogger("io.netty").setLevel(Level.WARN);
    // It repeats what the server's own handlers have told already.
    context.getLogger("io.netty.channel.DefaultChannelPipeline").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
