package dev.tidings.command;

import dev.tidings.protocol.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A command, declared once; everything that others must know of it is derived from the declaration.
 *
 * <pre>{@code
 * static final Command<Turn> PUBLISH =
 *     command("PUBLISH", PUBSUB, Trait.PUBSUB, LOADING, STALE, FAST)
 *         .since("2.0.0").summary("…").complexity("…")
 *         .takes(string("channel"), string("message"), Publish::new)
 *         .does(PubSubCommands::publish);
 * }</pre>
 *
 * @param <T> what a handler acts on: the engine's turn
 */
public final class Command<T> {
  /** Serves a request whose arguments have been read. */
  @FunctionalInterface
  public interface Handler<T, A> {
    void handle(T turn, A arguments);
  }

  /** Tells what the keys of a request are used for, where that depends on its options. */
  @FunctionalInterface
  public interface Use {
    /** Of the request {@code words}, whose name is word {@code name}. */
    Access of(Words words, int name);
  }

  /** Reads the arguments and serves the request. */
  @FunctionalInterface
  interface Runner<T> {
    void run(T turn, Cursor cursor);
  }

  private final String name;
  private final Family family;
  private final Set<Trait> traits;
  private final int traitMask;
  private final Set<Category> extraCategories;
  private final boolean inFamilyCategory;
  private final String since;
  private final String summary;
  private final String complexity;
  private final List<String> tips;
  private final List<Shape> shapes;
  private final @Nullable List<KeySpec> handKeys;
  private final @Nullable Use use;
  private final Predicate<Words> change;
  private final @Nullable ChannelSpec channels;
  private final Map<String, Command<T>> subcommands;
  private final @Nullable Runner<T> runner;

  private @Nullable Command<T> parent;
  private int arity;
  private List<KeySpec> keySpecs = List.of();
  private String fullName;
  private int barredBy;
  private int id = -1;

  Command(
      Declaration<T> declaration,
      List<Shape> shapes,
      Map<String, Command<T>> subcommands,
      @Nullable Runner<T> runner) {
    this.name = declaration.name.toLowerCase(Locale.ROOT);
    this.family = declaration.family;
    this.traits = declaration.traits;
    this.extraCategories = declaration.categories;
    this.inFamilyCategory = declaration.inFamilyCategory;
    this.since = declaration.since;
    this.summary = declaration.summary;
    this.complexity = declaration.complexity;
    this.tips = List.copyOf(declaration.tips);
    this.handKeys = declaration.keys;
    this.use = declaration.use;
    this.change = declaration.change;
    this.channels = declaration.channels;
    this.shapes = List.copyOf(shapes);
    this.subcommands = subcommands;
    this.runner = runner;
    int mask = 0;
    for (Trait trait : traits) {
      mask |= trait.bit();
    }
    this.traitMask = mask;
    this.fullName = name;
    derive();
    for (Command<T> subcommand : subcommands.values()) {
      subcommand.parent = this;
      subcommand.fullName = name + "|" + subcommand.name;
      subcommand.derive();
    }
  }

  private void derive() {
    int own = parent == null ? 1 : 2;
    if (!subcommands.isEmpty()) {
      arity = runner == null ? -2 : -1;
    } else {
      arity = Arity.of(shapes, own);
    }
    keySpecs = handKeys != null ? handKeys : KeySpecs.of(shapes, own);
    for (Condition condition : Condition.values()) {
      if (condition.bars(this)) {
        barredBy |= condition.bit();
      }
    }
  }

  /** The name in lower case, without that of a container. */
  public String name() {
    return name;
  }

  /** The whole name in lower case: {@code client|kill}. */
  public String fullName() {
    return fullName;
  }

  /** The container; null for a command of its own. */
  public @Nullable Command<T> parent() {
    return parent;
  }

  /** The family. */
  public Family family() {
    return family;
  }

  /** The traits declared. */
  public Set<Trait> traits() {
    return traits;
  }

