package dev.tidings.script;

import dev.tidings.script.JsonSettings.Setting;
import dev.tidings.structures.ZeroEnded;

/**
 * The table {@code cjson}: texts in JSON from values of Lua and back, as the library of this name
 * that Redis carries does it.
 *
 * <p>The settings last as long as the interpreter. A table that {@code cjson.new} made has its own:
 * its functions keep a table of Lua with what was changed, so that they go when it goes.
 */
final class JsonFunctions {
  private static final String[] SWITCH = {"off", "on"};
  private static final String[] SWITCH_OR_NULL = {"off", "on", "null"};

  /** The value that functions of a table made by {@code new} keep. */
  private static final int OWN_SETTINGS = LuaLibrary.OWN_VALUE - 1;

  private static final Setting[] SETTINGS = Setting.values();

  private static final String[] NAMES = {
    "encode",
    "decode",
    "encode_sparse_array",
    "encode_max_depth",
    "decode_max_depth",
    "encode_number_precision",
    "encode_keep_buffer",
    "encode_invalid_numbers",
    "decode_invalid_numbers",
    "decode_array_with_array_mt",
    "new",
  };

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final JsonEncoder encoder;
  private final JsonDecoder decoder;
  private final JsonSettings shared = new JsonSettings();
  private final int[] numbers;

