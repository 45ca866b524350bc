package dev.tidings.script;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.tidings.structures.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of Lua, the sandbox in it, and the way between its values and Java's.
 *
 * <p>An error in Lua is a jump across the frames of C, which Java's frames in between would not
 * survive. So a host function never raises one: it leaves the error and sets a hook that Lua calls
 * as the function returns, and the hook, which is written in Lua, raises it:
 *
 * <pre>
 *   script ─► redis.call (C) ─► Java: fails, keeps the fault, sets the hook, returns
 *                  │ returns
 *                  └─► hook (C) ─► raise (Lua) ─► fault (Java: takes the hook away) ─► error(…)
 * </pre>
 *
 * For the script the error comes from {@code redis.call} itself, and its line is right.
 */
@SuppressWarnings("restricted") // what Lua hands over is read where Lua says it is
final class Interpreter {
  /** After so many instructions Lua asks whether the script may go on. */
  private static final int INSTRUCTIONS_BETWEEN_CHECKS = 10_000;

  /** Lua collects garbage as it goes; now and then it is told to hurry. As in Redis. */
  private static final int RUNS_BETWEEN_COLLECTIONS = 50;

  private static final int FAULTS_BETWEEN_CHECKS = 256;

  /** From the hook's function: itself is 1, the host function that failed 2, who called that 3. */
  private static final int LEVEL_OF_CALLER = 3;

  private static final int SCRATCH_BYTES = 64 * 1024;
  private static final String OWN_NAME = "=tidings";
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** Is asked in between whether a script may go on. */
  @FunctionalInterface
  interface Guard {
    /** False ends the script with an error that it cannot catch. */
    boolean mayGoOn();
  }

  private final LuaLibrary lua;
  private final Guard guard;
  private final long state;
  private final LuaMemory memory;
  private final long hostStub;
  private final long countStub;
  private final long scratch;
  private final List<HostFunction> functions = new ArrayList<>();
  private long hookFunction;
  private int hookTable;
  private int raise;
  private int handler;
  private int globals;
  private int loading;
  private int metatable;
  private int runs;
  private int faults;
  private @Nullable ScriptFault fault;
  private @Nullable Throwable bug;
  private boolean ended;

