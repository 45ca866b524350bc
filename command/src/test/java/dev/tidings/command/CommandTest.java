package dev.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.command.KeySpec.AfterKeyword;
import dev.tidings.command.KeySpec.AtIndex;
import dev.tidings.command.KeySpec.Counted;
import dev.tidings.command.KeySpec.Range;
import dev.tidings.command.SampleCommands.Notes;
import dev.tidings.protocol.Words;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is derived from declarations, and how commands are found. */
class CommandTest {
  private static List<String> names(List<Shape> shapes) {
    return shapes.stream().map(Shape::name).toList();
  }

  @Test
  void arityIsCountedFromTheShapes() {
    Map<Command<Notes>, Integer> expected =
        Map.ofEntries(
            Map.entry(SampleCommands.PING, -1),
            Map.entry(SampleCommands.ECHO, 2),
            Map.entry(SampleCommands.DEL, -2),
            Map.entry(SampleCommands.MSET, -3),
            Map.entry(SampleCommands.SET, -3),
            Map.entry(SampleCommands.XADD, -5),
            Map.entry(SampleCommands.XPENDING, -3),
            Map.entry(SampleCommands.ZUNIONSTORE, -4),
            Map.entry(SampleCommands.LMPOP, -4),
            Map.entry(SampleCommands.BLPOP, -3),
            Map.entry(SampleCommands.SPUBLISH, 3),
            Map.entry(SampleCommands.CONFIG, -2),
            Map.entry(SampleCommands.COMMAND, -1));
    expected.forEach(
        (command, arity) -> assertThat(command.arity()).as(command.name()).isEqualTo(arity));
    assertThat(find("config|get").arity()).isEqualTo(-3);
    assertThat(find("config|resetstat").arity()).isEqualTo(2);
    assertThat(find("xgroup|create").arity()).isEqualTo(4);
  }

  private static Command<Notes> find(String name) {
    return java.util.Objects.requireNonNull(SampleCommands.TABLE.find(name));
  }

  @Test
  void placesOfKeysFollowFromTheShapes() {
    assertThat(SampleCommands.ECHO.keySpecs()).isEmpty();
    assertThat(SampleCommands.DEL.keySpecs())
        .containsExactly(new KeySpec(Access.REMOVE, new AtIndex(1), new Range(-1, 1, 0)));
    assertThat(SampleCommands.MSET.keySpecs())
        .containsExactly(new KeySpec(Access.OVERWRITE, new AtIndex(1), new Range(-1, 2, 0)));
    assertThat(SampleCommands.BLPOP.keySpecs())
        .containsExactly(new KeySpec(Access.TAKE, new AtIndex(1), new Range(-2, 1, 0)));
    assertThat(SampleCommands.ZUNIONSTORE.keySpecs())
        .containsExactly(
            new KeySpec(Access.OVERWRITE, new AtIndex(1), new Range(0, 1, 0)),
            new KeySpec(Access.READ, new AtIndex(2), new Counted(0, 1, 1)));
    assertThat(SampleCommands.SORT.keySpecs())
        .containsExactly(
            new KeySpec(Access.READ, new AtIndex(1), new Range(0, 1, 0)),
            new KeySpec(Access.OVERWRITE, new AfterKeyword("STORE", 2), new Range(0, 1, 0)));
    assertThat(find("xgroup|create").keySpecs())
        .containsExactly(new KeySpec(Access.INSERT, new AtIndex(2), new Range(0, 1, 0)));
  }

  @Test
  void keysWhosePlaceDoesNotFollowMustBeToldByHand() {
    Declaration<Notes> declaration = Command.command("X", Family.GENERIC);
    assertThatThrownBy(() ->
            declaration
                .takes(
                    Args.string("maybe").optional(),
                    Args.key("key", Access.READ),
                    (a, b) -> List.of(b))
                .does(Notes::note))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by hand");
  }

