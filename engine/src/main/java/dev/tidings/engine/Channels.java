package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseTable;
import dev.tidings.structures.Glob;
import dev.tidings.structures.PatternIndex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who listens where, and the delivery of what is published.
 *
 * <pre>
 *   channel ──► Receivers ──► session, session, …
 *   pattern ──► Receivers ──► session, …             found through an index, not a list
 *   shard   ──► Receivers ──► session, …
 * </pre>
 *
 * <p>Everything is looked up by content and walked in the order in which it came, so the same turns
 * deliver in the same order. Reached only through a turn.
 */
public final class Channels {
  /** The three kinds of names; they share nothing but their rules. */
  enum Kind {
    CHANNEL("subscribe"),
    PATTERN("psubscribe"),
    SHARD("ssubscribe");

    final Bytes joined;
    final Bytes left;

    Kind(String verb) {
      this.joined = Bytes.of(verb);
      this.left =
          Bytes.of(
              verb.equals("subscribe") ? "unsubscribe" : verb.charAt(0) + "un" + verb.substring(1));
    }
  }

  private final DenseTable<Bytes, Receivers> channels = new DenseTable<>();
  private final DenseTable<Bytes, Receivers> shardChannels = new DenseTable<>();
  private final PatternIndex<Receivers> patterns = new PatternIndex<>();
  private final Delivery delivery = new Delivery();
  private int subscribers;

  /** How many channels have a subscription by name. */
  public int channelCount() {
    return channels.size();
  }

  /** How many shard channels have a subscription. */
  public int shardChannelCount() {
    return shardChannels.size();
  }

  /** How many different patterns are subscribed to. */
  public int patternCount() {
    return patterns.size();
  }

  /** How many sessions have at least one subscription. */
  public int subscriberCount() {
    return subscribers;
  }

  /** How many sessions subscribed to {@code name}, patterns not counted. */
  int count(Kind kind, Bytes name) {
    Receivers receivers = find(kind, name);
    return receivers == null ? 0 : receivers.count();
  }

  /** The channels with at least one subscription, those that match {@code glob} if not null. */
  List<Bytes> names(Kind kind, @Nullable Bytes glob) {
    DenseTable<Bytes, Receivers> table = kind == Kind.SHARD ? shardChannels : channels;
    List<Bytes> names = new ArrayList<>();
    for (int place = 0; place < table.size(); place++) {
      Bytes name = table.keyAt(place);
      if (glob == null || Glob.matches(glob.array(), name.array())) {
        names.add(name);
      }
    }
    return names;
  }

  /** Subscribes; false if {@code session} already had. */
  boolean join(Session session, Kind kind, Bytes name) {
    Subscriptions own = session.subscriptionsOrNew();
    if (own.of(kind).contains(name)) {
      return false;
    }
    Receivers receivers = find(kind, name);
    if (receivers == null) {
      receivers = new Receivers(name);
      put(kind, name, receivers);
    }
    if (own.total() == 0) {
      subscribers++;
    }
    own.of(kind).put(receivers.name(), receivers.add(session));
    session.onSubscriptions();
    return true;
  }

  /** Ends a subscription; false if there was none. */
  boolean leave(Session session, Kind kind, Bytes name) {
    Subscriptions own = session.subscriptions();
    Subscription subscription = own == null ? null : own.of(kind).remove(name);
    if (own == null || subscription == null) {
      return false;
    }
    detach(kind, subscription);
    if (own.total() == 0) {
      subscribers--;
    }
    session.onSubscriptions();
    return true;
  }

  /** Ends all subscriptions of a session without a word: it has gone, or is reset. */
  void leaveAll(Session session) {
    Subscriptions own = session.subscriptions();
    if (own == null) {
      return;
    }
    for (Kind kind : Kind.values()) {
      DenseTable<Bytes, Subscription> table = own.of(kind);
      for (int place = 0; place < table.size(); place++) {
        detach(kind, table.valueAt(place));
      }
      table.clear();
    }
    subscribers--;
    session.onSubscriptions();
  }

  private void detach(Kind kind, Subscription subscription) {
    Receivers receivers = subscription.receivers();
    receivers.remove(subscription);
    if (receivers.count() == 0) {
      switch (kind) {
        case CHANNEL -> channels.remove(receivers.name());
        case SHARD -> shardChannels.remove(receivers.name());
        case PATTERN -> patterns.remove(receivers.name());
      }
    }
  }

  private @Nullable Receivers find(Kind kind, Bytes name) {
    return switch (kind) {
      case CHANNEL -> channels.find(name);
      case SHARD -> shardChannels.find(name);
      case PATTERN -> patterns.find(name);
    };
  }

  private void put(Kind kind, Bytes name, Receivers receivers) {
    switch (kind) {
      case CHANNEL -> channels.put(name, receivers);
      case SHARD -> shardChannels.put(name, receivers);
      case PATTERN -> patterns.put(name, receivers);
    }
  }

  /**
   * Delivers to every subscription of {@code channel} by name, then to those of each pattern that
   * matches.
   *
   * @return how many deliveries were made
   */
  public int publish(Turn turn, Bytes channel, Bytes payload) {
    int count = 0;
    Receivers receivers = channels.find(channel);
    if (receivers != null) {
      count = deliver(turn, receivers, Publication.message(channel, payload));
    }
    if (patterns.size() > 0) {
      count += delivery.start(turn, channel, payload);
    }
    turn.engine().statistics().onPublished(count);
    return count;
  }

  /** Delivers to every subscription of a shard channel. */
  public int publishShard(Turn turn, Bytes channel, Bytes payload) {
    Receivers receivers = shardChannels.find(channel);
    int count =
        receivers == null
            ? 0
            : deliver(turn, receivers, Publication.shardMessage(channel, payload));
    turn.engine().statistics().onPublished(count);
    return count;
  }

  private static int deliver(Turn turn, Receivers receivers, Publication publication) {
    int count = receivers.count();
    for (int place = 0; place < count; place++) {
      Session session = receivers.at(place).session();
      turn.push(session, publication.frame(session.protocol()));
    }
    return count;
  }

  /** A delivery to patterns under way; one object, since one publication is under way at a time. */
  private final class Delivery implements PatternIndex.Visitor<Receivers> {
    private @Nullable Turn turn;
    private Bytes channel = Bytes.EMPTY;
    private Bytes payload = Bytes.EMPTY;
    private int count;

    int start(Turn inTurn, Bytes toChannel, Bytes content) {
      turn = inTurn;
      channel = toChannel;
      payload = content;
      count = 0;
      patterns.forEachMatch(toChannel, this);
      turn = null;
      payload = Bytes.EMPTY;
      return count;
    }

    @Override
    @SuppressWarnings("NullAway") // set by start
    public void onPattern(Bytes pattern, Receivers receivers) {
      count += deliver(turn, receivers, Publication.patternMessage(pattern, channel, payload));
    }
  }
}