  /** A state in which nothing is but Lua's own libraries. */
  Interpreter(LuaLibrary lua, SymbolLookup allocators, Guard guard) {
    this.lua = lua;
    this.guard = guard;
    Arena arena = Arena.ofAuto();
    this.arena = arena;
    this.scratch = arena.allocate(SCRATCH_BYTES, 8).address();
    this.hostStub = stub("serve", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    this.countStub = stub("onCount", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
    this.state = lua.newState();
    this.memory = new LuaMemory(lua, state, allocators, arena);
    lua.openLibraries(state);
  }

  /** Keeps what native code knows the address of. */
  private final Arena arena;

  private long stub(String method, FunctionDescriptor shape) {
    try {
      MethodType type = shape.toMethodType();
      MethodHandle target = MethodHandles.lookup().bind(this, method, type);
      return Linker.nativeLinker().upcallStub(target, shape, arena).address();
    } catch (NoSuchMethodException | IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  LuaLibrary lua() {
    return lua;
  }

  /** The state of the main thread of scripts. */
  long state() {
    return state;
  }

  // ---- Making the sandbox ----

  /** Adds the field {@code name} with a host function to the table on the top. */
  void addFunction(String name, HostFunction function) {
    push(state, name);
    lua.pushNumber(state, enlist(function));
    pushFunction(state, 1);
    lua.setRaw(state, -3);
  }

  /** Adds the field {@code name} with a table to the table on the top. */
  void addTable(String name, Runnable fill) {
    push(state, name);
    lua.newTable(state, 0, 16);
    fill.run();
    lua.setRaw(state, -3);
  }

  /** The number under which functions made by {@link #pushFunction} find {@code function}. */
  int enlist(HostFunction function) {
    functions.add(function);
    return functions.size() - 1;
  }

  /** Makes a function that keeps {@code values} on the top; the first is its enlisted number. */
  void pushFunction(long on, int values) {
    lua.pushFunction(on, hostStub, values);
  }

  /** Adds a field to the table on the top. */
  void addNumber(String name, double value) {
    push(state, name);
    lua.pushNumber(state, value);
    lua.setRaw(state, -3);
  }

  /** Adds a field to the table on the top. */
  void addText(String name, String value) {
    addText(state, name, value);
  }

  /** The same with the stack of {@code on}. */
  void addText(long on, String name, String value) {
    push(on, name);
    push(on, value);
    lua.setRaw(on, -3);
  }

  /**
   * Makes the sandbox: runs {@code source} with the table on the top of the stack, which holds what
   * the host has to offer. It answers with the handler of errors, the function that raises them,
   * the table of all globals, and what scripts see of it.
   */
  void furnish(Bytes source) {
    addFunction("fault", this::giveFault);
    addFunction("learn_hook", this::learnHook);
    String error = load(source, OWN_NAME);
    if (error != null) {
      throw new IllegalStateException(error);
    }
    lua.pushCopy(state, -2);
    if (lua.pcall(state, 1, 6, 0) != 0) {
      throw new IllegalStateException(latin1(state, -1));
    }
    metatable = lua.reference(state);
    loading = lua.reference(state);
    lua.replace(state, LuaLibrary.GLOBALS);
    globals = lua.reference(state);
    raise = lua.reference(state);
    handler = lua.reference(state);
    lua.setTop(state, 0);
    watch(state);
  }

  /** The address of the C function behind Lua's own hooks, and the table of those set. */
  private int learnHook(long caller) {
    hookFunction = lua.hook(caller);
    lua.pushNil(caller);
    while (lua.next(caller, LuaLibrary.REGISTRY)) {
      if (lua.type(caller, -1) == LuaLibrary.TABLE) {
        lua.pushAddress(caller, caller);
        lua.raw(caller, -2);
        boolean found = lua.type(caller, -1) == LuaLibrary.FUNCTION;
        lua.pop(caller, 1);
        if (found) {
          hookTable = lua.reference(caller);
          lua.pop(caller, 1);
          return 0;
        }
      }
      lua.pop(caller, 1);
    }
    throw new IllegalStateException("Lua keeps its hooks elsewhere");
  }

  // ---- Calls from Lua ----

  /** Lua calls a host function. Nothing may be thrown out of here. */
  @SuppressWarnings("UnusedMethod") // native code calls it
  private int serve(long caller) {
    memory.lift();
    int results = 0;
    try {
      results = functions.get((int) lua.toNumber(caller, LuaLibrary.OWN_VALUE)).call(caller);
    } catch (ScriptFault raised) {
      fault = raised;
      raiseOnReturn(caller);
    } catch (Throwable broken) {
      bug = broken;
      fault = ScriptFault.of("ERR internal error");
      raiseOnReturn(caller);
    }
    memory.limit();
    return results;
  }

  private void raiseOnReturn(long caller) {
    lua.rawAt(caller, LuaLibrary.REGISTRY, hookTable);
    lua.pushAddress(caller, caller);
    lua.rawAt(caller, LuaLibrary.REGISTRY, raise);
    lua.setRaw(caller, -3);
    lua.pop(caller, 1);
    lua.setHook(caller, hookFunction, LuaLibrary.MASK_RETURN, 0);
  }

  /**
   * The hook asks for the fault: an error's value, and whose place in the script is to be added.
   */
  private int giveFault(long caller) {
    watch(caller);
    if (++faults % FAULTS_BETWEEN_CHECKS == 0) {
      // Setting the hook starts its count over: without this, failing would be a way to run on.
      onCount(caller, 0);
    }
    lua.rawAt(caller, LuaLibrary.REGISTRY, hookTable);
    lua.pushAddress(caller, caller);
    lua.pushNil(caller);
    lua.setRaw(caller, -3);
    ScriptFault given = fault;
    fault = null;
    if (given == null) {
      throw new IllegalStateException("nothing failed");
    }
    pushValue(caller, given);
    boolean placed = given.kind() == ScriptFault.Kind.PLACED;
    lua.pushNumber(caller, placed ? LEVEL_OF_CALLER : 0);
    return 2;
  }

  private void pushValue(long caller, ScriptFault given) {
    switch (given.kind()) {
      case PLACED, BARE -> push(caller, given.text());
      case KEPT -> {
        pushKept(caller, given.reference());
        forget(given.reference());
      }
      case TABLE -> pushError(caller, given.text(), false);
      case COUNTED -> pushError(caller, given.text(), true);
    }
  }

  /** Pushes an error as scripts see it: a table with the field {@code err}. */
  void pushError(long caller, String text, boolean counted) {
    lua.newTable(caller, 0, 2);
    push(caller, "err");
    push(caller, text);
    lua.setRaw(caller, -3);
    if (counted) {
      push(caller, "ignore_error_stats_update");
      lua.pushBoolean(caller, true);
      lua.setRaw(caller, -3);
    }
  }

  private void watch(long caller) {
    if (ended) {
      lua.setHook(caller, lua.raisingHook, LuaLibrary.MASK_LINE | LuaLibrary.MASK_COUNT, 1);
    } else {
      lua.setHook(caller, countStub, LuaLibrary.MASK_COUNT, INSTRUCTIONS_BETWEEN_CHECKS);
    }
  }

  /** Lua has run for a while. Nothing may be thrown out of here. */
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // native code calls it
  private void onCount(long caller, long activation) {
    try {
      if (!ended && !guard.mayGoOn()) {
        ended = true;
      }
    } catch (Throwable broken) {
      bug = broken;
      ended = true;
    }
    if (ended) {
      // From the next line on the hook itself is the function that raises an error, for ever: the
      // script may catch it, but comes no further than one line each time.
      watch(caller);
    }
  }

  /** As when Lua has run for a while: to be called by host functions that may take long. */
  void pause(long caller) {
    onCount(caller, 0);
    if (ended) {
      throw ScriptFault.bare("the script ends");
    }
  }

  /** The script that runs is to end; it cannot catch it. */
  void end() {
    ended = true;
  }

  // ---- Running ----

  /**
   * Compiles a chunk and leaves its function on the stack.
   *
   * @param name as Lua shows it: {@code @user_script}
   * @return null, or why it is no Lua; then nothing is left
   */
  @Nullable String load(Bytes source, String name) {
    byte[] array = source.array();
    if (array.length > 0 && array[0] == 27) {
      // Lua would take it for its own compiled code and believe every word of it.
      return name.substring(1) + ":1: unexpected symbol near 'char(27)'";
    }
    try (Arena room = Arena.ofConfined()) {
      MemorySegment text = room.allocate(Math.max(1, array.length));
      MemorySegment.copy(array, 0, text, JAVA_BYTE, 0, array.length);
      long shown = room.allocateFrom(name, StandardCharsets.ISO_8859_1).address();
      // The compiler does not keep the name from being collected: it stays below the function.
      push(state, name);
      memory.begin();
      memory.limit();
      boolean well = lua.load(state, text.address(), array.length, shown) == 0;
      memory.lift();
      lua.replace(state, -2);
      if (well) {
        return null;
      }
    }
    String error = latin1(state, -1);
    lua.pop(state, 1);
    return error;
  }

  /** Takes the value on the top for later. */
  int keep() {
    return lua.reference(state);
  }

  /** Pushes what was kept. */
  void pushKept(int reference) {
    pushKept(state, reference);
  }

  /** Pushes what was kept onto the stack of a coroutine. */
  void pushKept(long onto, int reference) {
    lua.rawAt(onto, LuaLibrary.REGISTRY, reference);
  }

  /** Lets go of what was kept. */
  void forget(int reference) {
    lua.release(state, reference);
  }

  /** Pushes the table of all globals, which scripts cannot reach themselves. */
  void pushGlobals() {
    pushKept(globals);
  }

  /** Whether scripts see only what they need to register functions. */
  void showLoading(boolean only) {
    pushKept(metatable);
    push(state, "__index");
    pushKept(only ? loading : globals);
    lua.setRaw(state, -3);
    lua.pop(state, 1);
  }

  /** Begins a run: pushes the handler of errors, at index 1 of an empty stack. */
  void begin() {
    if (ended) {
      ended = false;
      watch(state);
    }
    pushKept(handler);
  }

  /**
   * Calls the function on the stack with the arguments above it.
   *
   * @return whether it ended well: its one result is on the top. Else the top is a table with the
   *     fields err, source and line, or anything.
   */
  boolean call(int arguments) {
    memory.begin();
    boolean well = callLimited(state, arguments, 1);
    Throwable broken = bug;
    if (broken != null) {
      bug = null;
      lua.setTop(state, 0);
      if (broken instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a function that a script called is broken", broken);
    }
    return well;
  }

  /**
   * Runs Lua: calls the function on the stack with the arguments above it, also from within a host
   * function.
   *
   * @param handler the index of the handler of errors, or 0
   * @return whether it ended well; its one result, or its error, is on the top
   */
  boolean callLimited(long on, int arguments, int handler) {
    memory.limit();
    boolean well = lua.pcall(on, arguments, 1, handler) == 0;
    memory.lift();
    return well;
  }

  /** Ends a run: the stack is empty again. */
  void finish() {
    lua.setTop(state, 0);
    if (++runs % RUNS_BETWEEN_COLLECTIONS == 0) {
      lua.collect(state, LuaLibrary.GC_STEP, RUNS_BETWEEN_COLLECTIONS);
    }
  }

  /** What the values of this state take, and what a script may. */
  LuaMemory memory() {
    return memory;
  }

  /** Gives back the whole state. */
  void close() {
    lua.close(state);
  }

  // ---- Values ----

  /** Pushes a text, a character a byte. */
  void push(long on, String latin1) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    push(on, bytes, 0, bytes.length);
  }

  /** Pushes a string of bytes. */
  void push(long on, byte[] array, int offset, int length) {
    if (length <= SCRATCH_BYTES) {
      MemorySegment.copy(array, offset, MEMORY, JAVA_BYTE, scratch, length);
      lua.pushText(on, scratch, length);
      return;
    }
    try (Arena room = Arena.ofConfined()) {
      MemorySegment text = room.allocate(length);
      MemorySegment.copy(array, offset, text, JAVA_BYTE, 0, length);
      lua.pushText(on, text.address(), length);
    }
  }

  /** Where the bytes of the string at {@code index} are; {@link #textLength} tells how many. */
  long textAddress(long of, int index) {
    return lua.toText(of, index, scratch);
  }

  /** The length of the string whose address was asked for last. */
  int textLength() {
    return Math.toIntExact(longAt(scratch));
  }

  /** A byte in Lua's memory. */
  static byte byteAt(long address) {
    return MEMORY.get(JAVA_BYTE, address);
  }

  /** A number of 32 bits in Lua's memory. */
  static int intAt(long address) {
    return MEMORY.get(JAVA_INT, address);
  }

  /** A number of 64 bits, or an address, in Lua's memory. */
  static long longAt(long address) {
    return MEMORY.get(JAVA_LONG, address);
  }

  /** Writes a number of 64 bits into Lua's memory. */
  static void putLong(long address, long value) {
    MEMORY.set(JAVA_LONG, address, value);
  }

  /** Whether the same {@code length} bytes are at two places in Lua's memory. */
  static boolean isSame(long one, long other, int length) {
    return MemorySegment.mismatch(MEMORY, one, one + length, MEMORY, other, other + length) < 0;
  }

  /** Whether the bytes at {@code address} are those of {@code text}. */
  static boolean isSame(long address, int length, byte[] text) {
    return length == text.length
        && MemorySegment.mismatch(
                MEMORY, address, address + length, MemorySegment.ofArray(text), 0, length)
            < 0;
  }

  /** Copies bytes out of Lua's memory. */
  static void copy(long address, byte[] into, int offset, int length) {
    MemorySegment.copy(MEMORY, JAVA_BYTE, address, into, offset, length);
  }

  /** The string or number at {@code index} as bytes; a number becomes a string where it stands. */
  byte[] bytes(long of, int index) {
    long address = textAddress(of, index);
    byte[] bytes = new byte[address == 0 ? 0 : textLength()];
    if (address != 0) {
      copy(address, bytes, 0, bytes.length);
    }
    return bytes;
  }

  /** The same as text, a character a byte. */
  String latin1(long of, int index) {
    return new String(bytes(of, index), StandardCharsets.ISO_8859_1);
  }

  /** The raw field {@code name} of the table at {@code index}, counted from the bottom: pushed. */
  void pushField(long of, int index, String name) {
    push(of, name);
    lua.raw(of, index);
  }
}
