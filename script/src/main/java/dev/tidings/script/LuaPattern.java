package dev.tidings.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of Lua 5.1, read once: a list of items that are matched one after the other.
 *
 * <pre>
 *   "^(%w+)=%1-$"  ─►  anchored:  OPEN 0 │ ONE [%w] │ MOST [%w] │ CLOSE 0 │ ONE [=] │ SAME 0 │ …
 * </pre>
 *
 * The rules are those of the reference manual of Lua 5.1, section 5.4.1, and where it is silent,
 * those of its implementation: what is wrong with a pattern is told only when a match comes as far
 * as that, and what counts as a letter is ASCII's. A pattern ends at its first zero byte.
 */
final class LuaPattern {
  private static final int MOST_CAPTURES = 32;
  private static final ByteSet SPECIAL =
      "^$*+?.([%-".chars().mapToObj(ByteSet::of).reduce(ByteSet.NONE, ByteSet::plus);

  /** A longer pattern would take much memory; the original takes any. */
  private static final int MOST_BYTES = 1 << 24;

  /** What an item matches. */
  enum Kind {
    /** A byte of the set. */
    ONE,
    /** A byte of the set, or nothing. */
    OPTIONAL,
    /** As many bytes of the set as can be. */
    MOST,
    /** As few bytes of the set as can be. */
    FEWEST,
    /** Nothing: a capture begins. */
    OPEN,
    /** Nothing: the place is captured. */
    PLACE,
    /** Nothing: a capture ends. */
    CLOSE,
    /** What was captured before. */
    SAME,
    /** What stands between two bytes, and they. */
    BALANCED,
    /** Nothing: a byte of the set follows one that is not. */
    FRONTIER,
    /** Nothing: the subject ends here. */
    LAST,
    /** Nothing: the pattern is wrong here. */
    WRONG,
    /** Nothing: the pattern ends here. */
    FOUND
  }

  /**
   * An item.
   *
   * @param first the number of the capture, or the byte that opens
   * @param second the byte that closes
   * @param problem what is wrong
   */
  record Item(Kind kind, ByteSet set, int first, int second, String problem) {
    private static final Item[] BYTES = new Item[256];

    static {
      Arrays.setAll(BYTES, value -> set(Kind.ONE, ByteSet.of(value)));
    }

    private static Item of(Kind kind) {
      return new Item(kind, ByteSet.NONE, 0, 0, "");
    }

    private static Item capture(Kind kind, int number) {
      return new Item(kind, ByteSet.NONE, number, 0, "");
    }

    private static Item set(Kind kind, ByteSet set) {
      return new Item(kind, set, 0, 0, "");
    }

    private static Item wrong(String problem) {
      return new Item(Kind.WRONG, ByteSet.NONE, 0, 0, problem);
    }
  }

  /** How a capture ends that is a place, and one that never does. */
  static final int PLACE = -1;

  static final int UNFINISHED = -2;

  private final Item[] items;
  private final boolean anchored;
  private final int captures;

  private LuaPattern(Reader reader, boolean anchored) {
    this.items = reader.items.toArray(Item[]::new);
    this.anchored = anchored;
    this.captures = reader.level;
  }