  private JsonFunctions(Interpreter interpreter, LanguageFunctions language) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    this.encoder = new JsonEncoder(interpreter, language);
    this.decoder = new JsonDecoder(interpreter);
    HostFunction[] functions = {
      this::encode,
      this::decode,
      this::sparseArray,
      state -> setNumber(state, "encode_max_depth", Setting.ENCODE_MAX_DEPTH),
      state -> setNumber(state, "decode_max_depth", Setting.DECODE_MAX_DEPTH),
      state -> setNumber(state, "encode_number_precision", Setting.ENCODE_NUMBER_PRECISION),
      state -> setWord(state, "encode_keep_buffer", Setting.ENCODE_KEEP_BUFFER, SWITCH),
      state ->
          setWord(state, "encode_invalid_numbers", Setting.ENCODE_INVALID_NUMBERS, SWITCH_OR_NULL),
      state -> setWord(state, "decode_invalid_numbers", Setting.DECODE_INVALID_NUMBERS, SWITCH),
      state -> setWord(state, "decode_array_with_array_mt", Setting.DECODE_MARKED_LISTS, SWITCH),
      this::makeNew,
    };
    numbers = new int[functions.length];
    for (int i = 0; i < functions.length; i++) {
      numbers[i] = interpreter.enlist(functions[i]);
    }
  }

  /** Makes them, and adds to the table on the top what has to be told first. */
  static JsonFunctions learning(Interpreter interpreter, LanguageFunctions language) {
    JsonFunctions functions = new JsonFunctions(interpreter, language);
    interpreter.addFunction("learn_json_list", functions::learnList);
    return functions;
  }

  /** Is given the metatable that marks a list. */
  private int learnList(long state) {
    decoder.mark(lua.reference(state));
    return 0;
  }

  /** Adds all functions and values to the table on the top. */
  void addTo() {
    long state = interpreter.state();
    for (int i = 0; i < numbers.length; i++) {
      interpreter.push(state, NAMES[i]);
      lua.pushNumber(state, numbers[i]);
      interpreter.pushFunction(state, 1);
      lua.setRaw(state, -3);
    }
    addValues(state);
  }

  private void addValues(long state) {
    interpreter.push(state, "null");
    lua.pushAddress(state, 0);
    lua.setRaw(state, -3);
    interpreter.addText(state, "_NAME", "cjson");
    interpreter.addText(state, "_VERSION", "2.1.0");
  }

  /** A table like this one, with settings of its own as they are at first. */
  private int makeNew(long state) {
    lua.newTable(state, 0, 0);
    int settings = lua.top(state);
    lua.newTable(state, 0, 16);
    for (int i = 0; i < numbers.length; i++) {
      interpreter.push(state, NAMES[i]);
      lua.pushNumber(state, numbers[i]);
      lua.pushCopy(state, settings);
      interpreter.pushFunction(state, 2);
      lua.setRaw(state, -3);
    }
    addValues(state);
    return 1;
  }

  // ---- Settings ----

  private JsonSettings settings(long state) {
    if (lua.type(state, OWN_SETTINGS) != LuaLibrary.TABLE) {
      return shared;
    }
    JsonSettings own = new JsonSettings();
    for (Setting setting : SETTINGS) {
      lua.rawAt(state, OWN_SETTINGS, setting.ordinal());
      if (lua.type(state, -1) == LuaLibrary.NUMBER) {
        own.change(setting, (int) lua.toNumber(state, -1));
      }
      lua.pop(state, 1);
    }
    return own;
  }

  private void change(long state, Setting setting, int value) {
    if (lua.type(state, OWN_SETTINGS) != LuaLibrary.TABLE) {
      shared.change(setting, value);
      return;
    }
    lua.pushNumber(state, value);
    lua.setRawAt(state, OWN_SETTINGS, setting.ordinal());
  }

  private void atMost(long state, int arguments, String function) {
    if (lua.top(state) > arguments) {
      throw ScriptFault.argument(arguments + 1, function, "found too many arguments");
    }
    lua.setTop(state, arguments);
  }

  private int setNumber(long state, String function, Setting setting) {
    atMost(state, 1, function);
    number(state, 1, function, setting);
    return 1;
  }

  /** Sets what the argument at {@code index} says, if it says something, and pushes what is set. */
  private void number(long state, int index, String function, Setting setting) {
    if (lua.type(state, index) != LuaLibrary.NIL) {
      int value = (int) (long) LuaValues.number(lua, state, index, function);
      if (value < setting.least() || value > setting.most()) {
        throw ScriptFault.argument(
            1, function, "expected integer between " + setting.least() + " and " + setting.most());
      }
      change(state, setting, value);
    }
    lua.pushNumber(state, settings(state).value(setting));
  }

  private int setWord(long state, String function, Setting setting, String[] words) {
    atMost(state, 1, function);
    word(state, function, setting, words);
    return 1;
  }

  /** The same with the argument at index 1, which is a boolean or a word for it. */
  private void word(long state, String function, Setting setting, String[] words) {
    int type = lua.type(state, 1);
    if (type == LuaLibrary.BOOLEAN) {
      change(state, setting, lua.toBoolean(state, 1) ? 1 : 0);
    } else if (type != LuaLibrary.NIL) {
      change(state, setting, place(state, function, words));
    }
    int value = settings(state).value(setting);
    if (value <= 1) {
      lua.pushBoolean(state, value == 1);
    } else {
      interpreter.push(state, words[value]);
    }
  }

  private int place(long state, String function, String[] words) {
    LuaValues.requireText(lua, state, 1, function);
    String told = ZeroEnded.of(interpreter.latin1(state, 1));
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals(told)) {
        return i;
      }
    }
    throw ScriptFault.argument(1, function, "invalid option '" + told + "'");
  }

  private int sparseArray(long state) {
    String function = "encode_sparse_array";
    atMost(state, 3, function);
    word(state, function, Setting.CONVERT_SPARSE, SWITCH);
    number(state, 2, function, Setting.SPARSE_RATIO);
    number(state, 3, function, Setting.SPARSE_SAFE);
    return 3;
  }

  // ---- Texts ----

  private void requireOne(long state, String function) {
    if (lua.top(state) != 1) {
      throw ScriptFault.argument(1, function, "expected 1 argument");
    }
  }

  private int encode(long state) {
    requireOne(state, "encode");
    encoder.encode(state, settings(state));
    return 1;
  }

  private int decode(long state) {
    requireOne(state, "decode");
    LuaValues.requireText(lua, state, 1, "decode");
    decoder.decode(state, settings(state));
    return 1;
  }
}
