package dev.tidings.script;

import dev.tidings.protocol.Decimal;
import dev.tidings.protocol.DoubleText;
import java.nio.charset.StandardCharsets;

/**
 * Makes a value of Lua of a reply, as scripts are promised it:
 *
 * <pre>
 *   bulk string   string              null          false; in RESP3 nil
 *   integer       number              boolean       boolean
 *   array         table, from 1       double        {double = number}
 *   status        {ok = string}       map           {map = table}
 *   error         {err = string}      set           {set = {member = true, …}}
 *                                     big number    {big_number = string}
 *                                     verbatim      {verbatim_string = {format = …, string = …}}
 * </pre>
 */
final class ReplyToLua {
  /** What stands on the stack at most for one level of a reply. */
  private static final int SLOTS = 5;

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private byte[] array = new byte[0];
  private int at;
  private long state;

  ReplyToLua(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
  }

  /** Pushes the reply that begins at {@code offset}. */
  void push(long onto, byte[] reply, int offset) {
    state = onto;
    array = reply;
    at = offset;
    pushNext();
  }

  private void pushNext() {
    byte type = array[at++];
    switch (type) {
      case '$' -> pushBulk();
      case ':' -> lua.pushNumber(state, (double) number());
      case '+' -> pushStatus();
      case '-' -> pushError();
      case '*' -> pushList();
      case '%' -> pushMap();
      case '~' -> pushSet();
      case '_' -> {
        line();
        lua.pushNil(state);
      }
      case '#' -> lua.pushBoolean(state, line().equals("t"));
      case ',' -> pushReal();
      case '(' -> pushNamed("big_number", line());
      case '=' -> pushVerbatim();
      case '|' -> {
        skip(number() * 2);
        pushNext();
      }
      default -> throw new IllegalStateException("no reply begins with byte " + type);
    }
  }

  private int lineEnd() {
    int end = at;
    while (array[end] != '\r') {
      end++;
    }
    return end;
  }

  private String line() {
    int start = at;
    int end = lineEnd();
    at = end + 2;
    return new String(array, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private long number() {
    int start = at;
    int end = lineEnd();
    at = end + 2;
    // The least of all numbers is the one that the quick reader does not know.
    return Decimal.isMinimum(array, start, end - start)
        ? Long.MIN_VALUE
        : Decimal.parse(array, start, end - start);
  }

  private void pushBulk() {
    int length = (int) number();
    if (length < 0) {
      lua.pushBoolean(state, false);
      return;
    }
    interpreter.push(state, array, at, length);
    at += length + 2;
  }

  private void pushStatus() {
    pushNamed("ok", line());
  }

  private void pushNamed(String name, String text) {
    lua.newTable(state, 0, 1);
    interpreter.push(state, name);
    interpreter.push(state, text);
    lua.setRaw(state, -3);
  }

  private void pushError() {
    interpreter.pushError(state, withCode(line()), true);
  }

  /** An error's first word is its code; one without any is of the general kind. */
  static String withCode(String text) {
    return text.indexOf(' ') < 0 ? "ERR " + text : text;
  }

  private void pushList() {
    long count = number();
    if (count < 0) {
      lua.pushBoolean(state, false);
      return;
    }
    requireRoom();
    lua.newTable(state, (int) count, 0);
    for (int i = 1; i <= count; i++) {
      pushNext();
      lua.setRawAt(state, -2, i);
    }
  }

  private void pushMap() {
    requireRoom();
    long pairs = number();
    lua.newTable(state, 0, 1);
    interpreter.push(state, "map");
    lua.newTable(state, 0, (int) pairs);
    for (long i = 0; i < pairs; i++) {
      pushNext();
      pushNext();
      lua.setRaw(state, -3);
    }
    lua.setRaw(state, -3);
  }

  private void pushSet() {
    requireRoom();
    long count = number();
    lua.newTable(state, 0, 1);
    interpreter.push(state, "set");
    lua.newTable(state, 0, (int) count);
    for (long i = 0; i < count; i++) {
      pushNext();
      lua.pushBoolean(state, true);
      lua.setRaw(state, -3);
    }
    lua.setRaw(state, -3);
  }

  private void pushReal() {
    byte[] text = line().getBytes(StandardCharsets.ISO_8859_1);
    lua.newTable(state, 0, 1);
    interpreter.push(state, "double");
    lua.pushNumber(state, DoubleText.parse(text, 0, text.length));
    lua.setRaw(state, -3);
  }

  private void pushVerbatim() {
    int length = (int) number();
    requireRoom();
    lua.newTable(state, 0, 1);
    interpreter.push(state, "verbatim_string");
    lua.newTable(state, 0, 2);
    interpreter.push(state, "format");
    interpreter.push(state, array, at, 3);
    lua.setRaw(state, -3);
    interpreter.push(state, "string");
    interpreter.push(state, array, at + 4, length - 4);
    lua.setRaw(state, -3);
    lua.setRaw(state, -3);
    at += length + 2;
  }

  /** Passes over whole replies. */
  private void skip(long replies) {
    for (long i = 0; i < replies; i++) {
      int top = lua.top(state);
      pushNext();
      lua.setTop(state, top);
    }
  }

  private void requireRoom() {
    if (!lua.checkStack(state, SLOTS)) {
      throw ScriptFault.of("ERR reached lua stack limit");
    }
  }
}
