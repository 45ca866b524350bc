package dev.tidings.script;

import dev.tidings.command.Refusal;
import dev.tidings.engine.Engine;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that clients have loaded, and their functions. They share one state of Lua, which
 * is not that of the scripts: a library's local variables stay from call to call.
 */
final class Libraries {
  /** What is done with libraries that are there when others are restored. */
  enum Policy {
    FLUSH,
    APPEND,
    REPLACE
  }

  private static final String NAME = "@user_function";

  /** A library with what is kept around it: entries of maps, names, references. */
  private static final long LIBRARY_BYTES = 300;

  private record Callable(Library library, Library.Function function) {}

  private final Scripting scripting;
  private @Nullable LuaRunner runner;
  private @Nullable Registration registration;
  private Map<String, Library> libraries = new LinkedHashMap<>();
  private Map<String, Callable> functions = new LinkedHashMap<>();

  Libraries(Scripting scripting) {
    this.scripting = scripting;
  }

  private LuaRunner runner(Engine engine) {
    LuaRunner present = runner;
    if (present == null) {
      present =
          scripting.newRunner(
              engine,
              interpreter -> {
                Registration made = new Registration(interpreter);
                registration = made;
                interpreter.addFunction("register_function", made::register);
              });
      runner = present;
    }
    return present;
  }

  // ---- Loading ----

  /** FUNCTION LOAD: the name of the library that {@code text} is. */
  String load(Engine engine, Bytes text, boolean replace) {
    String name = nameOf(text);
    Library old = libraries.get(name);
    if (old != null && !replace) {
      throw new Refusal("ERR Library '" + name + "' already exists");
    }
    Library made = make(engine, name, text);
    for (Library.Function function : made.functions()) {
      Callable other = functions.get(key(function.name()));
      if (other != null && other.library != old) {
        forget(made);
        throw new Refusal("ERR Function " + function.name() + " already exists");
      }
    }
    if (old != null) {
      remove(old);
    }
    add(made);
    return name;
  }

  private static String key(String function) {
    return function.toLowerCase(Locale.ROOT);
  }

  private static String nameOf(Bytes text) {
    if (!Shebang.isIn(text)) {
      throw new Refusal("ERR Missing library metadata");
    }
    Shebang shebang = Shebang.of(text);
    if (shebang == null) {
      throw new Refusal("ERR Invalid library metadata");
    }
    String name = null;
    for (String option : shebang.options()) {
      if (!option.regionMatches(true, 0, "name=", 0, 5)) {
        throw new Refusal("ERR Invalid metadata value given: " + option);
      }
      if (name != null) {
        throw new Refusal("ERR Invalid metadata value, name argument was given multiple times");
      }
      name = option.substring(5);
    }
    if (name == null) {
      throw new Refusal("ERR Library name was not given");
    }
    if (!Registration.isName(name)) {
      throw new Refusal(
          "ERR Library names can only contain letters, numbers, or underscores(_) and must be at"
              + " least one character long");
    }
    if (!shebang.engine().equalsIgnoreCase("lua")) {
      throw new Refusal("ERR Engine '" + shebang.engine() + "' not found");
    }
    return name;
  }

  /** Runs the library's text, which registers its functions; nobody can call them yet. */
  private Library make(Engine engine, String name, Bytes text) {
    LuaRunner lua = runner(engine);
    Registration registering = Objects.requireNonNull(registration);
    Interpreter interpreter = lua.interpreter();
    int skipped = text.latin1().indexOf('\n');
    interpreter.begin();
    String error = lua.compile(text, skipped, NAME);
    if (error != null) {
      interpreter.finish();
      throw new Refusal("ERR Error compiling function: " + error);
    }
    registering.begin();
    interpreter.showLoading(true);
    List<Library.Function> made;
    try {
      error = scripting.load(engine, lua);
    } finally {
      made = registering.end();
      interpreter.showLoading(false);
      interpreter.finish();
    }
    Library library = new Library(name, text, List.copyOf(made));
    if (error != null) {
      forget(library);
      throw new Refusal("ERR Error registering functions: " + error);
    }
    if (made.isEmpty()) {
      throw new Refusal("ERR No functions registered");
    }
    return library;
  }

