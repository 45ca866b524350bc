package dev.tidings.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which scripts are told the pairs of a table.
 *
 * <p>Lua tells them as they lie in its hash table. For numbers, strings and booleans that follows
 * from what was done with the table. But tables, functions and coroutines are hashed by their
 * address, which is another one when the same turns are run again. So a table that has such a key,
 * or shows that it had one, is told in an order of its own: numbers and strings, both sorted, then
 * the objects, the oldest first, then booleans. How old an object is Lua knows: it keeps all that
 * it may have to collect in one list and puts what is new at the front.
 *
 * <p>What is read of Lua's memory, on a machine with addresses of 64 bits:
 *
 * <pre>
 *   state   ┌─────┬────────┬────┐         object   ┌──────┬──────┬────
 *           │ …   │ global │ …  │                  │ next │ type │ …
 *           └─────┴────────┴────┘                  └──────┴──────┴────
 *           0     32                               0      8
 *   global  ┌─────┬────────┬────┐         table    ┌─────┬───────────┬────┬───────┬────
 *           │ …   │ newest │ …  │                  │ …   │ log2 size │ …  │ nodes │ …
 *           └─────┴────────┴────┘                  └─────┴───────────┴────┴───────┴────
 *           0     40                               0     11               32
 *   node    ┌───────┬─────┬─────────────┬─────┐
 *           │ value │ key │ type of key │ …   │
 *           └───────┴─────┴─────────────┴─────┘
 *           0       16    24                  40
 * </pre>
 */
final class PairOrder {
  /** Where a state says where its global part is. */
  static final int GLOBAL_OF_STATE = 32;

  private static final int NEWEST_OF_GLOBAL = 40;
  private static final int SIZE_OF_TABLE = 11;
  private static final int NODES_OF_TABLE = 32;
  private static final int KEY_TYPE_OF_NODE = 24;
  private static final int NODE_BYTES = 40;

  /** From this type on what a key holds is an object: also the types that only Lua itself sees. */
  private static final int FIRST_OBJECT_TYPE = LuaLibrary.TABLE;

  private final Interpreter interpreter;
  private final LuaLibrary lua;

  /** Whose pairs are told, and whether Lua's own order is good: looked at when it began. */
  private long toldTable;

  private boolean toldByLua;

  /** Of the tables of {@code interpreter}. */
  PairOrder(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    requireKnownForms(interpreter.state());
  }

  /** Looks whether Lua's memory is what it is taken for. */
  private void requireKnownForms(long state) {
    int table = lua.top(state) + 1;
    int older = table + 1;
    int younger = table + 2;
    for (int made = table; made <= younger; made++) {
      lua.newTable(state, 0, 0);
    }
    boolean plain = isLuas(state, table);
    for (int key = younger; key >= older; key--) {
      lua.pushCopy(state, key);
      lua.pushBoolean(state, true);
      lua.setRaw(state, table);
    }
    boolean seen = !isLuas(state, table);
    pushKeys(state, table);
    lua.rawAt(state, -1, 1);
    boolean aged = lua.isSame(state, -1, older);
    lua.setTop(state, table - 1);
    if (!plain || !seen || !aged) {
      throw new IllegalStateException("Lua keeps its tables otherwise");
    }
  }

  /** A run begins: what was told before is forgotten. */
  void begin() {
    toldTable = 0;
  }

  /** Whether Lua's own order of the table at {@code index} is the same whenever it is made. */
  boolean isLuas(long state, int index) {
    long table = lua.address(state, index);
    long type = Interpreter.longAt(table + NODES_OF_TABLE) + KEY_TYPE_OF_NODE;
    long end = type + ((long) NODE_BYTES << Interpreter.byteAt(table + SIZE_OF_TABLE));
    for (; type < end; type += NODE_BYTES) {
      if (Interpreter.intAt(type) >= FIRST_OBJECT_TYPE) {
        return false;
      }
    }
    return true;
  }

