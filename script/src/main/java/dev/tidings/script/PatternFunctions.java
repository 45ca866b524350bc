package dev.tidings.script;

import dev.tidings.structures.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The functions of Lua's library of strings that match patterns: find, match, gmatch, and what gsub
 * needs of the host. They answer as the originals do, errors included, and a script can be ended
 * while they are at it.
 */
final class PatternFunctions {
  /** Patterns that are read once and kept: as many, and as long at most. */
  private static final int MOST_KEPT = 64;

  private static final int MOST_KEPT_BYTES = 256;

  /** Where an iterator of gmatch keeps what it works on, beside its own number. */
  private static final int SUBJECT = LuaLibrary.OWN_VALUE - 1;

  private static final int PATTERN = LuaLibrary.OWN_VALUE - 2;
  private static final int PLACE = LuaLibrary.OWN_VALUE - 3;

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final Map<Bytes, LuaPattern> kept =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, LuaPattern> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private byte[] lastText = {};
  private boolean lastAnchors = true;
  private LuaPattern last = LuaPattern.of(lastText, true);
  private int goOn;
  private int lookUp;
  private int handler;

  PatternFunctions(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
  }

  /** Adds them to the table on the top. */
  void addTo() {
    goOn = interpreter.enlist(this::nextOfAll);
    interpreter.addFunction("find", state -> search(state, "find", true));
    interpreter.addFunction("match", state -> search(state, "match", false));
    interpreter.addFunction("gmatch", this::gmatch);
    interpreter.addFunction("gsub", this::gsub);
    interpreter.addFunction("learn_gsub", this::learnGsub);
  }

  /** The pattern at {@code index}. */
  private LuaPattern pattern(long state, int index, boolean anchors) {
    long address = interpreter.textAddress(state, index);
    int length = interpreter.textLength();
    if (anchors == lastAnchors && Interpreter.isSame(address, length, lastText)) {
      return last;
    }
    byte[] text = interpreter.bytes(state, index);
    lastText = text;
    lastAnchors = anchors;
    last = read(text, anchors);
    return last;
  }

  private LuaPattern read(byte[] text, boolean anchors) {
    if (text.length > MOST_KEPT_BYTES || !anchors) {
      return LuaPattern.of(text, anchors);
    }
    return kept.computeIfAbsent(Bytes.wrap(text), absent -> LuaPattern.of(text, true));
  }

  private PatternMatch matchOf(long state, LuaPattern pattern, long subject, int length) {
    return new PatternMatch(pattern, subject, length, () -> interpreter.pause(state));
  }

  // ---- find, match ----

  private int search(long state, String function, boolean places) {
    LuaValues.requireText(lua, state, 1, function);
    LuaValues.requireText(lua, state, 2, function);
    long start = optional(state, 3, 1, function);
    boolean plain = places && (lua.toBoolean(state, 4) || isPlain(state));
    LuaPattern pattern = plain ? last : pattern(state, 2, true);
    long subject = interpreter.textAddress(state, 1);
    int length = interpreter.textLength();
    int from = Math.clamp((start < 0 ? Math.max(0, start + length + 1) : start) - 1, 0, length);
    if (plain) {
      return findPlain(state, subject, length, from);
    }
    PatternMatch match = matchOf(state, pattern, subject, length);
    int found = match.find(from);
    if (found < 0) {
      lua.pushNil(state);
      return 1;
    }
    lua.checkStack(state, pattern.captures() + 2);
    if (!places) {
      return pushCaptures(state, match, subject, found);
    }
    lua.pushNumber(state, found + 1);
    lua.pushNumber(state, match.end());
    return 2 + (pattern.captures() == 0 ? 0 : pushCaptures(state, match, subject, found));
  }

  /** Whether nothing in the text at index 2 is special, so that it stands for itself. */
  private boolean isPlain(long state) {
    long address = interpreter.textAddress(state, 2);
    return LuaPattern.isPlain(address, interpreter.textLength());
  }

