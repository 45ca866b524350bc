package dev.tidings.command;

import dev.tidings.protocol.Decimal;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the keys of a request by the key specifications of its command: for the rights of users,
 * for COMMAND GETKEYS, and for the slot in a cluster. Allocates nothing unless a keyword is looked
 * for.
 */
public final class KeyFinder {
  /** Answered instead of a count when a request does not have the keys that its command needs. */
  public static final int INVALID = -1;

  private static final int ABSENT = 0;

  /** Is told of each key. */
  @FunctionalInterface
  public interface Visitor {
    /** Word {@code index} is a key, used as {@code access} says; false ends the visit. */
    boolean onKey(int index, Access access);
  }

  private KeyFinder() {}

  /**
   * Tells {@code visitor} of the keys of {@code words}, a request for {@code command}; of those
   * that are none, as shard channels, too, with {@link Access#CHANNEL}.
   *
   * @return how many it was told of, or {@link #INVALID} if the number of keys is no number or does
   *     not fit the request, and it was told of none. COMMAND GETKEYS calls both none and invalid
   *     {@code ERR Invalid arguments specified for command}, unless the command has {@link
   *     Trait#NO_MANDATORY_KEYS}; for the rights of users both mean that no key is used.
   */
  public static int visit(Command<?> command, Words words, Visitor visitor) {
    return visit(command, words, 0, visitor);
  }

  /** Shows {@code visitor} the keys of {@code words}, without those that are none. */
  public static void visitKeys(Command<?> command, Words words, Consumer<Bytes> visitor) {
    visit(
        command,
        words,
        (index, access) -> {
          if (access != Access.CHANNEL) {
            visitor.accept(words.word(index));
          }
          return true;
        });
  }

  /** The same for a request inside another, whose name is word {@code name}. */
  public static int visit(Command<?> command, Words words, int name, Visitor visitor) {
    List<KeySpec> specs = command.keySpecs();
    for (int i = 0; i < specs.size(); i++) {
      if (!fits(specs.get(i), words, name)) {
        return INVALID;
      }
    }
    int told = 0;
    for (int i = 0; i < specs.size(); i++) {
      KeySpec spec = specs.get(i);
      int begin = begin(spec.begin(), words, name);
      if (begin == ABSENT) {
        continue;
      }
      long last = last(spec.find(), begin, words, name);
      int step = step(spec.find());
      for (int at = first(spec.find(), begin); at <= last; at += step) {
        told++;
        if (!visitor.onKey(name + at, command.accessOf(spec, words, name))) {
          return told;
        }
      }
    }
    return told;
  }

  private static boolean fits(KeySpec spec, Words words, int name) {
    int count = words.count() - name;
    int begin = begin(spec.begin(), words, name);
    if (begin == ABSENT) {
      return true;
    }
    int first = first(spec.find(), begin);
    long last = last(spec.find(), begin, words, name);
    return first < count && last >= first && last < count;
  }

  private static int begin(KeySpec.Begin begin, Words words, int name) {
    return switch (begin) {
      case KeySpec.AtIndex(int index) -> index;
      case KeySpec.AfterKeyword(String keyword, int from) -> {
        int count = words.count() - name;
        byte[] upper = keyword.getBytes(StandardCharsets.ISO_8859_1);
        int step = from >= 0 ? 1 : -1;
        int end = from >= 0 ? count - 1 : 0;
        for (int at = from >= 0 ? from : count + from; (end - at) * step > 0; at += step) {
          if (words.is(name + at, upper)) {
            yield at + 1;
          }
        }
        yield ABSENT;
      }
      case KeySpec.AfterLast option -> afterLast(option, words, name);
      case KeySpec.Unknown _ -> ABSENT;
    };
  }

  private static int afterLast(KeySpec.AfterLast begin, Words words, int name) {
    int count = words.count() - name;
    byte[] upper = begin.keyword().getBytes(StandardCharsets.ISO_8859_1);
    int found = ABSENT;
    for (int at = begin.from(); at < count; at++) {
      if (at + 1 < count && words.is(name + at, upper)) {
        found = at + 1;
      } else {
        at += skipped(begin, words, name + at);
      }
    }
    return found;
  }

  private static int skipped(KeySpec.AfterLast begin, Words words, int index) {
    for (KeySpec.AfterLast.Option option : begin.skipped()) {
      if (words.is(index, option.name().getBytes(StandardCharsets.ISO_8859_1))) {
        return option.words();
      }
    }
    return 0;
  }

  private static int first(KeySpec.Find find, int begin) {
    return find instanceof KeySpec.Counted counted ? begin + counted.firstIndex() : begin;
  }

  private static int step(KeySpec.Find find) {
    return switch (find) {
      case KeySpec.Range range -> range.step();
      case KeySpec.Counted counted -> counted.step();
      case KeySpec.Unknown _ -> 1;
    };
  }

  /** The index of the last key; less than the first if there is none. */
  private static long last(KeySpec.Find find, int begin, Words words, int name) {
    int count = words.count() - name;
    return switch (find) {
      case KeySpec.Range(int last, int _, int limit) -> {
        if (last >= 0) {
          yield begin + last;
        }
        yield limit > 1 ? begin + (count - begin) / limit + last : count + last;
      }
      case KeySpec.Counted(int countIndex, int firstIndex, int step) -> {
        int at = begin + countIndex;
        if (at >= count) {
          yield ABSENT;
        }
        long keys = Decimal.parse(words.array(), words.start(name + at), words.length(name + at));
        // No more than the request has words, so that the product cannot overflow.
        yield keys < 0 ? ABSENT : begin + firstIndex + (Math.min(keys, count) - 1) * step;
      }
      case KeySpec.Unknown _ -> ABSENT;
    };
  }
}
