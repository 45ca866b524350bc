package dev.tidings.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One performance of a script on one peer in one protocol: its clients, and what they have seen.
 *
 * <p>Belongs to the thread that runs the script.
 */
public final class Scene {
  static final Duration LEAVE_PATIENCE = Duration.ofSeconds(2);

  private final Peer peer;
  private final int protocol;
  private final Map<String, ScriptClient> clients = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();

  Scene(Peer peer, int protocol) {
    this.peer = peer;
    this.protocol = protocol;
  }

  /** 2 or 3. */
  public int protocol() {
    return protocol;
  }

  /** The server that plays. */
  public Peer peer() {
    return peer;
  }

  /** The client of that name; the first time it connects, and says HELLO 3 in RESP3. */
  public ScriptClient client(String name) {
    ScriptClient known = clients.get(name);
    if (known != null) {
      return known;
    }
    ScriptClient client = raw(name);
    if (protocol == 3) {
      RespValue greeting = client.connection().call("HELLO", "3");
      if (!(greeting instanceof RespValue.MapValue)) {
        throw new AssertionError(peer.name() + " does not speak RESP3: " + greeting);
      }
    }
    return client;
  }

  /** The client of that name; the first time it connects and says nothing, so it speaks RESP2. */
  public ScriptClient raw(String name) {
    return clients.computeIfAbsent(name, n -> new ScriptClient(this, n, peer.open()));
  }

  Step add(Step step) {
    steps.add(step);
    return step;
  }

  /** Performs {@code script}; what stopped it, if anything did, stands as the last step. */
  List<Step> perform(Script script) {
    @Nullable String stopped = null;
    try {
      script.perform(this);
      for (ScriptClient client : clients.values()) {
        client.expectNothingUnread();
      }
    } catch (AssertionError | RuntimeException failure) {
      stopped = String.valueOf(failure.getMessage());
    }
    if (stopped != null) {
      steps.add(new Step("the script stops here", List.of(), "<" + stopped + ">"));
    }
    clients.values().forEach(client -> client.connection().leave(LEAVE_PATIENCE));
    return List.copyOf(steps);
  }

  /** Whether the script came to its end. */
  static boolean complete(List<Step> steps) {
    return steps.isEmpty() || !steps.getLast().label().equals("the script stops here");
  }
}
