package dev.tidings.script;

import dev.tidings.script.JsonSettings.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads JSON into values of Lua. What it tells of faults are the words of Redis's library. */
final class JsonDecoder {
  /** What a text consists of; {@link #shown} is what errors call it. */
  private enum Token {
    OBJECT_BEGIN("T_OBJ_BEGIN"),
    OBJECT_END("T_OBJ_END"),
    LIST_BEGIN("T_ARR_BEGIN"),
    LIST_END("T_ARR_END"),
    STRING("T_STRING"),
    NUMBER("T_NUMBER"),
    BOOLEAN("T_BOOLEAN"),
    NULL("T_NULL"),
    COLON("T_COLON"),
    COMMA("T_COMMA"),
    END("T_END"),
    FAULT("T_ERROR");

    private final String shown;

    Token(String shown) {
      this.shown = shown;
    }
  }

  private static final int OBJECT = -1;
  private static final int MOST_KEPT_BYTES = 64 * 1024;

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private JsonSettings settings = new JsonSettings();

  /** The text, and a zero that ends it wherever reading goes on. */
  private byte[] text = new byte[1024];

  private long address;
  private int at;

  /** How many tables are begun: they are all on Lua's stack, not on Java's. */
  private int depth;

  /** Of each how many elements it has got, or that it is an object. */
  private int[] counts = new int[16];

  /** Where the token begins. */
  private int start;

  private String fault = "";
  private double number;
  private boolean truth;

  /** Bytes of a string that are not those of the text. */
  private byte[] unescaped = new byte[64];

  /** How many of them; below 0, the string is in the text from {@code start} + 1 on. */
  private int unescapedLength;

  JsonDecoder(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
  }

  /** Pushes the value that the string at index 1 shows. */
  void decode(long state, JsonSettings by) {
    settings = by;
    address = interpreter.textAddress(state, 1);
    int length = interpreter.textLength();
    if (text.length <= length) {
      text = new byte[Math.max(length + 1, Math.min(2 * length, MOST_KEPT_BYTES))];
    }
    Interpreter.copy(address, text, 0, length);
    text[length] = 0;
    if (length >= 2 && (text[0] == 0 || text[1] == 0)) {
      throw ScriptFault.placed("JSON parser does not support UTF-16 or UTF-32");
    }
    at = 0;
    depth = 0;
    try {
      all(state);
      Token last = token();
      if (last != Token.END) {
        throw unexpected("the end", last);
      }
    } finally {
      if (text.length > MOST_KEPT_BYTES) {
        text = new byte[1024];
      }
      if (unescaped.length > MOST_KEPT_BYTES) {
        unescaped = new byte[64];
      }
    }
  }

  private ScriptFault unexpected(String expected, Token found) {
    String told = found == Token.FAULT ? fault : found.shown;
    return ScriptFault.placed(
        "Expected " + expected + " but found " + told + " at character " + (start + 1));
  }

  // ---- Values ----

  /** Pushes the value that begins with the next token. */
  private void all(long state) {
    boolean whole = value(state, token());
    while (depth > 0) {
      boolean object = counts[depth] == OBJECT;
      if (whole) {
        store(state);
      }
      Token next = token();
      if (next == (object ? Token.OBJECT_END : Token.LIST_END)) {
        depth--;
        whole = true;
        continue;
      }
      if (whole) {
        if (next != Token.COMMA) {
          throw unexpected(object ? "comma or object end" : "comma or array end", next);
        }
        next = token();
      }
      if (object) {
        key(state, next);
        next = token();
      }
      whole = value(state, next);
    }
  }

  /** Pushes a value; false if it is a table of which only the beginning was read. */
  private boolean value(long state, Token token) {
    switch (token) {
      case STRING -> pushString(state);
      case NUMBER -> lua.pushNumber(state, number);
      case BOOLEAN -> lua.pushBoolean(state, truth);
      case NULL -> lua.pushAddress(state, 0);
      case OBJECT_BEGIN -> {
        open(state, 3, OBJECT);
        return false;
      }
      case LIST_BEGIN -> {
        open(state, 2, 0);
        return false;
      }
      default -> throw unexpected("value", token);
    }
    return true;
  }

  /** Puts the value on the top into the table that it belongs to. */
  private void store(long state) {
    if (counts[depth] == OBJECT) {
      lua.setRaw(state, -3);
    } else {
      lua.setRawAt(state, -2, ++counts[depth]);
    }
  }

  private void key(long state, Token token) {
    if (token != Token.STRING) {
      throw unexpected("object key string", token);
    }
    pushString(state);
    Token next = token();
    if (next != Token.COLON) {
      throw unexpected("colon", next);
    }
  }

