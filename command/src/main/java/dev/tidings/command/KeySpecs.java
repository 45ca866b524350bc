package dev.tidings.command;

import dev.tidings.command.Shape.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The places of keys, from the shapes: as far as they stand at a fixed distance from the name, or
 * behind a token, or behind their number. Others must be told by hand ({@link Declaration#keys}).
 */
final class KeySpecs {
  private final List<Shape> shapes;
  private final List<KeySpec> specs = new ArrayList<>();

  private KeySpecs(List<Shape> shapes) {
    this.shapes = shapes;
  }

  /** The places of keys in {@code shapes}, which come behind {@code own} words of name. */
  static List<KeySpec> of(List<Shape> shapes, int own) {
    return new KeySpecs(shapes).find(own);
  }

  private List<KeySpec> find(int own) {
    int index = own;
    boolean fixed = true;
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      boolean counts = shape.kind() == Kind.COUNT && i + 1 < shapes.size();
      if (counts && shapes.get(i + 1).hasKey()) {
        addCounted(shape, shapes.get(i + 1), index, fixed);
        index += shape.leastWords();
        fixed = false;
        i++;
      } else if (shape.hasKey()) {
        add(shape, index, fixed, i);
      }
      index += shapes.get(i).leastWords();
      fixed &= shape.isFixed();
    }
    return List.copyOf(specs);
  }

  private void addCounted(Shape count, Shape key, int index, boolean fixed) {
    if (key.access() == null) {
      throw byHand(key);
    }
    KeySpec.Begin begin = begin(count, index, fixed);
    specs.add(new KeySpec(key.access(), begin, new KeySpec.Counted(0, 1, 1)));
  }

  private void add(Shape shape, int index, boolean fixed, int place) {
    KeySpec.Begin begin = begin(shape, index, fixed);
    int last = shape.many() ? -1 - wordsBehind(place) : 0;
    if (shape.access() != null) {
      int step = shape.manyTokens() ? 2 : 1;
      specs.add(new KeySpec(shape.access(), begin, new KeySpec.Range(last, step, 0)));
      return;
    }
    if (shape.kind() != Kind.BLOCK || !(begin instanceof KeySpec.AtIndex(int at))) {
      throw byHand(shape);
    }
    int step = shape.parts().stream().mapToInt(Shape::leastWords).sum();
    for (Shape part : shape.parts()) {
      if (part.access() != null && !part.many() && part.token() == null) {
        specs.add(
            new KeySpec(
                part.access(),
                new KeySpec.AtIndex(at),
                new KeySpec.Range(last, shape.many() ? step : 1, 0)));
      } else if (part.hasKey()) {
        throw byHand(shape);
      }
      if (!part.isFixed()) {
        throw byHand(shape);
      }
      at += part.leastWords();
    }
  }

  /** Where {@code shape} begins: its token is looked for when it need not stand at an index. */
  private KeySpec.Begin begin(Shape shape, int index, boolean fixed) {
    String token = shape.token();
    if (token != null && (!fixed || shape.optional())) {
      return new KeySpec.AfterKeyword(token, index);
    }
    if (!fixed) {
      throw byHand(shape);
    }
    return new KeySpec.AtIndex(index + (token == null ? 0 : 1));
  }

  /** The words behind the shape at {@code place}, which must be a fixed number. */
  private int wordsBehind(int place) {
    int words = 0;
    for (Shape shape : shapes.subList(place + 1, shapes.size())) {
      if (!shape.isFixed()) {
        throw byHand(shapes.get(place));
      }
      words += shape.leastWords();
    }
    return words;
  }

  private static IllegalArgumentException byHand(Shape shape) {
    return new IllegalArgumentException(
        "the keys of " + shape.name() + " must be told by hand, with keys(...)");
  }
}