  private int findPlain(long state, long subject, int length, int from) {
    long text = interpreter.textAddress(state, 2);
    int count = interpreter.textLength();
    for (int place = from, steps = 0; place <= length - count; place++) {
      if (count == 0 || Interpreter.byteAt(subject + place) == Interpreter.byteAt(text)) {
        if (Interpreter.isSame(subject + place, text, count)) {
          lua.pushNumber(state, place + 1);
          lua.pushNumber(state, place + count);
          return 2;
        }
        steps += count / PatternMatch.BYTES_OF_STEP;
      }
      if (++steps > PatternMatch.STEPS_BETWEEN_PAUSES) {
        steps = 0;
        interpreter.pause(state);
      }
    }
    lua.pushNil(state);
    return 1;
  }

  // ---- gmatch ----

  private int gmatch(long state) {
    LuaValues.requireText(lua, state, 1, "gmatch");
    LuaValues.requireText(lua, state, 2, "gmatch");
    interpreter.bytes(state, 1);
    interpreter.bytes(state, 2);
    lua.pushNumber(state, goOn);
    lua.pushCopy(state, 1);
    lua.pushCopy(state, 2);
    lua.pushNumber(state, 0);
    interpreter.pushFunction(state, 4);
    return 1;
  }

  private int nextOfAll(long state) {
    LuaPattern pattern = pattern(state, PATTERN, false);
    long subject = interpreter.textAddress(state, SUBJECT);
    int length = interpreter.textLength();
    PatternMatch match = matchOf(state, pattern, subject, length);
    int found = match.find((int) lua.toNumber(state, PLACE));
    if (found < 0) {
      return 0;
    }
    lua.pushNumber(state, match.end() == found ? found + 1 : match.end());
    lua.replace(state, PLACE);
    lua.checkStack(state, pattern.captures() + 1);
    return pushCaptures(state, match, subject, found);
  }

  // ---- gsub ----

  /** Is given what looks a key up in a table, and the handler of errors in what gsub calls. */
  private int learnGsub(long state) {
    handler = lua.reference(state);
    lookUp = lua.reference(state);
    return 0;
  }

  private int gsub(long state) {
    LuaValues.requireText(lua, state, 1, "gsub");
    LuaValues.requireText(lua, state, 2, "gsub");
    long subject = interpreter.textAddress(state, 1);
    int length = interpreter.textLength();
    int most = (int) optional(state, 4, length + 1L, "gsub");
    Replacement replacement = replacement(state);
    LuaPattern pattern = pattern(state, 2, true);
    lua.setTop(state, 4);
    interpreter.pushKept(state, handler);
    lua.checkStack(state, pattern.captures() + 4);
    PatternMatch match = matchOf(state, pattern, subject, length);
    Made made = new Made(subject, length);
    int count = 0;
    int place = 0;
    while (count < most) {
      int found = match.find(place);
      if (found < 0) {
        break;
      }
      made.add(place, found - place);
      replacement.addTo(made, match, found);
      count++;
      place = match.end();
      if (place == found && place < length) {
        made.add(place++, 1);
      } else if (place == found) {
        break;
      }
      if (pattern.anchored()) {
        break;
      }
    }
    made.add(place, length - place);
    interpreter.push(state, made.bytes, 0, made.length);
    lua.pushNumber(state, count);
    return 2;
  }

  /** What comes in the place of a match. */
  @FunctionalInterface
  private interface Replacement {
    void addTo(Made made, PatternMatch match, int found);
  }

  private Replacement replacement(long state) {
    return switch (lua.type(state, 3)) {
      case LuaLibrary.STRING, LuaLibrary.NUMBER -> {
        byte[] text = interpreter.bytes(state, 3);
        yield (made, match, found) -> made.addReplacement(text, match, found);
      }
      case LuaLibrary.FUNCTION ->
          (made, match, found) -> {
            lua.pushCopy(state, 3);
            addAnswer(state, pushCaptures(state, match, made.subject, found), made, match, found);
          };
      case LuaLibrary.TABLE ->
          (made, match, found) -> {
            interpreter.pushKept(state, lookUp);
            lua.pushCopy(state, 3);
            pushCapture(state, match, made.subject, found, 0);
            addAnswer(state, 2, made, match, found);
          };
      default -> throw ScriptFault.argument(3, "gsub", "string/function/table expected");
    };
  }

