package dev.tidings.engine.acl;

import dev.tidings.command.Access;
import dev.tidings.command.ChannelSpec;
import dev.tidings.command.Command;
import dev.tidings.command.KeyFinder;
import dev.tidings.command.Trait;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Glob;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rights that belong together: which commands, with which keys and channels. Immutable.
 *
 * @param commands a bit for each command that may be run, by its id
 * @param allCommands whether every bit is set
 * @param commandRules the rules that made the bits, from {@code +@all} or {@code -@all} on
 * @param firstArguments for commands whose bit is not set, by id: the first arguments, in upper
 *     case, with which they may be run all the same
 * @param keys the keys; null if all
 * @param channels the channels; null if all
 */
record Selector(
    long[] commands,
    boolean allCommands,
    List<String> commandRules,
    Map<Integer, List<byte[]>> firstArguments,
    @Nullable List<KeyPattern> keys,
    @Nullable List<Bytes> channels) {

  /** Whether nothing is forbidden. */
  boolean isUnrestricted() {
    return allCommands && keys == null && channels == null;
  }

  boolean has(int id) {
    return (commands[id >>> 6] & 1L << id) != 0;
  }

  /** Whether every key may be read. */
  boolean readsAllKeys() {
    return keys == null
        || keys.stream().anyMatch(key -> key.reads() && key.glob().latin1().equals("*"));
  }

  /** What is missing for the request, as {@link Denial#code}; {@link Denial#NONE} if nothing. */
  long check(Command<?> command, Words words, KeyCheck keyCheck) {
    if (!allCommands
        && !command.has(Trait.NO_AUTH)
        && !has(command.id())
        && !allowsFirstArgument(command, words)) {
      return Denial.code(Denial.Reason.COMMAND, 0);
    }
    if (keys != null && !command.keySpecs().isEmpty()) {
      int key = keyCheck.firstForbidden(keys, command, words);
      if (key != 0) {
        return Denial.code(Denial.Reason.KEY, key);
      }
    }
    ChannelSpec spec = command.channels();
    if (channels != null && spec != null) {
      int end = spec.many() ? words.count() : spec.first() + 1;
      for (int i = spec.first(); i < end; i++) {
        if (!coversChannel(
            words.array(),
            words.start(i),
            words.length(i),
            spec.use() == ChannelSpec.Use.PATTERN)) {
          return Denial.code(Denial.Reason.CHANNEL, i);
        }
      }
    }
    return Denial.NONE;
  }

  private boolean allowsFirstArgument(Command<?> command, Words words) {
    List<byte[]> allowed = firstArguments.get(command.id());
    int index = command.parent() == null ? 1 : 2;
    if (allowed == null || words.count() <= index) {
      return false;
    }
    for (byte[] upper : allowed) {
      if (words.is(index, upper)) {
        return true;
      }
    }
    return false;
  }

  /** A pattern must be allowed to the letter: what it would match cannot be told from it. */
  boolean coversChannel(byte[] array, int start, int length, boolean isPattern) {
    if (channels == null) {
      return true;
    }
    for (Bytes allowed : channels) {
      if (isPattern
          ? allowed.equals(array, start, length)
          : Glob.matches(allowed.array(), 0, allowed.length(), array, start, length)) {
        return true;
      }
    }
    return false;
  }

  /** The keys as rules, {@code ~*} if all. */
  String keyRules() {
    return keys == null
        ? "~*"
        : keys.stream().map(KeyPattern::rule).collect(Collectors.joining(" "));
  }

  /** The channels as rules, {@code &*} if all. */
  String channelRules() {
    return channels == null
        ? "&*"
        : channels.stream().map(glob -> "&" + glob.latin1()).collect(Collectors.joining(" "));
  }

  /** All of it as rules that make the same selector. */
  String rules() {
    StringBuilder text = new StringBuilder(keyRules());
    text.append(text.isEmpty() ? "" : " ").append(channels == null ? "" : "resetchannels ");
    String channelRules = channelRules();
    text.append(channelRules).append(channelRules.isEmpty() ? "" : " ");
    return text.append(String.join(" ", commandRules)).toString();
  }

  /** Tests the keys of one request after the other, for lack of closures that cost nothing. */
  static final class KeyCheck implements KeyFinder.Visitor {
    private List<KeyPattern> allowed = List.of();
    private Words words = Words.of(new Bytes[0]);
    private int forbidden;

    /** The index of the first key that is not among {@code patterns}; 0 if there is none. */
    int firstForbidden(List<KeyPattern> patterns, Command<?> command, Words request) {
      allowed = patterns;
      words = request;
      forbidden = 0;
      KeyFinder.visit(command, request, this);
      return forbidden;
    }

    @Override
    public boolean onKey(int index, Access access) {
      if (access == Access.CHANNEL || isAllowed(index, access)) {
        return true;
      }
      forbidden = index;
      return false;
    }

    private boolean isAllowed(int index, Access access) {
      boolean reads = access.reads();
      boolean writes = access.writes();
      for (KeyPattern pattern : allowed) {
        if ((pattern.reads() || !reads)
            && (pattern.writes() || !writes)
            && Glob.matches(
                pattern.glob().array(),
                0,
                pattern.glob().length(),
                words.array(),
                words.start(index),
                words.length(index))) {
          return true;
        }
      }
      return false;
    }
  }
}