  /**
   * As {@code lua_next}, for the table at {@code index}, counted from the bottom: takes the key on
   * the top, and pushes the next one and its value if there is one. The key has to be one of the
   * table's, or nil.
   */
  boolean next(long state, int index) {
    long table = lua.address(state, index);
    if (table != toldTable || lua.type(state, -1) == LuaLibrary.NIL) {
      toldTable = table;
      toldByLua = isLuas(state, index);
    }
    return toldByLua ? lua.next(state, index) : nextInOrder(state, index);
  }

  private boolean nextInOrder(long state, int index) {
    int key = lua.top(state);
    pushKeys(state, index);
    int place = 1;
    if (lua.type(state, key) != LuaLibrary.NIL) {
      boolean found;
      do {
        lua.rawAt(state, key + 1, place++);
        found = lua.isSame(state, -1, key);
        lua.pop(state, 1);
      } while (!found);
    }
    while (true) {
      lua.rawAt(state, key + 1, place++);
      if (lua.type(state, -1) == LuaLibrary.NIL) {
        lua.setTop(state, key - 1);
        return false;
      }
      lua.pushCopy(state, -1);
      lua.raw(state, index);
      if (lua.type(state, -1) != LuaLibrary.NIL) {
        lua.replace(state, key + 1);
        lua.replace(state, key);
        return true;
      }
      lua.pop(state, 2);
    }
  }

  /** Pushes a list of all keys of the table at {@code index}, counted from the bottom, in order. */
  void pushKeys(long state, int index) {
    lua.newTable(state, 0, 0);
    int list = lua.top(state);
    List<Key> keys = new ArrayList<>();
    lua.pushNil(state);
    while (lua.next(state, index)) {
      lua.pop(state, 1);
      keys.add(key(state, keys.size() + 1));
      lua.pushCopy(state, -1);
      lua.setRawAt(state, list, keys.size());
    }
    Map<Long, Integer> ages = ages(state, keys);
    keys.sort(
        Comparator.comparing(Key::kind)
            .thenComparingDouble(Key::number)
            .thenComparing(Key::text, Arrays::compareUnsigned)
            .thenComparing(key -> ages.getOrDefault(key.address(), 0)));
    lua.newTable(state, keys.size(), 0);
    int place = 0;
    for (Key key : keys) {
      lua.rawAt(state, list, key.place());
      lua.setRawAt(state, list + 1, ++place);
    }
    lua.replace(state, list);
  }

  /** In the order in which they are told. */
  private enum Kind {
    NUMBER,
    STRING,
    OBJECT,
    BOOLEAN,
    /** An address that is a value itself: the null of cjson is the only one. */
    ADDRESS
  }

  private record Key(int place, Kind kind, double number, byte[] text, long address) {}

  private static final byte[] NO_TEXT = {};

  /** The key on the top, which is left there as it is. */
  private Key key(long state, int place) {
    return switch (lua.type(state, -1)) {
      case LuaLibrary.NUMBER -> new Key(place, Kind.NUMBER, lua.toNumber(state, -1), NO_TEXT, 0);
      case LuaLibrary.STRING -> new Key(place, Kind.STRING, 0, interpreter.bytes(state, -1), 0);
      case LuaLibrary.BOOLEAN ->
          new Key(place, Kind.BOOLEAN, lua.toBoolean(state, -1) ? 1 : 0, NO_TEXT, 0);
      case LuaLibrary.LIGHT_USERDATA -> new Key(place, Kind.ADDRESS, 0, NO_TEXT, 0);
      default -> new Key(place, Kind.OBJECT, 0, NO_TEXT, lua.address(state, -1));
    };
  }

  /** How old the objects among the keys are: the less, the older. */
  private static Map<Long, Integer> ages(long state, List<Key> keys) {
    Map<Long, Integer> ages = new HashMap<>();
    for (Key key : keys) {
      if (key.kind() == Kind.OBJECT) {
        ages.put(key.address(), 0);
      }
    }
    int missing = ages.size();
    long object = Interpreter.longAt(state + GLOBAL_OF_STATE) + NEWEST_OF_GLOBAL;
    for (int younger = 1; missing > 0; younger++) {
      object = Interpreter.longAt(object);
      if (object == 0) {
        throw new IllegalStateException("an object that Lua does not know");
      }
      if (ages.replace(object, -younger) != null) {
        missing--;
      }
    }
    return ages;
  }
}