  private void pushString(long state) {
    if (unescapedLength < 0) {
      lua.pushText(state, address + start + 1, at - start - 2);
    } else {
      interpreter.push(state, unescaped, 0, unescapedLength);
    }
  }

  private void open(long state, int room, int count) {
    depth++;
    if (depth > settings.value(Setting.DECODE_MAX_DEPTH) || !lua.checkStack(state, room)) {
      throw ScriptFault.placed(
          "Found too many nested data structures (" + depth + ") at character " + at);
    }
    if (depth == counts.length) {
      counts = Arrays.copyOf(counts, 2 * depth);
    }
    counts[depth] = count;
    lua.newTable(state, 0, 0);
  }

  // ---- Tokens ----

  private Token token() {
    byte first = text[at];
    while (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
      first = text[++at];
    }
    start = at;
    return switch (first) {
      case 0 -> Token.END;
      case '{' -> single(Token.OBJECT_BEGIN);
      case '}' -> single(Token.OBJECT_END);
      case '[' -> single(Token.LIST_BEGIN);
      case ']' -> single(Token.LIST_END);
      case ',' -> single(Token.COMMA);
      case ':' -> single(Token.COLON);
      case '"' -> string();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      case 't', 'f', 'n', 'N', 'i', 'I', '+' -> word();
      default -> failed("invalid token");
    };
  }

  private Token single(Token token) {
    at++;
    return token;
  }

  private Token failed(String why) {
    fault = why;
    start = at;
    return Token.FAULT;
  }

  private Token word() {
    if (follows(at, "true")) {
      at += 4;
      truth = true;
      return Token.BOOLEAN;
    }
    if (follows(at, "false")) {
      at += 5;
      truth = false;
      return Token.BOOLEAN;
    }
    if (follows(at, "null")) {
      at += 4;
      return Token.NULL;
    }
    if (settings.value(Setting.DECODE_INVALID_NUMBERS) == 1 && isInvalidNumber()) {
      return anyNumber();
    }
    return failed("invalid token");
  }

