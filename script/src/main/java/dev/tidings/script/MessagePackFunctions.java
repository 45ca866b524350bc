package dev.tidings.script;

/** The table {@code cmsgpack}: values of Lua as MessagePack and back. */
final class MessagePackFunctions {
  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final MessagePackWriter writer;
  private final MessagePackReader reader;

  MessagePackFunctions(Interpreter interpreter, LanguageFunctions language) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    this.writer = new MessagePackWriter(interpreter, language);
    this.reader = new MessagePackReader(lua);
  }

  /** Adds all functions to the table on the top, and what scripts may ask about them. */
  void addTo() {
    interpreter.addText("_NAME", "cmsgpack");
    interpreter.addText("_VERSION", "lua-cmsgpack 0.4.0");
    interpreter.addText("_COPYRIGHT", "Copyright (C) 2012, Salvatore Sanfilippo");
    interpreter.addText("_DESCRIPTION", "MessagePack C implementation for Lua");
    interpreter.addFunction("pack", this::pack);
    interpreter.addFunction("unpack", state -> unpack(state, "unpack", 0, 0));
    interpreter.addFunction("unpack_one", this::unpackOne);
    interpreter.addFunction("unpack_limit", this::unpackLimit);
  }

  /** All arguments, one after another, in one string. */
  private int pack(long state) {
    int count = lua.top(state);
    if (count == 0) {
      throw ScriptFault.argument(0, "pack", "MessagePack pack needs input.");
    }
    if (!lua.checkStack(state, count)) {
      throw ScriptFault.argument(0, "pack", "Too many arguments for MessagePack pack.");
    }
    writer.clear();
    for (int i = 1; i <= count; i++) {
      lua.pushCopy(state, i);
      writer.write(state);
    }
    interpreter.push(state, writer.array(), 0, writer.length());
    return 1;
  }

  private int unpackOne(long state) {
    return unpack(state, "unpack_one", 1, whole(state, 2, "unpack_one", true));
  }

  private int unpackLimit(long state) {
    long limit = whole(state, 2, "unpack_limit", false);
    return unpack(state, "unpack_limit", limit, whole(state, 3, "unpack_limit", true));
  }

  /** The argument at {@code index} as a whole number; 0 if it is missing and may be. */
  private long whole(long state, int index, String function, boolean optional) {
    if (optional && lua.type(state, index) <= LuaLibrary.NIL) {
      return 0;
    }
    return LuaValues.whole(LuaValues.number(lua, state, index, function));
  }

  /**
   * Values from {@code offset} on, up to {@code limit} of them; without both all there are. With
   * one of them the first result is where to go on, -1 at the end.
   */
  private int unpack(long state, String function, long limit, long offset) {
    LuaValues.requireText(lua, state, 1, function);
    long address = interpreter.textAddress(state, 1);
    int length = interpreter.textLength();
    if (offset < 0 || limit < 0) {
      throw ScriptFault.placed(
          "Invalid request to unpack with offset of "
              + (int) offset
              + " and limit of "
              + length
              + ".");
    }
    if (offset > length) {
      throw ScriptFault.placed(
          "Start offset " + (int) offset + " greater than input length " + length + ".");
    }
    boolean all = limit == 0 && offset == 0;
    lua.setTop(state, all ? 1 : 2);
    reader.begin(address + offset, length - offset);
    int count = 0;
    for (long most = all ? Integer.MAX_VALUE : limit; reader.left() > 0 && count < most; count++) {
      reader.read(state);
    }
    if (all) {
      return count;
    }
    lua.pushNumber(state, reader.left() == 0 ? -1 : (double) (length - reader.left()));
    lua.replace(state, 2);
    return count + 1;
  }
}
