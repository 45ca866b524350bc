package dev.tidings.server;

import dev.tidings.settings.ProcessSettings.ShutdownFlag;
import java.util.Set;

/** Why a server is to end. */
public sealed interface Ending {
  /** Somebody asked: a signal or SHUTDOWN. */
  record Asked(Set<ShutdownFlag> flags) implements Ending {}

  /** A bug may have left data half changed: nobody may read it any more. */
  record Broken() implements Ending {}
}