  @Test
  void partsAreShownOneByOneInDocs() {
    assertThat(names(SampleCommands.SET.shapes()))
        .containsExactly("key", "value", "condition", "get", "choice");
    assertThat(names(SampleCommands.ZUNIONSTORE.shapes()))
        .containsExactly("destination", "numkeys", "key", "withscores");
    Shape count = SampleCommands.ZUNIONSTORE.shapes().get(1);
    assertThat(count.kind().text()).isEqualTo("integer");
    assertThat(SampleCommands.ZUNIONSTORE.shapes().get(2).many()).isTrue();
    Shape fields = SampleCommands.HPERSIST.shapes().get(1);
    assertThat(fields.kind().text()).isEqualTo("block");
    assertThat(names(fields.parts())).containsExactly("numfields", "field");
    assertThat(Shape.Kind.UNIX_TIME.text()).isEqualTo("unix-time");
  }

  @Test
  void categoriesFollowFromFamilyAndTraits() {
    assertThat(SampleCommands.SET.categories())
        .containsExactly(Category.KEYSPACE, Category.WRITE, Category.SLOW);
    assertThat(SampleCommands.ECHO.categories())
        .containsExactly(Category.KEYSPACE, Category.READ, Category.FAST);
  }

  @Test
  void conditionsBarCommandsByTrait() {
    assertThat(SampleCommands.SET.barredBy() & Condition.OUT_OF_MEMORY.bit()).isNotZero();
    assertThat(SampleCommands.ECHO.barredBy() & Condition.OUT_OF_MEMORY.bit()).isZero();
    assertThat(SampleCommands.ECHO.barredBy() & Condition.NOT_AUTHENTICATED.bit()).isNotZero();
  }

  @Test
  void namesAreFoundInAnyCaseAndSubcommandsByTwoWords() {
    CommandTable<Notes> table = SampleCommands.TABLE;
    assertThat(table.find(Words.of("dEl", "k"))).isSameAs(SampleCommands.DEL);
    assertThat(table.find(Words.of("de", "k"))).isNull();
    assertThat(table.find(Words.of("", "k"))).isNull();
    assertThat(table.find(Words.of("CONFIG", "gEt", "x"))).isSameAs(find("CONFIG|GET"));
    assertThat(table.find(Words.of("CONFIG", "foo"))).isSameAs(SampleCommands.CONFIG);
    assertThat(table.find(Words.of("CONFIG"))).isSameAs(SampleCommands.CONFIG);
    assertThat(table.find(Words.of("COMMAND"))).isSameAs(SampleCommands.COMMAND);
    assertThat(table.find(Words.of("COMMAND", "count"))).hasToString("command|count");
    assertThat(table.find("config|none")).isNull();
    assertThat(SampleCommands.serve("CONFIG foo")).isEqualTo("unknown subcommand of config");
    for (Command<Notes> command : SampleCommands.ALL) {
      assertThat(table.find(Words.of(command.name()))).isSameAs(command);
    }
  }

  @Test
  void everyCommandOfATableHasANumberOfItsOwn() {
    CommandTable<Notes> table = SampleCommands.TABLE;
    assertThat(table.all().stream().map(Command::id).toList())
        .doesNotHaveDuplicates()
        .allMatch(id -> id >= 0 && id < table.ids());
    assertThat(table.all()).contains(find("config|get"), SampleCommands.CONFIG);
  }

  private static Command<Notes> named(String name) {
    return Command.<Notes>command(name, Family.GENERIC).takesNothing().does(Notes::note);
  }

  @Test
  void renamedCommandsGoByTheirNewNameOnly() {
    Command<Notes> one = named("ONE");
    Command<Notes> two = named("TWO");
    CommandTable<Notes> table =
        new CommandTable<>(
            List.of(one, two),
            List.of(List.of("One", "First"), List.of("FIRST", "Secret"), List.of("two", "")));
    assertThat(table.find(Words.of("SECRET"))).isSameAs(one);
    assertThat(table.find(Words.of("ONE"))).isNull();
    assertThat(table.find(Words.of("TWO"))).isNull();
    assertThat(table.find(Words.of(""))).isNull();
    assertThat(table.commands()).containsExactly(one);
    assertThat(table.all()).containsExactly(one, two);
  }

  @Test
  void aRenamingThatMeansNothingIsRefused() {
    List<Command<Notes>> commands = List.of(named("ONE"), named("TWO"));
    assertThatThrownBy(() -> new CommandTable<>(commands, List.of(List.of("three", "x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No such command in rename-command");
    assertThatThrownBy(() -> new CommandTable<>(commands, List.of(List.of("one", "two"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Target command name already exists");
  }
}
