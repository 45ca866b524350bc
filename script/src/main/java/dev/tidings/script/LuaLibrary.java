package dev.tidings.script;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of Lua 5.1's C interface that scripts need, as the reference manual of Lua
 * describes them: {@link #type} is {@code lua_type}, and so on. States and addresses are plain
 * numbers.
 *
 * <p>Those that may be short of memory, or run Lua, may jump out of C code: they must be called
 * with no Java frame between them and the innermost {@link #pcall}, unless there is memory for
 * sure. Those that cannot are linked as critical, which spares half of what a call costs.
 */
@SuppressWarnings("restricted") // each function is declared as lua.h declares it
final class LuaLibrary {
  static final int NIL = 0;
  static final int BOOLEAN = 1;
  static final int LIGHT_USERDATA = 2;
  static final int NUMBER = 3;
  static final int STRING = 4;
  static final int TABLE = 5;
  static final int FUNCTION = 6;

  static final int REGISTRY = -10_000;
  static final int GLOBALS = -10_002;

  /** The first value that a C function keeps for itself. */
  static final int OWN_VALUE = -10_003;

  static final int MASK_RETURN = 2;
  static final int MASK_LINE = 4;
  static final int MASK_COUNT = 8;

  static final int GC_COLLECT = 2;
  static final int GC_KILOBYTES = 3;
  static final int GC_STEP = 5;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option SHORT = Linker.Option.critical(false);

  private static final MethodHandle NEW_STATE = link(FunctionDescriptor.of(JAVA_LONG));
  private static final MethodHandle OF_STATE = link(FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle COUNT_SHORT =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG), SHORT);
  private static final MethodHandle VOID_SHORT = link(FunctionDescriptor.ofVoid(JAVA_LONG), SHORT);
  private static final MethodHandle AT_SHORT =
      link(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT), SHORT);
  private static final MethodHandle AT = link(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT));
  private static final MethodHandle ASK_SHORT =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT), SHORT);
  private static final MethodHandle ASK =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));
  private static final MethodHandle REAL_SHORT =
      link(FunctionDescriptor.of(JAVA_DOUBLE, JAVA_LONG, JAVA_INT), SHORT);
  private static final MethodHandle PUSH_REAL =
      link(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_DOUBLE), SHORT);
  private static final MethodHandle TEXT =
      link(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG));
  private static final MethodHandle PUSH_TEXT =
      link(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle TWO =
      link(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT, JAVA_INT));
  private static final MethodHandle TWO_SHORT =
      link(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT, JAVA_INT), SHORT);
  private static final MethodHandle ASK_TWO =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));
  private static final MethodHandle ASK_THREE =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle PUSH_FUNCTION =
      link(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle LOAD =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle HOOK =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT), SHORT);
  private static final MethodHandle ADDRESS =
      link(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG), SHORT);
  private static final MethodHandle PUSH_ADDRESS =
      link(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG), SHORT);
  private static final MethodHandle LENGTH =
      link(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT), SHORT);
  private static final MethodHandle ASK_TWO_SHORT =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT), SHORT);

  private final MemorySegment newState;
  private final MemorySegment close;
  private final MemorySegment openLibraries;
  private final MemorySegment top;
  private final MemorySegment setTop;
  private final MemorySegment type;
  private final MemorySegment toBoolean;
  private final MemorySegment toNumber;
  private final MemorySegment toText;
  private final MemorySegment length;
  private final MemorySegment pushNil;
  private final MemorySegment pushBoolean;
  private final MemorySegment pushNumber;
  private final MemorySegment pushText;
  private final MemorySegment pushFunction;
  private final MemorySegment pushAddress;
  private final MemorySegment pushCopy;
  private final MemorySegment replace;
  private final MemorySegment newTable;
  private final MemorySegment rawAt;
  private final MemorySegment setRawAt;
  private final MemorySegment raw;
  private final MemorySegment setRaw;
  private final MemorySegment next;
  private final MemorySegment metatable;
  private final MemorySegment setMetatable;
  private final MemorySegment isNumber;
  private final MemorySegment address;
  private final MemorySegment isSame;
  private final MemorySegment checkStack;
  private final MemorySegment pcall;
  private final MemorySegment load;
  private final MemorySegment reference;
  private final MemorySegment release;
  private final MemorySegment setHook;
  private final MemorySegment hook;
  private final MemorySegment collect;

  /** Raises an error when it is called as a hook; see {@link Interpreter}. */
  final long raisingHook;

  /** The library whose functions {@code symbols} knows. */
  LuaLibrary(SymbolLookup symbols) {
    newState = symbols.findOrThrow("luaL_newstate");
    close = symbols.findOrThrow("lua_close");
    openLibraries = symbols.findOrThrow("luaL_openlibs");
    top = symbols.findOrThrow("lua_gettop");
    setTop = symbols.findOrThrow("lua_settop");
    type = symbols.findOrThrow("lua_type");
    toBoolean = symbols.findOrThrow("lua_toboolean");
    toNumber = symbols.findOrThrow("lua_tonumber");
    toText = symbols.findOrThrow("lua_tolstring");
    length = symbols.findOrThrow("lua_objlen");
    pushNil = symbols.findOrThrow("lua_pushnil");
    pushBoolean = symbols.findOrThrow("lua_pushboolean");
    pushNumber = symbols.findOrThrow("lua_pushnumber");
    pushText = symbols.findOrThrow("lua_pushlstring");
    pushFunction = symbols.findOrThrow("lua_pushcclosure");
    pushAddress = symbols.findOrThrow("lua_pushlightuserdata");
    pushCopy = symbols.findOrThrow("lua_pushvalue");
    replace = symbols.findOrThrow("lua_replace");
    newTable = symbols.findOrThrow("lua_createtable");
    rawAt = symbols.findOrThrow("lua_rawgeti");
    setRawAt = symbols.findOrThrow("lua_rawseti");
    raw = symbols.findOrThrow("lua_rawget");
    setRaw = symbols.findOrThrow("lua_rawset");
    next = symbols.findOrThrow("lua_next");
    metatable = symbols.findOrThrow("lua_getmetatable");
    setMetatable = symbols.findOrThrow("lua_setmetatable");
    isNumber = symbols.findOrThrow("lua_isnumber");
    address = symbols.findOrThrow("lua_topointer");
    isSame = symbols.findOrThrow("lua_rawequal");
    checkStack = symbols.findOrThrow("lua_checkstack");
    pcall = symbols.findOrThrow("lua_pcall");
    load = symbols.findOrThrow("luaL_loadbuffer");
    reference = symbols.findOrThrow("luaL_ref");
    release = symbols.findOrThrow("luaL_unref");
    setHook = symbols.findOrThrow("lua_sethook");
    hook = symbols.findOrThrow("lua_gethook");
    collect = symbols.findOrThrow("lua_gc");
    raisingHook = symbols.findOrThrow("luaL_error").address();
  }

  private static MethodHandle link(FunctionDescriptor shape, Linker.Option... options) {
    return LINKER.downcallHandle(shape, options);
  }

  /** Nothing throws in C: if something did, it is ours. */
  private static IllegalStateException broken(Throwable cause) {
    return new IllegalStateException("a call of Lua failed", cause);
  }

  /** {@code luaL_newstate}: a new state with no libraries. */
  long newState() {
    try {
      return (long) NEW_STATE.invokeExact(newState);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_close}. */
  void close(long state) {
    try {
      OF_STATE.invokeExact(close, state);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code luaL_openlibs}. */
  void openLibraries(long state) {
    try {
      OF_STATE.invokeExact(openLibraries, state);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_gettop}: how many values are on the stack. */
  int top(long state) {
    try {
      return (int) COUNT_SHORT.invokeExact(top, state);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_settop}. */
  void setTop(long state, int index) {
    try {
      AT_SHORT.invokeExact(setTop, state, index);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pop}. */
  void pop(long state, int count) {
    setTop(state, -count - 1);
  }

  /** {@code lua_type}. */
  int type(long state, int index) {
    try {
      return (int) ASK_SHORT.invokeExact(type, state, index);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_toboolean}. */
  boolean toBoolean(long state, int index) {
    try {
      return (int) ASK_SHORT.invokeExact(toBoolean, state, index) != 0;
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_tonumber}. */
  double toNumber(long state, int index) {
    try {
      return (double) REAL_SHORT.invokeExact(toNumber, state, index);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /**
   * {@code lua_tolstring}: the address of the bytes of a string; a number becomes a string where it
   * stands; 0 for anything else.
   *
   * @param lengthAt where the length is put, 8 bytes
   */
  long toText(long state, int index, long lengthAt) {
    try {
      return (long) TEXT.invokeExact(toText, state, index, lengthAt);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_objlen}. */
  long length(long state, int index) {
    try {
      return (long) LENGTH.invokeExact(length, state, index);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pushnil}. */
  void pushNil(long state) {
    try {
      VOID_SHORT.invokeExact(pushNil, state);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pushboolean}. */
  void pushBoolean(long state, boolean value) {
    try {
      AT_SHORT.invokeExact(pushBoolean, state, value ? 1 : 0);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pushnumber}. */
  void pushNumber(long state, double value) {
    try {
      PUSH_REAL.invokeExact(pushNumber, state, value);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pushlstring}: copies {@code count} bytes at {@code address}. */
  void pushText(long state, long address, long count) {
    try {
      PUSH_TEXT.invokeExact(pushText, state, address, count);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pushcclosure}: the C function at {@code address}, with values of its own. */
  void pushFunction(long state, long address, int values) {
    try {
      PUSH_FUNCTION.invokeExact(pushFunction, state, address, values);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pushlightuserdata}. */
  void pushAddress(long state, long address) {
    try {
      PUSH_ADDRESS.invokeExact(pushAddress, state, address);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pushvalue}. */
  void pushCopy(long state, int index) {
    try {
      AT_SHORT.invokeExact(pushCopy, state, index);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_replace}: also replaces the globals of a state. */
  void replace(long state, int index) {
    try {
      AT.invokeExact(replace, state, index);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_createtable}. */
  void newTable(long state, int listRoom, int hashRoom) {
    try {
      TWO.invokeExact(newTable, state, listRoom, hashRoom);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_rawgeti}. */
  void rawAt(long state, int table, int key) {
    try {
      TWO_SHORT.invokeExact(rawAt, state, table, key);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_rawseti}. */
  void setRawAt(long state, int table, int key) {
    try {
      TWO.invokeExact(setRawAt, state, table, key);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_rawget}. */
  void raw(long state, int table) {
    try {
      AT_SHORT.invokeExact(raw, state, table);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_rawset}. */
  void setRaw(long state, int table) {
    try {
      AT.invokeExact(setRaw, state, table);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_next}. */
  boolean next(long state, int table) {
    try {
      return (int) ASK.invokeExact(next, state, table) != 0;
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_getmetatable}: whether there is one; if so, it is pushed. */
  boolean pushMetatable(long state, int index) {
    try {
      return (int) ASK_SHORT.invokeExact(metatable, state, index) != 0;
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_setmetatable}. */
  void setMetatable(long state, int index) {
    try {
      int always = (int) ASK.invokeExact(setMetatable, state, index);
      assert always == 1;
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_isnumber}: also true of a string that shows one. */
  boolean isNumber(long state, int index) {
    try {
      return (int) ASK_SHORT.invokeExact(isNumber, state, index) != 0;
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_topointer}: where a table, a function or a coroutine is. */
  long address(long state, int index) {
    try {
      return (long) LENGTH.invokeExact(address, state, index);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_rawequal}. */
  boolean isSame(long state, int one, int other) {
    try {
      return (int) ASK_TWO_SHORT.invokeExact(isSame, state, one, other) != 0;
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_checkstack}: whether there is room for {@code more} values. */
  boolean checkStack(long state, int more) {
    try {
      return (int) ASK.invokeExact(checkStack, state, more) != 0;
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_pcall}: 0, or an error whose value is on the stack. */
  int pcall(long state, int arguments, int results, int handler) {
    try {
      return (int) ASK_THREE.invokeExact(pcall, state, arguments, results, handler);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code luaL_loadbuffer}: 0 and a function on the stack, or an error and its text. */
  int load(long state, long address, long count, long name) {
    try {
      return (int) LOAD.invokeExact(load, state, address, count, name);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code luaL_ref} in the registry. */
  int reference(long state) {
    try {
      return (int) ASK.invokeExact(reference, state, REGISTRY);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code luaL_unref} in the registry. */
  void release(long state, int reference) {
    try {
      TWO.invokeExact(release, state, REGISTRY, reference);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_sethook}. */
  void setHook(long state, long function, int mask, int count) {
    try {
      int always = (int) HOOK.invokeExact(setHook, state, function, mask, count);
      assert always == 1;
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_gethook}. */
  long hook(long state) {
    try {
      return (long) ADDRESS.invokeExact(hook, state);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }

  /** {@code lua_gc}. */
  int collect(long state, int what, int argument) {
    try {
      return (int) ASK_TWO.invokeExact(collect, state, what, argument);
    } catch (Throwable cause) {
      throw broken(cause);
    }
  }
}
