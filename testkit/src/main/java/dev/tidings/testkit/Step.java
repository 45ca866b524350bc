package dev.tidings.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one peer answered at one point of a script, and which parts of it may differ.
 *
 * <p>Belongs to the thread that runs the script.
 */
public final class Step {
  private static final String MASKED = "~";

  private final String label;
  private final List<RespValue> frames;
  private final String ending;
  private final @Nullable String recorded;
  private final List<UnaryOperator<List<RespValue>>> orders = new ArrayList<>();
  private final List<Pattern> masks = new ArrayList<>();

  Step(String label, List<RespValue> frames, String ending) {
    this(label, frames, ending, null);
  }

  private Step(String label, List<RespValue> frames, String ending, @Nullable String recorded) {
    this.label = label;
    this.frames = List.copyOf(frames);
    this.ending = ending;
    this.recorded = recorded;
  }

  /** A step of which only the line is known that {@link #comparable} told once. */
  static Step recorded(String label, String comparable) {
    return new Step(label, List.of(), "", comparable);
  }

  /** The values as they came. */
  public List<RespValue> values() {
    return frames;
  }

  /** The only value. */
  public RespValue value() {
    if (frames.size() != 1) {
      throw new AssertionError(label + ": one value was expected: " + RespValue.line(frames));
    }
    return frames.getFirst();
  }

  /**
   * Leaves out of the comparison what {@code regex} finds in the readable form of the values: its
   * groups, or all it finds if it has none. For ids, addresses, times and process ids.
   */
  public Step mask(String regex) {
    masks.add(Pattern.compile(regex));
    return this;
  }

  /** The values may come in any order. */
  public Step sorted() {
    orders.add(values -> values.stream().sorted(BY_TEXT).toList());
    return this;
  }

  /** The elements of each value may come in any order. */
  public Step sortedElements() {
    orders.add(values -> values.stream().map(Step::withSortedElements).toList());
    return this;
  }

  /** The elements at {@code index} of the values may be dealt among the values in any order. */
  public Step sortedColumn(int index) {
    orders.add(values -> withSortedColumn(values, index));
    return this;
  }

  /** The lines of each text may come in any order. */
  public Step sortedLines() {
    orders.add(values -> values.stream().map(Step::withSortedLines).toList());
    return this;
  }

  /** Keeps only what {@code selection} keeps of the values, for replies of which a part matters. */
  public Step only(UnaryOperator<List<RespValue>> selection) {
    orders.add(selection);
    return this;
  }

  String label() {
    return label;
  }

  /** One line that is the same for two peers exactly when they answered the same. */
  String comparable() {
    if (recorded != null) {
      return recorded;
    }
    List<RespValue> values = frames;
    for (UnaryOperator<List<RespValue>> order : orders) {
      values = order.apply(values);
    }
    String text = RespValue.line(values);
    for (Pattern mask : masks) {
      text = masked(text, mask);
    }
    return ending.isEmpty() ? text : (text + "  " + ending).strip();
  }

  /** Whether both answered the same: without masks to the byte, else as {@link #comparable}. */
  boolean sameAs(Step other) {
    if (recorded == null && orders.isEmpty() && masks.isEmpty()) {
      return frames.equals(other.frames) && ending.equals(other.ending);
    }
    return comparable().equals(other.comparable());
  }

  private static final Comparator<RespValue> BY_TEXT = Comparator.comparing(RespValue::wireText);

  private static RespValue withSortedElements(RespValue value) {
    return switch (value) {
      case RespValue.Array(List<RespValue> elements) ->
          new RespValue.Array(elements.stream().sorted(BY_TEXT).toList());
      case RespValue.SetValue(List<RespValue> elements) ->
          new RespValue.SetValue(elements.stream().sorted(BY_TEXT).toList());
      case RespValue.Push(List<RespValue> elements) ->
          new RespValue.Push(elements.stream().sorted(BY_TEXT).toList());
      case RespValue.MapValue(List<RespValue.Entry> entries) ->
          new RespValue.MapValue(
              entries.stream()
                  .sorted(Comparator.comparing((RespValue.Entry entry) -> entry.key().wireText()))
                  .toList());
      default -> value;
    };
  }

  private static List<RespValue> withSortedColumn(List<RespValue> values, int index) {
    List<RespValue> column =
        values.stream().map(value -> value.elements().get(index)).sorted(BY_TEXT).toList();
    List<RespValue> dealt = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      List<RespValue> elements = new ArrayList<>(values.get(i).elements());
      elements.set(index, column.get(i));
      dealt.add(
          values.get(i) instanceof RespValue.Push
              ? new RespValue.Push(elements)
              : new RespValue.Array(elements));
    }
    return dealt;
  }

  private static RespValue withSortedLines(RespValue value) {
    return switch (value) {
      case RespValue.BulkString(String text) -> new RespValue.BulkString(sortedLines(text));
      case RespValue.VerbatimString(String format, String text) ->
          new RespValue.VerbatimString(format, sortedLines(text));
      default -> value;
    };
  }

  private static String sortedLines(String text) {
    return text.lines().sorted().collect(Collectors.joining("\n"));
  }

  private static String masked(String text, Pattern mask) {
    Matcher matcher = mask.matcher(text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      if (matcher.groupCount() == 0) {
        out.append(text, from, matcher.start()).append(MASKED);
        from = matcher.end();
      }
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.start(group) >= from) {
          out.append(text, from, matcher.start(group)).append(MASKED);
          from = matcher.end(group);
        }
      }
    }
    return out.append(text, from, text.length()).toString();
  }
}
