package dev.tidings.tests.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A marked example of a document: code that is run, and what it must print.
 *
 * <pre>
 *   &lt;!-- run: LANGUAGE --&gt;
 *   ```…
 *   code
 *   ```
 *
 *   &lt;!-- prints --&gt;
 *   ```
 *   output
 *   ```
 * </pre>
 *
 * <p>A block of a language that is neither run nor said to be untested is an error, so that no
 * example is forgotten.
 *
 * @param line where its marker stands, from 1
 * @param prints absent where only its success counts
 */
record Snippet(int line, String language, String code, Optional<String> prints) {
  private static final Pattern MARKER =
      Pattern.compile("<!-- (run: ([a-z-]+)|prints|untested) -->");

  /** A fenced block with the marker before it; the marker is empty where there is none. */
  private record Block(int line, String marker, String info, String content) {}

  /** All of {@code markdown}. */
  static List<Snippet> of(String markdown) {
    List<Snippet> found = new ArrayList<>();
    for (Block block : blocks(markdown)) {
      if (block.marker.startsWith("run: ")) {
        found.add(
            new Snippet(
                block.line,
                block.marker.substring("run: ".length()),
                block.content,
                Optional.empty()));
      } else if (block.marker.equals("prints")) {
        if (found.isEmpty() || found.getLast().prints.isPresent()) {
          throw new IllegalArgumentException("line " + block.line + " prints, but what is run?");
        }
        Snippet run = found.removeLast();
        found.add(new Snippet(run.line, run.language, run.code, Optional.of(block.content)));
      } else if (block.marker.isEmpty() && !block.info.isEmpty()) {
        throw new IllegalArgumentException(
            "line %d: a block of %s without a marker".formatted(block.line, block.info));
      }
    }
    return found;
  }

  private static List<Block> blocks(String markdown) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = markdown.lines().toList();
    String marker = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher match = MARKER.matcher(line);
      if (match.matches()) {
        marker = match.group(1);
      } else if (line.startsWith("```")) {
        int end = endOfFence(lines, i + 1);
        String content = String.join("\n", lines.subList(i + 1, end)) + "\n";
        blocks.add(new Block(i + 1, marker, line.substring(3).strip(), content));
        marker = "";
        i = end;
      } else if (!line.isBlank()) {
        marker = "";
      }
    }
    return blocks;
  }

  private static int endOfFence(List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        return i;
      }
    }
    throw new IllegalArgumentException("line " + from + ": a block without an end");
  }
}
