package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that are told of every key that begins with one of their prefixes (CLIENT TRACKING with
 * BCAST), and the keys that have changed since. Touched only inside a turn, and between turns.
 */
final class Broadcasts {
  /** A prefix, who listens, and the keys that changed, each with who changed it first. */
  private static final class Audience {
    final Set<Session> sessions = new LinkedHashSet<>();
    final TreeMap<Bytes, Changer> changed = new TreeMap<>();
  }

  /** Who changed a key: no session where time or the lack of memory did. */
  private record Changer(@Nullable Session session) {}

  private final TreeMap<Bytes, Audience> audiences = new TreeMap<>();
  private boolean due;

  int prefixCount() {
    return audiences.size();
  }

  void join(Session session, Bytes prefix) {
    audiences.computeIfAbsent(prefix, p -> new Audience()).sessions.add(session);
  }

  /** {@code session} listens no more, to none of its prefixes. */
  void leave(Session session) {
    Tracking tracking = session.tracking();
    if (tracking == null || tracking.mode() != Tracking.Mode.BROADCAST) {
      return;
    }
    for (Bytes prefix : tracking.prefixes()) {
      Audience audience = audiences.get(prefix);
      if (audience != null && audience.sessions.remove(session) && audience.sessions.isEmpty()) {
        audiences.remove(prefix);
      }
    }
  }

  void onChange(Bytes key, @Nullable Session by) {
    if (audiences.isEmpty()) {
      return;
    }
    for (Map.Entry<Bytes, Audience> entry : audiences.entrySet()) {
      if (begins(key, entry.getKey())) {
        entry.getValue().changed.putIfAbsent(key, new Changer(by));
        due = true;
      }
    }
  }

  private static boolean begins(Bytes key, Bytes prefix) {
    int length = prefix.length();
    return key.length() >= length
        && Arrays.equals(key.array(), 0, length, prefix.array(), 0, length);
  }

  /** Whether keys have changed that somebody has to be told of. */
  boolean isDue() {
    return due;
  }

  /** Hands each session the keys that it is to be told of, those of each prefix together. */
  void deliver(BiConsumer<Session, List<Bytes>> receiver) {
    due = false;
    for (Audience audience : List.copyOf(audiences.values())) {
      if (audience.changed.isEmpty()) {
        continue;
      }
      List<Bytes> all = List.copyOf(audience.changed.keySet());
      for (Session session : List.copyOf(audience.sessions)) {
        Tracking tracking = session.tracking();
        List<Bytes> keys =
            tracking != null && tracking.noLoop() ? withoutOwn(audience, session) : all;
        if (!keys.isEmpty()) {
          receiver.accept(session, keys);
        }
      }
      audience.changed.clear();
    }
  }

  private static List<Bytes> withoutOwn(Audience audience, Session session) {
    List<Bytes> keys = new ArrayList<>();
    audience.changed.forEach((key, changer) -> {
      if (changer.session != session) {
        keys.add(key);
      }
    });
    return keys;
  }
}
