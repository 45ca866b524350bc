package dev.tidings.engine;

import dev.tidings.settings.ClientSettings;
import dev.tidings.settings.NetworkSettings;
import dev.tidings.settings.SecuritySettings;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect: as long as there is room, and strangers only to a server that asks who is there.
 */
final class Admittance {
  private Admittance() {}

  /** Why a client may not connect; null if it may. */
  static @Nullable String refusal(Engine engine, Peer peer, boolean near) {
    String text = null;
    if (engine.sessions().size() >= engine.configuration().value(ClientSettings.MAXCLIENTS)) {
      text = "ERR max number of clients reached";
    } else if (!near
        && engine.configuration().value(NetworkSettings.PROTECTED_MODE)
        && engine.access().letsAnybodyIn()) {
      text = ProtectedMode.DENIED;
    }
    if (text != null) {
      engine.statistics().rejectedConnections++;
      engine
          .surroundings()
          .log(
              Surroundings.Level.VERBOSE,
              "Connection from " + peer.address() + " refused: " + text);
    }
    return text;
  }

  /** Whether a client from {@code peer} may use DEBUG. */
  static boolean allowsDebug(Engine engine, Peer peer) {
    return switch (engine.configuration().value(SecuritySettings.ENABLE_DEBUG_COMMAND)) {
      case NO -> false;
      case YES -> true;
      case LOCAL -> peer.isLocal();
    };
  }
}
