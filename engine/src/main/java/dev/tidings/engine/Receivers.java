package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions to one channel or pattern, dense in an array: to publish is to walk it, to
 * leave is to move the last one into the gap. Subscriptions know their place, so joining and
 * leaving cost the same however many there are.
 */
final class Receivers {
  private final Bytes name;
  private @Nullable Subscription[] list = new @Nullable Subscription[1];
  private int count;

  Receivers(Bytes name) {
    this.name = name;
  }

  Bytes name() {
    return name;
  }

  int count() {
    return count;
  }

  @SuppressWarnings("NullAway") // places below count are taken
  Subscription at(int place) {
    return list[place];
  }

  Subscription add(Session session) {
    if (count == list.length) {
      list = Arrays.copyOf(list, Math.max(4, count * 2));
    }
    Subscription subscription = new Subscription(session, this);
    subscription.place = count;
    list[count++] = subscription;
    return subscription;
  }

  @SuppressWarnings("NullAway") // places below count are taken
  void remove(Subscription subscription) {
    Subscription last = list[--count];
    list[subscription.place] = last;
    last.place = subscription.place;
    list[count] = null;
    if (count < list.length / 4 && list.length > 8) {
      list = Arrays.copyOf(list, list.length / 2);
    }
  }
}
