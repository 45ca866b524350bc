package dev.tidings.engine;

import dev.tidings.protocol.FrameWriter;
import dev.tidings.protocol.Segment;
import dev.tidings.structures.Bytes;
import org.jspecify.annotations.Nullable;

/** A message as its receivers get it, encoded at most once for each protocol. */
final class Publication {
  private static final Bytes MESSAGE = Bytes.of("message");
  private static final Bytes PATTERN_MESSAGE = Bytes.of("pmessage");
  private static final Bytes SHARD_MESSAGE = Bytes.of("smessage");

  private final Bytes kind;
  private final @Nullable Bytes pattern;
  private final Bytes channel;
  private final Bytes payload;
  private Segment.@Nullable Frame resp2;
  private Segment.@Nullable Frame resp3;

  private Publication(Bytes kind, @Nullable Bytes pattern, Bytes channel, Bytes payload) {
    this.kind = kind;
    this.pattern = pattern;
    this.channel = channel;
    this.payload = payload;
  }

  static Publication message(Bytes channel, Bytes payload) {
    return new Publication(MESSAGE, null, channel, payload);
  }

  static Publication patternMessage(Bytes pattern, Bytes channel, Bytes payload) {
    return new Publication(PATTERN_MESSAGE, pattern, channel, payload);
  }

  static Publication shardMessage(Bytes channel, Bytes payload) {
    return new Publication(SHARD_MESSAGE, null, channel, payload);
  }

  /** The frame for clients that speak RESP {@code protocol}. */
  Segment.Frame frame(int protocol) {
    Segment.Frame frame = protocol == 2 ? resp2 : resp3;
    if (frame == null) {
      frame = encode(protocol);
      if (protocol == 2) {
        resp2 = frame;
      } else {
        resp3 = frame;
      }
    }
    return frame;
  }

  private Segment.Frame encode(int protocol) {
    FrameWriter writer =
        new FrameWriter(
            64 + channel.length() + payload.length() + (pattern == null ? 0 : pattern.length()));
    writer.head(protocol == 2 ? '*' : '>', pattern == null ? 3 : 4);
    writer.bulk(kind);
    if (pattern != null) {
      writer.bulk(pattern);
    }
    writer.bulk(channel);
    writer.bulk(payload);
    return writer.frame();
  }
}