  /**
   * Reads a pattern.
   *
   * @param anchors whether a ^ at its start stands for the start of the subject
   */
  static LuaPattern of(byte[] text, boolean anchors) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    if (end > MOST_BYTES) {
      throw ScriptFault.placed("malformed pattern (too long)");
    }
    boolean anchored = anchors && end > 0 && text[0] == '^';
    Reader reader = new Reader(text, anchored ? 1 : 0, end);
    reader.read();
    return new LuaPattern(reader, anchored);
  }

  /**
   * Whether nothing in the text, which is in Lua's memory, is special, so that it stands for
   * itself, zero bytes included.
   */
  static boolean isPlain(long address, int length) {
    for (int i = 0; i < length; i++) {
      byte present = Interpreter.byteAt(address + i);
      if (present == 0) {
        return true;
      }
      if (SPECIAL.contains(present)) {
        return false;
      }
    }
    return true;
  }

  /** The items; the last one is FOUND or WRONG. */
  Item[] items() {
    return items;
  }

  /** Whether only the start of the subject matches. */
  boolean anchored() {
    return anchored;
  }

  /** How many captures it has. */
  int captures() {
    return captures;
  }

  /** The bytes of which one must be first in whatever matches; null if anything may be. */
  @Nullable ByteSet firstBytes() {
    int at = 0;
    while (items[at].kind() == Kind.OPEN || items[at].kind() == Kind.PLACE) {
      at++;
    }
    return items[at].kind() == Kind.ONE ? items[at].set() : null;
  }

  /** Reads items from a text, and knows which captures are open at each. */
  private static final class Reader {
    private final byte[] text;
    private final int end;
    private final List<Item> items = new ArrayList<>();
    private final boolean[] open = new boolean[MOST_CAPTURES];
    private int at;
    private int level;

    Reader(byte[] text, int from, int end) {
      this.text = text;
      this.at = from;
      this.end = end;
    }

    /** The byte {@code ahead} of here; 0 behind the end. */
    private int byteAhead(int ahead) {
      return at + ahead < end ? text[at + ahead] & 0xFF : 0;
    }

    int lastOpen() {
      int number = level - 1;
      while (number >= 0 && !open[number]) {
        number--;
      }
      return number;
    }

    void read() {
      Item item;
      do {
        item = readItem();
        items.add(item);
      } while (item.kind() != Kind.FOUND && item.kind() != Kind.WRONG);
    }

    private Item readItem() {
      int next = byteAhead(1);
      return switch (byteAhead(0)) {
        case 0 -> Item.of(Kind.FOUND);
        case '(' -> readOpening(next == ')');
        case ')' -> readClosing();
        case '%' ->
            switch (next) {
              case 'b' -> readBalanced();
              case 'f' -> readFrontier();
              default -> next >= '0' && next <= '9' ? readSame(next) : readSingle();
            };
        case '$' -> {
          if (at + 1 < end) {
            yield readSingle();
          }
          at++;
          yield Item.of(Kind.LAST);
        }
        default -> readSingle();
      };
    }

    private Item readOpening(boolean place) {
      if (level >= MOST_CAPTURES) {
        return Item.wrong("too many captures");
      }
      at += place ? 2 : 1;
      open[level] = !place;
      return Item.capture(place ? Kind.PLACE : Kind.OPEN, level++);
    }

    private Item readClosing() {
      int number = lastOpen();
      if (number < 0) {
        return Item.wrong("invalid pattern capture");
      }
      at++;
      open[number] = false;
      return Item.capture(Kind.CLOSE, number);
    }

    private Item readSame(int digit) {
      int number = digit - '1';
      if (number < 0 || number >= level || open[number]) {
        return Item.wrong("invalid capture index");
      }
      at += 2;
      return Item.capture(Kind.SAME, number);
    }

    private Item readBalanced() {
      if (at + 3 >= end) {
        return Item.wrong("unbalanced pattern");
      }
      Item item = new Item(Kind.BALANCED, ByteSet.NONE, byteAhead(2), byteAhead(3), "");
      at += 4;
      return item;
    }

    private Item readFrontier() {
      at += 2;
      if (byteAhead(0) != '[') {
        return Item.wrong("missing '[' after '%f' in pattern");
      }
      ByteSet set = readSet();
      return set == null ? missingBracket() : Item.set(Kind.FRONTIER, set);
    }

    private static Item missingBracket() {
      return Item.wrong("malformed pattern (missing ']')");
    }

    /** A byte or a class of bytes, and how often it may come. */
    private Item readSingle() {
      ByteSet set;
      switch (byteAhead(0)) {
        case '%' -> {
          if (at + 1 >= end) {
            return Item.wrong("malformed pattern (ends with '%')");
          }
          set = ByteSet.ofClass(byteAhead(1));
          at += 2;
        }
        case '[' -> {
          set = readSet();
          if (set == null) {
            return missingBracket();
          }
        }
        case '.' -> {
          set = ByteSet.ALL;
          at++;
        }
        default -> {
          Item one = Item.BYTES[byteAhead(0)];
          at++;
          return readRepetition(one);
        }
      }
      return readRepetition(Item.set(Kind.ONE, set));
    }

    private Item readRepetition(Item one) {
      Kind kind =
          switch (byteAhead(0)) {
            case '?' -> Kind.OPTIONAL;
            case '*', '+' -> Kind.MOST;
            case '-' -> Kind.FEWEST;
            default -> Kind.ONE;
          };
      if (kind == Kind.ONE) {
        return one;
      }
      if (byteAhead(0) == '+') {
        items.add(one);
      }
      at++;
      return Item.set(kind, one.set());
    }

    /**
     * A set in brackets, or null if it does not end. Its first byte may be a bracket that closes.
     */
    private @Nullable ByteSet readSet() {
      int from = at + 1;
      boolean complement = from < end && text[from] == '^';
      if (complement) {
        from++;
      }
      int to = from;
      do {
        if (to >= end) {
          return null;
        }
        to += text[to] == '%' && to + 1 < end ? 2 : 1;
      } while (to >= end || text[to] != ']');
      ByteSet set = membersOf(from, to);
      at = to + 1;
      return complement ? set.complement() : set;
    }

    private ByteSet membersOf(int from, int to) {
      ByteSet set = ByteSet.NONE;
      for (int i = from; i < to; i++) {
        if (text[i] == '%') {
          i++;
          set = set.plus(ByteSet.ofClass(i < end ? text[i] & 0xFF : 0));
        } else if (i + 2 < to && text[i + 1] == '-') {
          set = set.plus(ByteSet.range(text[i] & 0xFF, text[i + 2] & 0xFF));
          i += 2;
        } else {
          set = set.plus(ByteSet.of(text[i] & 0xFF));
        }
      }
      return set;
    }
  }

  /** A set of bytes, a bit for each. */
  record ByteSet(long first, long second, long third, long fourth) {
    static final ByteSet NONE = new ByteSet(0, 0, 0, 0);
    static final ByteSet ALL = NONE.complement();

    static ByteSet of(int value) {
      return range(value, value);
    }

    /** All bytes from {@code low} to {@code high}; none if that is less. */
    static ByteSet range(int low, int high) {
      long[] words = new long[4];
      for (int value = low; value <= high; value++) {
        words[value >>> 6] |= 1L << value;
      }
      return new ByteSet(words[0], words[1], words[2], words[3]);
    }

    /** What stands for a class after a percent sign; anything else stands for itself. */
    static ByteSet ofClass(int letter) {
      ByteSet members =
          switch (letter | 0x20) {
            case 'a' -> range('a', 'z').plus(range('A', 'Z'));
            case 'c' -> range(0, 31).plus(of(127));
            case 'd' -> range('0', '9');
            case 'l' -> range('a', 'z');
            case 'p' ->
                range('!', '/').plus(range(':', '@')).plus(range('[', '`')).plus(range('{', '~'));
            case 's' -> range(9, 13).plus(of(' '));
            case 'u' -> range('A', 'Z');
            case 'w' -> range('a', 'z').plus(range('A', 'Z')).plus(range('0', '9'));
            case 'x' -> range('0', '9').plus(range('a', 'f')).plus(range('A', 'F'));
            case 'z' -> of(0);
            default -> null;
          };
      boolean isLetter = (letter | 0x20) >= 'a' && (letter | 0x20) <= 'z';
      if (members == null || !isLetter) {
        return of(letter);
      }
      return letter < 'a' ? members.complement() : members;
    }

    /** The bytes of both. */
    ByteSet plus(ByteSet other) {
      return new ByteSet(
          first | other.first, second | other.second, third | other.third, fourth | other.fourth);
    }

    ByteSet complement() {
      return new ByteSet(~first, ~second, ~third, ~fourth);
    }

    boolean contains(byte value) {
      long word =
          switch ((value & 0xFF) >>> 6) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            default -> fourth;
          };
      return (word >>> value & 1) != 0;
    }
  }
}
