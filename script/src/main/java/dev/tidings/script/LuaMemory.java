package dev.tidings.script;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The memory of one state of Lua, and the most that a script may take of it.
 *
 * <p>Lua raises an error where memory ends, which jumps across the frames of whoever called it. So
 * there is a limit only while a script runs; what Java asks of Lua in between is always given.
 *
 * <pre>
 *   global part of the state   ┌─────┬───────────────┬───────────────┬─────┬────────────┬────
 *                              │ …   │ the allocator │ what it needs │ …   │ bytes held │ …
 *                              └─────┴───────────────┴───────────────┴─────┴────────────┴────
 *                              0     16              24                    120
 * </pre>
 */
@SuppressWarnings("restricted") // what Lua hands over is read where Lua says it is
final class LuaMemory {
  private static final int HELD_OF_GLOBAL = 120;
  private static final int ALLOCATOR_OF_GLOBAL = 16;
  private static final int NEEDS_OF_GLOBAL = 24;
  private static final int LIMIT = 8;
  private static final int ASKED = 16;
  private static final long NO_LIMIT = -1L;

  /** What a script may take. */
  private static final long MOST_TAKEN_BYTES = 1L << 30;

  /** When so much more is held than after the last collection, garbage is collected at once. */
  private static final long MOST_GARBAGE_BYTES = 1L << 28;

  private final LuaLibrary lua;
  private final long state;
  private final long held;
  private final MemorySegment needs;
  private long most = NO_LIMIT;
  private long heldAfterCollection;

  /**
   * Of a new state.
   *
   * @param allocators knows {@code limited_allocator}, if there is one on this machine; without it
   *     a script is ended some time after it has taken too much
   */
  LuaMemory(LuaLibrary lua, long state, SymbolLookup allocators, Arena arena) {
    this.lua = lua;
    this.state = state;
    long global = Interpreter.longAt(state + PairOrder.GLOBAL_OF_STATE);
    this.held = global + HELD_OF_GLOBAL;
    this.needs = arena.allocate(24, 8);
    long kilobytes = lua.collect(state, LuaLibrary.GC_KILOBYTES, 0);
    if (heldBytes() >> 10 != kilobytes) {
      throw new IllegalStateException("Lua counts its memory elsewhere");
    }
    Optional<MemorySegment> limited = allocators.find("limited_allocator");
    if (limited.isPresent()) {
      needs.set(ValueLayout.JAVA_LONG, 0, held);
      needs.set(ValueLayout.JAVA_LONG, ASKED, Interpreter.longAt(global + ALLOCATOR_OF_GLOBAL));
      lift();
      Interpreter.putLong(global + NEEDS_OF_GLOBAL, needs.address());
      Interpreter.putLong(global + ALLOCATOR_OF_GLOBAL, limited.get().address());
    }
  }

  /** What all values of the state take. */
  long heldBytes() {
    return Interpreter.longAt(held);
  }

  /** A script is compiled or begins: what was there before is not held against it. */
  void begin() {
    if (heldBytes() > heldAfterCollection + MOST_GARBAGE_BYTES) {
      collectGarbage();
    }
    most = heldBytes() + MOST_TAKEN_BYTES;
  }

  /** Whether the script has taken more than it may, garbage aside. */
  boolean isOverrun() {
    if (heldBytes() <= most) {
      return false;
    }
    collectGarbage();
    return heldBytes() > most;
  }

  /** Lua may need a little memory for that, and must not fail here. */
  private void collectGarbage() {
    long limit = needs.get(ValueLayout.JAVA_LONG, LIMIT);
    lift();
    lua.collect(state, LuaLibrary.GC_COLLECT, 0);
    needs.set(ValueLayout.JAVA_LONG, LIMIT, limit);
    heldAfterCollection = heldBytes();
  }

  /** From here on Lua runs a script. */
  void limit() {
    needs.set(ValueLayout.JAVA_LONG, LIMIT, most);
  }

  /** From here on Java uses Lua. */
  void lift() {
    needs.set(ValueLayout.JAVA_LONG, LIMIT, NO_LIMIT);
  }
}
