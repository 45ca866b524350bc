package dev.tidings.settings;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whole numbers, amounts of memory, and file modes. */
final class NumberTypes {
  /** The largest value of a 32-bit signed integer, the upper bound of many settings. */
  static final long INT_MAX = Integer.MAX_VALUE;

  private static final BigInteger UNSIGNED_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private NumberTypes() {}

  /** A whole number from {@code least} to {@code most}. */
  static ValueType<Long> number(long least, long most) {
    return new Whole(least, most);
  }

  /** Bytes, with a unit or without, from {@code least} to {@code most}. */
  static ValueType<Long> memory(long least, long most) {
    return new Memory(least, most, false);
  }

  /**
   * Bytes without an upper bound. Redis counts them in 64 bits without a sign; whatever is above
   * 2⁶³-1 is taken as 2⁶³-1 here, which no machine has either.
   */
  static ValueType<Long> unboundedMemory() {
    return new Memory(0, Long.MAX_VALUE, true);
  }

  /** Bytes, or a share of {@code maxmemory}. */
  static ValueType<MemoryShare> memoryOrPercent() {
    return new Share();
  }

  /** The rights of a file, written in octal. */
  static ValueType<Long> octal(long most) {
    return new Octal(most);
  }

  /**
   * A whole number as Redis reads it: no sign but a minus, no leading zero, nothing around it. Null
   * if the text is none, or does not fit into 64 bits.
   */
  static @Nullable Long wholeNumber(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    return text.startsWith("0", from) && text.length() > 1 ? null : parsed(text, from);
  }

  /**
   * A whole number as the C library reads it, which Redis does inside of lists: a sign may lead,
   * zeros too, and nothing at all is 0. Null if there is anything else, or too much for 64 bits.
   */
  static @Nullable Long lenientNumber(String text) {
    if (text.isEmpty()) {
      return 0L;
    }
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return parsed(text, from);
  }