  private void add(Library library) {
    libraries.put(library.name(), library);
    for (Library.Function function : library.functions()) {
      functions.put(key(function.name()), new Callable(library, function));
    }
  }

  private void remove(Library library) {
    libraries.remove(library.name());
    library.functions().forEach(function -> functions.remove(key(function.name())));
    forget(library);
  }

  private void forget(Library library) {
    LuaRunner present = runner;
    if (present != null) {
      library.functions().forEach(function -> present.interpreter().forget(function.callback()));
    }
  }

  /** FUNCTION DELETE. */
  void delete(String name) {
    Library library = libraries.get(name);
    if (library == null) {
      throw new Refusal("ERR Library not found");
    }
    remove(library);
  }

  /** FUNCTION FLUSH: forgets all, and the state of Lua with them. */
  void flush() {
    libraries = new LinkedHashMap<>();
    functions = new LinkedHashMap<>();
    LuaRunner old = runner;
    runner = null;
    if (old != null) {
      old.interpreter().close();
    }
  }

  /** FUNCTION RESTORE: all of these, or none and the first reason why not. */
  void restore(Engine engine, List<Bytes> texts, Policy policy) {
    Map<String, Library> made = new LinkedHashMap<>();
    try {
      for (Bytes text : texts) {
        String name = nameOf(text);
        if (made.containsKey(name) || (policy == Policy.APPEND && libraries.containsKey(name))) {
          throw new Refusal("ERR Library " + name + " already exists");
        }
        made.put(name, make(engine, name, text));
      }
      requireNewFunctions(made, policy);
    } catch (Refusal refusal) {
      made.values().forEach(this::forget);
      throw refusal;
    }
    if (policy == Policy.FLUSH) {
      new ArrayList<>(libraries.values()).forEach(this::remove);
    }
    for (Library library : made.values()) {
      Library old = libraries.get(library.name());
      if (old != null) {
        remove(old);
      }
    }
    made.values().forEach(this::add);
  }

  private void requireNewFunctions(Map<String, Library> made, Policy policy) {
    Map<String, Library> seen = new LinkedHashMap<>();
    for (Library library : made.values()) {
      for (Library.Function function : library.functions()) {
        Callable present = policy == Policy.FLUSH ? null : functions.get(key(function.name()));
        boolean stays = present != null && !made.containsKey(present.library.name());
        if (stays || seen.put(key(function.name()), library) != null) {
          throw new Refusal("ERR Function " + function.name() + " already exists");
        }
      }
    }
  }

  // ---- Calling ----

  /** Whether the request, an FCALL, may change anything. One that is refused is not sure not to. */
  boolean mayChange(Words words) {
    Callable callable = functions.get(key(words.latin1(1)));
    return callable == null || !callable.function.flags().contains(Shebang.Flag.NO_WRITES);
  }

  /** FCALL and FCALL_RO: word 1 is a function. */
  void call(Turn turn, boolean readOnly) {
    Words words = turn.words();
    Callable callable = functions.get(key(words.latin1(1)));
    if (callable == null) {
      throw new Refusal("ERR Function not found");
    }
    int keys = LuaRunner.keys(words, "ERR Bad number of keys provided");
    Library.Function function = callable.function;
    Rights rights = Rights.of(turn, function.flags(), readOnly);
    ScriptRun run =
        new ScriptRun(turn, function.name(), rights.readOnly(), rights.allowsOutOfMemory());
    LuaRunner lua = runner(turn.engine());
    scripting.begin(run, lua.interpreter());
    try {
      lua.begin(run);
      lua.interpreter().pushKept(function.callback());
      lua.pushKeys(words, keys);
      lua.pushArguments(words, keys);
      lua.finish(run, 2, turn.reply());
    } finally {
      scripting.end();
    }
  }

  /** The libraries in the order in which they were loaded. */
  Collection<Library> all() {
    return libraries.values();
  }

  /** How many functions they have. */
  int functionCount() {
    return functions.size();
  }

  /** The heap that they take. */
  long heldBytes() {
    long bytes = 0;
    for (Library library : libraries.values()) {
      bytes += LIBRARY_BYTES + library.text().length();
    }
    return bytes;
  }

  /** Bytes that Lua takes. */
  long luaBytes() {
    LuaRunner present = runner;
    return present == null ? 0 : present.interpreter().memory().heldBytes();
  }
}
