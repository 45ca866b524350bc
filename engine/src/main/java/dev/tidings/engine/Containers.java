package dev.tidings.engine;

import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Shape;
import dev.tidings.command.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Commands that consist of subcommands; HELP is made from the declarations of the others. */
public final class Containers {
  private Containers() {}

  /** The container of {@code subcommands} and of a HELP that tells them. */
  public static Command<Turn> container(
      Declaration<Turn> declaration, List<Command<Turn>> subcommands) {
    return declaration.contains(withHelp(subcommands));
  }

  /** The same subcommands and a HELP that tells them. */
  public static List<Command<Turn>> withHelp(List<Command<Turn>> subcommands) {
    List<Command<Turn>> all = new ArrayList<>(subcommands);
    all.add(help(subcommands));
    return all;
  }

  private static Command<Turn> help(List<Command<Turn>> subcommands) {
    Command<Turn> first = subcommands.getFirst();
    boolean ofConnection = first.categories().contains(Category.CONNECTION);
    return Command.<Turn>command("HELP", first.family(), Trait.LOADING, Trait.STALE)
        .since("5.0.0")
        .summary("Tells the subcommands.")
        .complexity("O(1)")
        .categories(ofConnection ? new Category[] {Category.CONNECTION} : new Category[0])
        .takesNothing()
        .does((turn, none) -> tell(turn, subcommands));
  }

  private static void tell(Turn turn, List<Command<Turn>> subcommands) {
    List<String> lines = new ArrayList<>();
    String name = turn.words().latin1(0).toUpperCase(Locale.ROOT); // it may have been renamed
    lines.add(name + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (Command<Turn> subcommand : subcommands) {
      lines.add(subcommand.name().toUpperCase(Locale.ROOT) + Syntax.of(subcommand.shapes()));
      lines.add("    " + subcommand.summary());
    }
    lines.add("HELP");
    lines.add("    Tells the subcommands.");
    turn.reply().array(lines.size());
    lines.forEach(turn.reply()::simple);
  }

  /** The grammar of arguments as people write it. */
  static final class Syntax {
    private Syntax() {}

    static String of(List<Shape> shapes) {
      StringBuilder text = new StringBuilder();
      for (Shape shape : shapes) {
        text.append(' ').append(of(shape));
      }
      return text.toString();
    }

    private static String of(Shape shape) {
      String one = given(shape);
      String all = shape.many() ? one + " [" + one + " ...]" : one;
      return shape.optional() ? "[" + (shape.many() ? one + " ..." : one) + "]" : all;
    }

    private static String given(Shape shape) {
      String own =
          switch (shape.kind()) {
            case PURE_TOKEN -> "";
            case BLOCK -> of(shape.parts()).strip();
            case ONEOF -> alternatives(shape);
            default -> "<" + shape.name() + ">";
          };
      return shape.token() == null ? own : (shape.token() + " " + own).strip();
    }

    private static String alternatives(Shape shape) {
      return String.join("|", shape.parts().stream().map(Syntax::given).toList());
    }
  }
}