  /** Whether the command has {@code trait}. */
  public boolean has(Trait trait) {
    return (traitMask & trait.bit()) != 0;
  }

  /** Whether a request of it may change data or reach other servers. */
  public boolean mayChange(Words words) {
    return has(Trait.WRITE) || (has(Trait.MAY_REPLICATE) && change.test(words));
  }

  /** The version of Redis that brought it. */
  public String since() {
    return since;
  }

  /** What it does, in a sentence. */
  public String summary() {
    return summary;
  }

  /** What it costs. */
  public String complexity() {
    return complexity;
  }

  /** Hints for clients and proxies. */
  public List<String> tips() {
    return tips;
  }

  /** The arguments. */
  public List<Shape> shapes() {
    return shapes;
  }

  /** Where its keys are. */
  public List<KeySpec> keySpecs() {
    return keySpecs;
  }

  /** What the keys at {@code spec} are used for in a request whose name is word {@code name}. */
  Access accessOf(KeySpec spec, Words words, int name) {
    return use == null ? spec.access() : use.of(words, name);
  }

  /** Where its channels are that the user must be allowed to use; null if it has none. */
  public @Nullable ChannelSpec channels() {
    return channels;
  }

  /** Its subcommands by name in lower case; empty if it is no container. */
  public Map<String, Command<T>> subcommands() {
    return subcommands;
  }

  /** The number of words: exactly, or with a minus at least. */
  public int arity() {
    return arity;
  }

  /** Whether a request of {@code words} words has the right number. */
  public boolean accepts(int words) {
    return arity >= 0 ? words == arity : words >= -arity;
  }

  /** The conditions that refuse it, as a mask of {@link Condition#bit}. */
  public int barredBy() {
    return barredBy;
  }

  /** A small number, one for each command and subcommand of a table: an index for statistics. */
  public int id() {
    return id;
  }

  void id(int given) {
    this.id = given;
  }

  /** Whether it is only the container of others. */
  public boolean isContainer() {
    return runner == null;
  }

  /** The ACL categories that it is in, in the order of {@link Category}. */
  public EnumSet<Category> categories() {
    EnumSet<Category> all = EnumSet.noneOf(Category.class);
    all.addAll(extraCategories);
    // A container does nothing itself: what it contains is in the family's category.
    if (family.category() != null && inFamilyCategory && !isContainer()) {
      all.add(family.category());
    }
    if (has(Trait.WRITE)) {
      all.add(Category.WRITE);
    }
    if (has(Trait.READONLY) && family != Family.SCRIPTING) {
      all.add(Category.READ);
    }
    if (has(Trait.ADMIN)) {
      all.add(Category.ADMIN);
      all.add(Category.DANGEROUS);
    }
    if (has(Trait.PUBSUB)) {
      all.add(Category.PUBSUB);
    }
    if (has(Trait.BLOCKING)) {
      all.add(Category.BLOCKING);
    }
    all.add(has(Trait.FAST) ? Category.FAST : Category.SLOW);
    return all;
  }

  /** Reads the arguments behind the name and serves the request. */
  public void run(T turn, Cursor cursor) {
    if (runner == null) {
      throw new IllegalStateException(fullName + " is only a container");
    }
    runner.run(turn, cursor);
  }

  @Override
  public String toString() {
    return fullName;
  }

  /** Begins a declaration. */
  public static <T> Declaration<T> command(String name, Family family, Trait... traits) {
    return new Declaration<>(name, family, traits);
  }

  /** A list of subcommands as a container keeps it. */
  static <T> Map<String, Command<T>> byName(List<Command<T>> commands) {
    Map<String, Command<T>> map = new LinkedHashMap<>();
    for (Command<T> command : commands) {
      if (map.put(command.name(), command) != null) {
        throw new IllegalArgumentException("declared twice: " + command.name());
      }
    }
    return map;
  }

  /** All commands below and including this one. */
  public List<Command<T>> withSubcommands() {
    List<Command<T>> all = new ArrayList<>();
    all.add(this);
    all.addAll(subcommands.values());
    return all;
  }
}