  /** Null if there is anything but digits from {@code from} on, or too much for 64 bits. */
  private static @Nullable Long parsed(String text, int from) {
    if (from == text.length() || !text.chars().skip(from).allMatch(NumberTypes::digit)) {
      return null;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /**
   * An amount of memory as Redis reads it: digits, then a unit in any case. {@code k}, {@code m}
   * and {@code g} are powers of 1000, {@code kb}, {@code mb} and {@code gb} of 1024. No digits at
   * all count as 0. The result is 64 bits without a sign; null if the text is no amount.
   */
  static @Nullable Long memoryAmount(String text) {
    int end = 0;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    Long unit = unit(text.substring(end).toLowerCase(Locale.ROOT));
    if (unit == null || end > MEMORY_DIGITS_MAX) {
      return null;
    }
    BigInteger amount = end == 0 ? BigInteger.ZERO : new BigInteger(text.substring(0, end));
    return amount.min(UNSIGNED_MAX).longValue() * unit;
  }

  /** Longer runs of digits are refused, so that no text costs more than it is worth. */
  private static final int MEMORY_DIGITS_MAX = 127;

  private static @Nullable Long unit(String unit) {
    return switch (unit) {
      case "", "b" -> 1L;
      case "k" -> 1000L;
      case "kb" -> 1L << 10;
      case "m" -> 1000_000L;
      case "mb" -> 1L << 20;
      case "g" -> 1000_000_000L;
      case "gb" -> 1L << 30;
      default -> null;
    };
  }

  /** An amount with the largest unit that divides it, as CONFIG REWRITE writes it. */
  static String withUnit(long bytes) {
    if (bytes != 0) {
      if (Long.remainderUnsigned(bytes, 1L << 30) == 0) {
        return Long.toUnsignedString(Long.divideUnsigned(bytes, 1L << 30)) + "gb";
      }
      if (Long.remainderUnsigned(bytes, 1L << 20) == 0) {
        return Long.toUnsignedString(Long.divideUnsigned(bytes, 1L << 20)) + "mb";
      }
      if (Long.remainderUnsigned(bytes, 1L << 10) == 0) {
        return Long.toUnsignedString(Long.divideUnsigned(bytes, 1L << 10)) + "kb";
      }
    }
    return Long.toUnsignedString(bytes);
  }

  private static boolean digit(int character) {
    return character >= '0' && character <= '9';
  }

  private static Parsed<Long> bounded(long value, long least, long most) {
    return value < least || value > most ? outside(least, most) : Parsed.value(value);
  }

  private static Parsed<Long> outside(long least, long most) {
    return Parsed.refused("argument must be between " + least + " and " + most + " inclusive");
  }

  private static String bounds(long least, long most) {
    boolean all = least == Long.MIN_VALUE || least == Integer.MIN_VALUE;
    boolean open = most == Long.MAX_VALUE || most == INT_MAX;
    if (all && open) {
      return "";
    }
    return open ? " from " + least : " " + least + " to " + most;
  }

  private record Whole(long least, long most) implements ValueType<Long> {
    @Override
    public Parsed<Long> parse(List<String> words, Long current) {
      Long value = wholeNumber(words.getFirst());
      return value == null
          ? Parsed.refused("argument couldn't be parsed into an integer")
          : bounded(value, least, most);
    }

    @Override
    public String print(Long value) {
      return value.toString();
    }

    @Override
    public String range() {
      return "number" + bounds(least, most);
    }
  }

  private record Memory(long least, long most, boolean unbounded) implements ValueType<Long> {
    @Override
    public Parsed<Long> parse(List<String> words, Long current) {
      Long value = memoryAmount(words.getFirst());
      if (value == null) {
        return Parsed.refused("argument must be a memory value");
      }
      if (unbounded) {
        return Parsed.value(value < 0 ? Long.MAX_VALUE : value);
      }
      return value < 0 ? outside(least, most) : bounded(value, least, most);
    }

    @Override
    public String print(Long value) {
      return value.toString();
    }

    @Override
    public String range() {
      return "memory" + bounds(least, most);
    }

    @Override
    public List<String> lines(Long value, Long defaultValue) {
      return List.of(withUnit(value));
    }
  }

  private static final class Share implements ValueType<MemoryShare> {
    @Override
    public Parsed<MemoryShare> parse(List<String> words, MemoryShare current) {
      String word = words.getFirst();
      if (word.endsWith("%")) {
        return percent(word.substring(0, word.length() - 1));
      }
      Long bytes = memoryAmount(word);
      return bytes == null
          ? neither()
          : Parsed.value(new MemoryShare.Amount(bytes < 0 ? Long.MAX_VALUE : bytes));
    }

    private static Parsed<MemoryShare> percent(String digits) {
      Long percent = wholeNumber(digits);
      if (percent == null || percent < 0) {
        return neither();
      }
      if (percent > 100) {
        return Parsed.refused("percentage argument must be less or equal to 100");
      }
      return Parsed.value(
          percent == 0
              ? new MemoryShare.Amount(0)
              : new MemoryShare.Percent(Math.toIntExact(percent)));
    }

    private static Parsed<MemoryShare> neither() {
      return Parsed.refused("argument must be a memory or percent value");
    }

    @Override
    public String print(MemoryShare value) {
      return switch (value) {
        case MemoryShare.Amount(long bytes) -> Long.toString(bytes);
        case MemoryShare.Percent(int percent) -> percent + "%";
      };
    }

    @Override
    public String range() {
      return "memory, or 0% to 100%";
    }

    @Override
    public List<String> lines(MemoryShare value, MemoryShare defaultValue) {
      return List.of(
          switch (value) {
            case MemoryShare.Amount(long bytes) -> withUnit(bytes);
            case MemoryShare.Percent(int percent) -> percent + "%";
          });
    }
  }

  private record Octal(long most) implements ValueType<Long> {
    @Override
    public Parsed<Long> parse(List<String> words, Long current) {
      String word = words.getFirst();
      if (word.isEmpty()
          || word.length() > 20
          || !word.chars().allMatch(c -> c >= '0' && c <= '7')) {
        return Parsed.refused("argument couldn't be parsed as an octal number");
      }
      long value = Long.parseLong(word, 8);
      return value > most
          ? Parsed.refused(
              "argument must be between 0 and " + Long.toOctalString(most) + " inclusive")
          : Parsed.value(value);
    }

    @Override
    public String print(Long value) {
      return Long.toOctalString(value);
    }

    @Override
    public String range() {
      return "octal 0 to " + Long.toOctalString(most);
    }
  }
}
