package dev.tidings.script;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code redis.register_function}: how a library tells of its functions while it is loaded, in one
 * of two forms:
 *
 * <pre>
 *   redis.register_function('name', callback)
 *   redis.register_function{function_name='name', callback=…, flags={…}, description='…'}
 * </pre>
 */
final class Registration {
  private static final String FUNCTION = "redis.register_function";

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private @Nullable List<Library.Function> registered;

  Registration(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
  }

  /** A library is going to be loaded. */
  void begin() {
    registered = new ArrayList<>();
  }

  /** The library has been loaded: what it registered. */
  List<Library.Function> end() {
    List<Library.Function> all = registered;
    registered = null;
    return all == null ? List.of() : all;
  }

  /** Whether a library or function may be called so. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_');
  }

  /** Serves the call. */
  int register(long state) {
    List<Library.Function> all = registered;
    if (all == null) {
      throw fault(FUNCTION + " can only be called on FUNCTION LOAD command");
    }
    Library.Function function =
        switch (lua.top(state)) {
          case 1 -> named(state);
          case 2 -> positional(state);
          default -> throw fault("wrong number of arguments to " + FUNCTION);
        };
    if (!isName(function.name())) {
      throw fault(
          "Library names can only contain letters, numbers, or underscores(_) and must be at least"
              + " one character long");
    }
    if (all.stream().anyMatch(other -> other.name().equals(function.name()))) {
      throw fault("Function already exists in the library");
    }
    all.add(function);
    return 0;
  }

  private static ScriptFault fault(String text) {
    return ScriptFault.of("ERR " + text);
  }

  private boolean isText(long state, int index) {
    int type = lua.type(state, index);
    return type == LuaLibrary.STRING || type == LuaLibrary.NUMBER;
  }

  private Library.Function positional(long state) {
    if (!isText(state, 1)) {
      throw fault("first argument to " + FUNCTION + " must be a string");
    }
    String name = interpreter.latin1(state, 1);
    if (lua.type(state, 2) != LuaLibrary.FUNCTION) {
      throw fault("second argument to " + FUNCTION + " must be a function");
    }
    int callback = lua.reference(state);
    return new Library.Function(name, null, EnumSet.noneOf(Shebang.Flag.class), callback);
  }

  private Library.Function named(long state) {
    if (lua.type(state, 1) != LuaLibrary.TABLE) {
      throw fault(
          "calling "
              + FUNCTION
              + " with a single argument is only applicable to Lua table (representing named"
              + " arguments).");
    }
    Draft draft = new Draft();
    lua.pushNil(state);
    while (lua.next(state, 1)) {
      if (!isText(state, 2)) {
        throw fault("named argument key given to " + FUNCTION + " is not a string");
      }
      // A copy: reading a number as text would turn it into one where it stands.
      lua.pushCopy(state, 2);
      String key = interpreter.latin1(state, -1);
      lua.pop(state, 1);
      read(state, key, draft);
      lua.setTop(state, 2);
    }
    if (draft.name == null) {
      throw fault(FUNCTION + " must get a function name argument");
    }
    if (draft.callback == 0) {
      throw fault(FUNCTION + " must get a callback argument");
    }
    return new Library.Function(draft.name, draft.description, draft.flags, draft.callback);
  }

  private static final class Draft {
    private @Nullable String name;
    private @Nullable String description;
    private Set<Shebang.Flag> flags = EnumSet.noneOf(Shebang.Flag.class);
    private int callback;
  }

  /** Reads the argument {@code key}, whose value is at index 3. */
  private void read(long state, String key, Draft draft) {
    switch (key) {
      case "function_name" -> draft.name = text(state, key);
      case "description" -> draft.description = text(state, key);
      case "callback" -> {
        if (lua.type(state, 3) != LuaLibrary.FUNCTION) {
          throw fault("callback argument given to " + FUNCTION + " must be a function");
        }
        draft.callback = lua.reference(state);
      }
      case "flags" -> {
        if (lua.type(state, 3) != LuaLibrary.TABLE) {
          throw fault(
              "flags argument to " + FUNCTION + " must be a table representing function flags");
        }
        draft.flags = flags(state);
      }
      default -> throw fault("unknown argument given to " + FUNCTION);
    }
  }

  private String text(long state, String key) {
    if (!isText(state, 3)) {
      throw fault(key + " argument given to " + FUNCTION + " must be a string");
    }
    return interpreter.latin1(state, 3);
  }

  private Set<Shebang.Flag> flags(long state) {
    Set<Shebang.Flag> flags = EnumSet.noneOf(Shebang.Flag.class);
    for (int i = 1; ; i++) {
      lua.rawAt(state, 3, i);
      int type = lua.type(state, -1);
      Shebang.Flag flag =
          type == LuaLibrary.STRING ? Shebang.Flag.named(interpreter.latin1(state, -1)) : null;
      lua.pop(state, 1);
      if (type == LuaLibrary.NIL) {
        return flags;
      }
      if (flag == null) {
        throw fault("unknown flag given");
      }
      flags.add(flag);
    }
  }
}