  private boolean follows(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (text[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean followsInAnyCase(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if ((text[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  // ---- Strings ----

  private Token string() {
    int i = at + 1;
    byte next = text[i];
    while (next != '"' && next != '\\' && next != 0) {
      next = text[++i];
    }
    unescapedLength = -1;
    if (next == '\\') {
      return escapedString(i);
    }
    at = i;
    return next == '"' ? single(Token.STRING) : failed("unexpected end of string");
  }

  private Token escapedString(int from) {
    int known = from - at - 1;
    ensureRoom(known);
    System.arraycopy(text, at + 1, unescaped, 0, known);
    unescapedLength = known;
    at = from;
    while (text[at] != '"') {
      byte next = text[at];
      if (next == 0) {
        return failed("unexpected end of string");
      }
      if (next != '\\') {
        append(next);
        at++;
      } else if (text[at + 1] == 'u') {
        if (!unicode()) {
          return failed("invalid unicode escape code");
        }
      } else {
        byte meant = meant(text[at + 1]);
        if (meant == 0) {
          return failed("invalid escape code");
        }
        append(meant);
        at += 2;
      }
    }
    return single(Token.STRING);
  }

  private static byte meant(byte shown) {
    return switch (shown) {
      case '"', '\\', '/' -> shown;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> 0;
    };
  }

  /** Four hexadecimal digits; below 0 if they are none. */
  private int unit(int from) {
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = hexadecimal(text[i]);
      if (digit < 0) {
        return -1;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }

  private static int hexadecimal(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int letter = digit | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  /** Reads one character as UTF-16 has it: a unit, or two. */
  private boolean unicode() {
    int point = unit(at + 2);
    if (point < 0) {
      return false;
    }
    int end = at + 6;
    if ((point & 0xF800) == 0xD800) {
      if ((point & 0x400) != 0 || text[end] != '\\' || text[end + 1] != 'u') {
        return false;
      }
      int low = unit(end + 2);
      if (low < 0 || (low & 0xFC00) != 0xDC00) {
        return false;
      }
      point = 0x10000 + ((point & 0x3FF) << 10) + (low & 0x3FF);
      end += 6;
    }
    appendPoint(point);
    at = end;
    return true;
  }

  private void appendPoint(int point) {
    if (point < 0x80) {
      append((byte) point);
      return;
    }
    if (point < 0x800) {
      append((byte) (0xC0 | (point >> 6)));
    } else {
      if (point < 0x10000) {
        append((byte) (0xE0 | (point >> 12)));
      } else {
        append((byte) (0xF0 | (point >> 18)));
        append((byte) (0x80 | ((point >> 12) & 0x3F)));
      }
      append((byte) (0x80 | ((point >> 6) & 0x3F)));
    }
    append((byte) (0x80 | (point & 0x3F)));
  }

  private void append(byte one) {
    ensureRoom(1);
    unescaped[unescapedLength++] = one;
  }

  private void ensureRoom(int more) {
    int used = Math.max(0, unescapedLength);
    if (more > unescaped.length - used) {
      unescaped = Arrays.copyOf(unescaped, Math.max(2 * unescaped.length, used + more));
    }
  }

  // ---- Numbers ----

  private Token number() {
    if (settings.value(Setting.DECODE_INVALID_NUMBERS) == 0 && isInvalidNumber()) {
      return failed("invalid number");
    }
    int i = text[at] == '-' ? at + 1 : at;
    int first = i;
    long value = 0;
    while (isDigit(text[i]) && i - first < 16) {
      value = value * 10 + text[i] - '0';
      i++;
    }
    byte next = text[i];
    boolean ends = next != '.' && (next | 0x20) != 'e' && (next | 0x20) != 'x' && !isDigit(next);
    if (i > first && i - first < 16 && ends) {
      number = text[at] == '-' ? -(double) value : value;
      at = i;
      return Token.NUMBER;
    }
    return anyNumber();
  }

  private static boolean isDigit(byte one) {
    return one >= '0' && one <= '9';
  }

  private static boolean isLetter(byte one) {
    return (one | 0x20) >= 'a' && (one | 0x20) <= 'z';
  }

  /** Whether what follows is a number for C, but not for JSON. */
  private boolean isInvalidNumber() {
    int i = at;
    if (text[i] == '+') {
      return true;
    }
    if (text[i] == '-') {
      i++;
    }
    if (text[i] == '0') {
      return (text[i + 1] | 0x20) == 'x' || isDigit(text[i + 1]);
    }
    return text[i] > '9' && (followsInAnyCase(i, "inf") || followsInAnyCase(i, "nan"));
  }

  /** Reads a number in any form that C's {@code strtod} knows. */
  private Token anyNumber() {
    boolean negative = text[at] == '-';
    int first = negative || text[at] == '+' ? at + 1 : at;
    int end;
    if (followsInAnyCase(first, "inf")) {
      number = Double.POSITIVE_INFINITY;
      end = followsInAnyCase(first, "infinity") ? first + 8 : first + 3;
    } else if (followsInAnyCase(first, "nan")) {
      number = Double.NaN;
      end = afterNote(first + 3);
    } else {
      end = isHexadecimal(first) ? hexadecimalNumber(first + 2) : decimalNumber(first);
    }
    if (end == first) {
      return failed("invalid number");
    }
    if (negative) {
      number = -number;
    }
    at = end;
    return Token.NUMBER;
  }

  /** After what may stand in parentheses behind the word for no number. */
  private int afterNote(int from) {
    if (text[from] != '(') {
      return from;
    }
    int i = from + 1;
    while (isDigit(text[i]) || isLetter(text[i]) || text[i] == '_') {
      i++;
    }
    return text[i] == ')' ? i + 1 : from;
  }

  private boolean isHexadecimal(int from) {
    return text[from] == '0'
        && (text[from + 1] | 0x20) == 'x'
        && (hexadecimal(text[from + 2]) >= 0
            || (text[from + 2] == '.' && hexadecimal(text[from + 3]) >= 0));
  }

  private int hexadecimalNumber(int from) {
    int i = from;
    boolean point = false;
    while (hexadecimal(text[i]) >= 0 || (text[i] == '.' && !point)) {
      point |= text[i] == '.';
      i++;
    }
    int end = afterExponent(i, 'p');
    String digits = "0x" + latin1(from, end) + (end == i ? "p0" : "");
    number = Double.parseDouble(digits);
    return end;
  }

  private int decimalNumber(int from) {
    int i = from;
    int digits = 0;
    boolean point = false;
    while (isDigit(text[i]) || (text[i] == '.' && !point)) {
      if (text[i] == '.') {
        point = true;
      } else {
        digits++;
      }
      i++;
    }
    if (digits == 0) {
      return from;
    }
    int end = afterExponent(i, 'e');
    number = Double.parseDouble(latin1(from, end));
    return end;
  }

  /** After the exponent at {@code from}, if one is there. */
  private int afterExponent(int from, char letter) {
    if ((text[from] | 0x20) != letter) {
      return from;
    }
    int i = from + 1;
    if (text[i] == '+' || text[i] == '-') {
      i++;
    }
    if (!isDigit(text[i])) {
      return from;
    }
    while (isDigit(text[i])) {
      i++;
    }
    return i;
  }

  private String latin1(int from, int end) {
    return new String(text, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