  /** Calls what is on the stack; the handler of errors has index 5. */
  private void addAnswer(long state, int arguments, Made made, PatternMatch match, int found) {
    if (!interpreter.callLimited(state, arguments, 5)) {
      throw ScriptFault.kept(lua.reference(state));
    }
    switch (lua.type(state, -1)) {
      case LuaLibrary.STRING, LuaLibrary.NUMBER -> {
        byte[] text = interpreter.bytes(state, -1);
        made.add(text, 0, text.length);
      }
      case LuaLibrary.NIL -> made.add(found, match.end() - found);
      case LuaLibrary.BOOLEAN -> {
        if (lua.toBoolean(state, -1)) {
          throw unfit(LuaLibrary.BOOLEAN);
        }
        made.add(found, match.end() - found);
      }
      default -> throw unfit(lua.type(state, -1));
    }
    lua.pop(state, 1);
  }

  private static ScriptFault unfit(int type) {
    String name = LuaValues.typeName(type);
    return ScriptFault.placed("invalid replacement value (a " + name + ")");
  }

  /** What gsub makes of a subject. */
  private static final class Made {
    private final long subject;
    private byte[] bytes;
    private int length;

    Made(long subject, int expected) {
      this.subject = subject;
      this.bytes = new byte[Math.max(16, expected)];
    }

    /** Adds bytes of the subject. */
    void add(int start, int count) {
      require(count);
      Interpreter.copy(subject + start, bytes, length, count);
      length += count;
    }

    /** Adds bytes. */
    void add(byte[] more, int offset, int count) {
      require(count);
      System.arraycopy(more, offset, bytes, length, count);
      length += count;
    }

    private void require(int more) {
      bytes = LuaValues.withRoom(bytes, length, more, LuaValues::noMemory);
    }

    /** A percent sign and a digit stand for a capture, and before anything else it for nothing. */
    void addReplacement(byte[] text, PatternMatch match, int found) {
      int from = 0;
      for (int sign = indexOfPercent(text, 0); sign >= 0; sign = indexOfPercent(text, from)) {
        add(text, from, sign - from);
        byte meant = sign + 1 < text.length ? text[sign + 1] : 0;
        from = Math.min(sign + 2, text.length);
        if (meant < '0' || meant > '9') {
          add(new byte[] {meant}, 0, 1);
        } else if (meant == '0') {
          add(found, match.end() - found);
        } else {
          addCapture(meant - '1', match, found);
        }
      }
      add(text, from, text.length - from);
    }

    private static int indexOfPercent(byte[] text, int from) {
      for (int i = from; i < text.length; i++) {
        if (text[i] == '%') {
          return i;
        }
      }
      return -1;
    }

    private void addCapture(int number, PatternMatch match, int found) {
      if (number >= match.captures()) {
        requireWhole(number);
        add(found, match.end() - found);
        return;
      }
      int captured = requireFinished(match, number);
      if (captured == LuaPattern.PLACE) {
        byte[] digits = Bytes.of(Integer.toString(match.captureStart(number) + 1)).array();
        add(digits, 0, digits.length);
      } else {
        add(match.captureStart(number), captured);
      }
    }
  }

  // ---- Captures ----

  /** A pattern without captures captures all that matched. */
  private static void requireWhole(int number) {
    if (number != 0) {
      throw ScriptFault.placed("invalid capture index");
    }
  }

  private static int requireFinished(PatternMatch match, int number) {
    int captured = match.captureLength(number);
    if (captured == LuaPattern.UNFINISHED) {
      throw ScriptFault.placed("unfinished capture");
    }
    return captured;
  }

  private int pushCaptures(long state, PatternMatch match, long subject, int found) {
    int count = Math.max(1, match.captures());
    for (int number = 0; number < count; number++) {
      pushCapture(state, match, subject, found, number);
    }
    return count;
  }

  private void pushCapture(long state, PatternMatch match, long subject, int found, int number) {
    if (number >= match.captures()) {
      requireWhole(number);
      lua.pushText(state, subject + found, match.end() - found);
      return;
    }
    int captured = requireFinished(match, number);
    if (captured == LuaPattern.PLACE) {
      lua.pushNumber(state, match.captureStart(number) + 1);
    } else {
      lua.pushText(state, subject + match.captureStart(number), captured);
    }
  }

  // ---- Arguments ----

  private long optional(long state, int index, long usual, String function) {
    if (lua.type(state, index) <= LuaLibrary.NIL) {
      return usual;
    }
    return LuaValues.whole(LuaValues.number(lua, state, index, function));
  }
}
