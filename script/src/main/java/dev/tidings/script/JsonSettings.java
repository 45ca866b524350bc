package dev.tidings.script;

/** What scripts may set of {@code cjson}: numbers, each with its limits. */
final class JsonSettings {
  /** One setting. Those that are on or off are 1 or 0. */
  enum Setting {
    /** Whether a list with many gaps becomes an object instead of an error. */
    CONVERT_SPARSE(0, 0, 1),
    /** Gaps are many if there are more places than this many times the elements; 0: never. */
    SPARSE_RATIO(2, 0, Integer.MAX_VALUE),
    /** Up to so many places a list may have any gaps. */
    SPARSE_SAFE(10, 0, Integer.MAX_VALUE),
    /** How deep tables may be nested. */
    ENCODE_MAX_DEPTH(1000, 1, Integer.MAX_VALUE),
    /** How deep texts may be nested. */
    DECODE_MAX_DEPTH(1000, 1, Integer.MAX_VALUE),
    /** Significant digits of a number. */
    ENCODE_NUMBER_PRECISION(14, 1, 14),
    /** Whether memory is kept from call to call; kept only to be told again. */
    ENCODE_KEEP_BUFFER(1, 0, 1),
    /** What becomes of NaN and infinite numbers: an error, a word, null. */
    ENCODE_INVALID_NUMBERS(0, 0, 2),
    /** Whether numbers may be read that JSON does not know. */
    DECODE_INVALID_NUMBERS(1, 0, 1),
    /** Whether lists are marked, so that they are lists again when they are written. */
    DECODE_MARKED_LISTS(0, 0, 1);

    private static final Setting[] ALL = values();

    private final int first;
    private final int least;
    private final int most;

    Setting(int first, int least, int most) {
      this.first = first;
      this.least = least;
      this.most = most;
    }

    int least() {
      return least;
    }

    int most() {
      return most;
    }
  }

  private final int[] values = new int[Setting.ALL.length];

  JsonSettings() {
    for (Setting setting : Setting.ALL) {
      values[setting.ordinal()] = setting.first;
    }
  }

  int value(Setting setting) {
    return values[setting.ordinal()];
  }

  void change(Setting setting, int value) {
    values[setting.ordinal()] = value;
  }
}
