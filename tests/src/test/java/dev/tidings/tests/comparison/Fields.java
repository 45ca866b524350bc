package dev.tidings.tests.comparison;

import dev.tidings.testkit.RespValue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Selections of the texts that servers write for people, where only some fields are at stake. */
final class Fields {
  private Fields() {}

  /** Of each line of CLIENT LIST or CLIENT INFO, the fields {@code names} in the server's order. */
  static UnaryOperator<List<RespValue>> ofClients(String... names) {
    Set<String> wanted = Set.of(names);
    return eachText(text ->
        text.lines()
            .map(line -> words(line, word -> wanted.contains(word.split("=", 2)[0])))
            .collect(Collectors.joining("\n")));
  }

  /** Of the lines of INFO, those of the fields {@code names} in the server's order. */
  static UnaryOperator<List<RespValue>> ofInfo(String... names) {
    Set<String> wanted = Set.of(names);
    return eachText(text ->
        text.lines()
            .filter(line -> wanted.contains(line.split(":", 2)[0]))
            .collect(Collectors.joining("\n")));
  }

  private static String words(String line, Predicate<String> wanted) {
    return Arrays.stream(line.split(" ", -1)).filter(wanted).collect(Collectors.joining(" "));
  }

  private static UnaryOperator<List<RespValue>> eachText(UnaryOperator<String> selection) {
    return values ->
        values.stream()
            .map(value ->
                switch (value) {
                  case RespValue.BulkString(String text) ->
                      new RespValue.BulkString(selection.apply(text));
                  case RespValue.VerbatimString(String format, String text) ->
                      new RespValue.VerbatimString(format, selection.apply(text));
                  default -> value;
                })
            .toList();
  }
}
