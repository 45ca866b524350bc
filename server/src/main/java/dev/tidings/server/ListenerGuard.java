package dev.tidings.server;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.Guard;
import dev.tidings.settings.NetworkSettings;
import dev.tidings.settings.Proposal;
import dev.tidings.settings.TlsSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the listeners when {@code bind}, {@code port} or {@code tls-port} change: to all of the new
 * places, or to none.
 *
 * <p>Places that stay are not touched. The others are closed before the new ones are opened, since
 * the old and the new may exclude each other ({@code *} and {@code 127.0.0.1} on one port); when
 * that fails they are opened again.
 */
final class ListenerGuard implements Guard {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerGuard.class);
  private static final Set<Endpoint.Door> DOORS = EnumSet.of(Endpoint.Door.TCP, Endpoint.Door.TLS);

  private final Listeners listeners;
  private List<Endpoint> before = List.of();

  private ListenerGuard(Listeners listeners) {
    this.listeners = listeners;
  }

  static void watch(Configuration configuration, Listeners listeners) {
    configuration.guard(
        new ListenerGuard(listeners),
        NetworkSettings.BIND,
        NetworkSettings.PORT,
        TlsSettings.TLS_PORT);
  }

  /** Where Redis clients are awaited. */
  static List<Endpoint> wanted(List<String> bind, long port, long tlsPort) {
    List<Endpoint> wanted = new ArrayList<>();
    wanted.addAll(Endpoint.at(bind, Endpoint.Door.TCP, (int) port));
    wanted.addAll(Endpoint.at(bind, Endpoint.Door.TLS, (int) tlsPort));
    return wanted;
  }

  @Override
  public @Nullable String prepare(Proposal proposed) {
    before = listeners.endpoints(DOORS);
    List<Endpoint> wanted =
        wanted(
            proposed.after(NetworkSettings.BIND),
            proposed.after(NetworkSettings.PORT),
            proposed.after(TlsSettings.TLS_PORT));
    listeners.close(without(before, wanted));
    try {
      listeners.open(wanted);
      return null;
    } catch (Listeners.ListenFailure failure) {
      LOG.warn("{}; listening where it did before.", failure.line());
      restore();
      return proposed.changes(NetworkSettings.BIND)
          ? "Failed to bind to specified addresses."
          : "Unable to listen on this port. Check server logs.";
    }
  }

  @Override
  public void abandon(Proposal proposed) {
    restore();
  }

  private void restore() {
    listeners.close(without(listeners.endpoints(DOORS), before));
    try {
      listeners.open(before);
    } catch (Listeners.ListenFailure failure) {
      LOG.warn("{} again.", failure.line());
    }
  }

  private static List<Endpoint> without(List<Endpoint> all, List<Endpoint> those) {
    return all.stream().filter(endpoint -> !those.contains(endpoint)).toList();
  }
}
