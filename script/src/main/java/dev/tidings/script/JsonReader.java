package dev.tidings.script;

import dev.tidings.script.JsonSettings.Setting;
import java.util.Arrays;

/** Cuts JSON into its tokens. Forms of numbers are known to {@link JsonNumber}. */
final class JsonReader {
  /** What a text consists of; {@link #shown} is what errors call it. */
  enum Token {
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

    final String shown;

    Token(String shown) {
      this.shown = shown;
    }
  }

  private static final int MOST_KEPT_BYTES = 64 * 1024;

  private final JsonNumber forms = new JsonNumber();
  private JsonSettings settings = new JsonSettings();

  /** The text, and a zero that ends it wherever reading goes on. */
  private byte[] text = new byte[1024];

  private int at;

  /** Where the token begins. */
  private int start;

  private String fault = "";
  private boolean truth;

  /** Bytes of a string that are not those of the text. */
  private byte[] unescaped = new byte[64];

  /** How many of them; below 0, the string is in the text from {@code start} + 1 on. */
  private int unescapedLength;

  /** Begins to read {@code length} bytes in Lua's memory. */
  void begin(long address, int length, JsonSettings by) {
    settings = by;
    if (text.length <= length) {
      text = new byte[Math.max(length + 1, Math.min(2 * length, MOST_KEPT_BYTES))];
    }
    Interpreter.copy(address, text, 0, length);
    text[length] = 0;
    if (length >= 2 && (text[0] == 0 || text[1] == 0)) {
      throw ScriptFault.placed("JSON parser does not support UTF-16 or UTF-32");
    }
    at = 0;
  }

  /** Reading is over: room for a large text is given back. */
  void end() {
    forms.end();
    if (text.length > MOST_KEPT_BYTES) {
      text = new byte[1024];
    }
    if (unescaped.length > MOST_KEPT_BYTES) {
      unescaped = new byte[64];
    }
  }

  /** Where the last token begins. */
  int start() {
    return start;
  }

  /** Where reading goes on. */
  int position() {
    return at;
  }

  /** Why the last token is none. */
  String fault() {
    return fault;
  }

  /** The number that was read last. */
  double number() {
    return forms.value();
  }

  /** What was read last of true and false. */
  boolean truth() {
    return truth;
  }

  /** Whether the last string stands in the text as it is. */
  boolean isPlain() {
    return unescapedLength < 0;
  }

  /** Else its bytes, {@link #unescapedLength} of them. */
  byte[] unescaped() {
    return unescaped;
  }

  int unescapedLength() {
    return unescapedLength;
  }

  /** What comes next; a string or a number is read as a whole. */
  Token next() {
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
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numberToken();
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
    if (settings.value(Setting.DECODE_INVALID_NUMBERS) == 1 && forms.isInvalid(text, at)) {
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

  private Token numberToken() {
    if (settings.value(Setting.DECODE_INVALID_NUMBERS) == 0 && forms.isInvalid(text, at)) {
      return failed("invalid number");
    }
    int end = forms.readShort(text, at);
    return end == at ? anyNumber() : numberUntil(end);
  }

  /** Reads a number in any form that C's {@code strtod} knows. */
  private Token anyNumber() {
    int end = forms.read(text, at);
    return end == at ? failed("invalid number") : numberUntil(end);
  }

  private Token numberUntil(int end) {
    at = end;
    return Token.NUMBER;
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
      int digit = JsonNumber.hexadecimal(text[i]);
      if (digit < 0) {
        return -1;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
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
}
