package dev.tidings.command;

/**
 * Which words of a request name channels that its user must be allowed to use. Commands that only
 * leave channels or ask about them have none.
 *
 * @param use what the words are
 * @param first the index of the first of them, the command's name being 0
 * @param many whether all words from there on are channels
 */
public record ChannelSpec(Use use, int first, boolean many) {
  /** What a word stands for. */
  public enum Use {
    /** A channel, published or subscribed to by its name. */
    NAME,
    /** A glob of channels to subscribe to. */
    PATTERN
  }

  /** One channel, the first argument. */
  public static ChannelSpec channel() {
    return new ChannelSpec(Use.NAME, 1, false);
  }

  /** All arguments are channels. */
  public static ChannelSpec channels() {
    return new ChannelSpec(Use.NAME, 1, true);
  }

  /** All arguments are globs of channels. */
  public static ChannelSpec patterns() {
    return new ChannelSpec(Use.PATTERN, 1, true);
  }
}
