package dev.tidings.app;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.ProcessSettings;
import dev.tidings.settings.ProcessSettings.Supervisor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What is told to the program that watches over the server ({@code supervised}). */
final class Supervision {
  private static final String SYSTEMD_SOCKET = "NOTIFY_SOCKET";
  private static final String UPSTART_JOB = "UPSTART_JOB";

  private Supervision() {}

  /** Tells that clients are served. */
  static void tellReady(Configuration configuration, Logger log) {
    switch (chosen(configuration.value(ProcessSettings.SUPERVISED))) {
      case SYSTEMD -> tellSystemd(log);
      case UPSTART -> tellUpstart(log);
      case AUTO, NO -> {}
    }
  }

  /** {@code auto} goes by what the supervisor has put into the environment. */
  private static Supervisor chosen(Supervisor setting) {
    if (setting != Supervisor.AUTO) {
      return setting;
    }
    if (System.getenv(UPSTART_JOB) != null) {
      return Supervisor.UPSTART;
    }
    return System.getenv(SYSTEMD_SOCKET) == null ? Supervisor.NO : Supervisor.SYSTEMD;
  }

  private static void tellSystemd(Logger log) {
    @Nullable String socket = System.getenv(SYSTEMD_SOCKET);
    if (socket == null) {
      log.warn("systemd supervision requested, but {} is not in the environment", SYSTEMD_SOCKET);
    } else if (NativeCalls.sendDatagram(socket, "STATUS=Ready to accept connections\nREADY=1\n")) {
      log.info("systemd has been told that the server is ready");
    } else {
      log.warn("systemd cannot be told anything at {}", socket);
    }
  }

  private static void tellUpstart(Logger log) {
    if (System.getenv(UPSTART_JOB) == null) {
      log.warn("upstart supervision requested, but {} is not in the environment", UPSTART_JOB);
    } else {
      log.info("supervised by upstart, will stop to signal readiness");
      NativeCalls.stopSelf();
    }
  }

  /** Tells systemd, if it listens, that the end has begun. */
  static void tellStopping(Configuration configuration) {
    @Nullable String socket = System.getenv(SYSTEMD_SOCKET);
    if (socket != null
        && chosen(configuration.value(ProcessSettings.SUPERVISED)) == Supervisor.SYSTEMD) {
      NativeCalls.sendDatagram(socket, "STOPPING=1\n");
    }
  }
}
