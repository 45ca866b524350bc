package dev.tidings.script;

import dev.tidings.command.Refusal;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a script or library, {@code #!lua name=value …}.
 *
 * @param options what follows the engine's name, in order
 * @param length bytes of the line without its end
 */
record Shebang(String engine, List<String> options, int length) {
  /** What a script says of itself. */
  enum Flag {
    NO_WRITES("no-writes"),
    ALLOW_OOM("allow-oom"),
    ALLOW_STALE("allow-stale"),
    NO_CLUSTER("no-cluster"),
    ALLOW_CROSS_SLOT_KEYS("allow-cross-slot-keys");

    private final String text;

    Flag(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** The flag called {@code text}; null if there is none. */
    static @Nullable Flag named(String text) {
      for (Flag flag : values()) {
        if (flag.text.equals(text)) {
          return flag;
        }
      }
      return null;
    }
  }

  /** Whether the text begins with such a line. */
  static boolean isIn(Bytes text) {
    return text.length() >= 2 && text.array()[0] == '#' && text.array()[1] == '!';
  }

  /**
   * The line; null if there is none, or its end is missing, or a quote is not closed in it, or it
   * is empty.
   */
  static @Nullable Shebang of(Bytes text) {
    String all = text.latin1();
    int end = all.indexOf('\n');
    if (!isIn(text) || end < 0) {
      return null;
    }
    Words words = Words.ofLine(all.substring(0, end).getBytes(StandardCharsets.ISO_8859_1));
    if (words == null || words.count() == 0) {
      return null;
    }
    List<String> options = new ArrayList<>();
    for (int i = 1; i < words.count(); i++) {
      options.add(words.latin1(i));
    }
    return new Shebang(words.latin1(0).substring(2), options, end);
  }

  /**
   * The flags of a script that EVAL runs; null if it has no such line, and is judged by what it
   * does.
   */
  static @Nullable Set<Flag> flagsOf(Bytes script) {
    if (!isIn(script)) {
      return null;
    }
    if (script.latin1().indexOf('\n') < 0) {
      throw new Refusal("ERR Invalid script shebang");
    }
    Shebang shebang = of(script);
    if (shebang == null) {
      throw new Refusal("ERR Invalid engine in script shebang");
    }
    if (!shebang.engine.equals("lua")) {
      throw new Refusal("ERR Unexpected engine in script shebang: #!" + shebang.engine);
    }
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (String option : shebang.options) {
      if (!option.startsWith("flags=")) {
        throw new Refusal("ERR Unknown lua shebang option: " + option);
      }
      for (String name : option.substring("flags=".length()).split(",", -1)) {
        Flag flag = Flag.named(name);
        if (flag != null) {
          flags.add(flag);
        } else if (option.length() > "flags=".length()) {
          throw new Refusal("ERR Unexpected flag in script shebang: " + name);
        }
      }
    }
    return flags;
  }
}
