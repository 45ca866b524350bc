package dev.tidings.app;

import dev.tidings.server.Ending;
import dev.tidings.server.Server;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.ProcessSettings;
import dev.tidings.settings.ProcessSettings.ShutdownFlag;
import dev.tidings.settings.Setting;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * SIGTERM and SIGINT end the server in order; the second of them ends it at once. SIGHUP is
 * ignored, as a server shall outlive the terminal that started it.
 *
 * <p>The JDK's class for signals is open to all but not part of the Java platform, and the compiler
 * warns of every mention of it: it is reached by its name.
 */
final class Signals {
  private final Configuration configuration;
  private final Server server;
  private final Logger log;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile @Nullable PidFile pidFile;

  private Signals(Configuration configuration, Server server, Logger log) {
    this.configuration = configuration;
    this.server = server;
    this.log = log;
  }

  /** Hears signals from now on. */
  static Signals watch(Configuration configuration, Server server, Logger log) {
    Signals signals = new Signals(configuration, server, log);
    try {
      handle("TERM", () -> signals.onSignal("SIGTERM", ProcessSettings.SHUTDOWN_ON_SIGTERM));
      handle("INT", () -> signals.onSignal("SIGINT", ProcessSettings.SHUTDOWN_ON_SIGINT));
      handle("HUP", () -> {});
    } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
      log.warn("Signals will end the server without order: {}", unavailable.toString());
    }
    return signals;
  }

  /** The file that has to go as well where the end is not in order. */
  void removing(PidFile written) {
    pidFile = written;
  }

  private void onSignal(String name, Setting<Set<ShutdownFlag>> flags) {
    if (asked.compareAndSet(false, true)) {
      log.warn("Received {} scheduling shutdown...", name);
      server.end(new Ending.Asked(configuration.value(flags)));
    } else {
      log.warn("You insist... exiting now.");
      PidFile written = pidFile;
      if (written != null) {
        written.remove(log);
      }
      Runtime.getRuntime().halt(1);
    }
  }

  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object called =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                action.run();
              }
              return null;
            });
    Object number = signal.getConstructor(String.class).newInstance(name);
    signal.getMethod("handle", signal, handler).invoke(null, number, called);
  }
}
