package dev.tidings.benchmarks;

/**
 * A document, parts of which are written by this program and the rest by people. A part stands
 * between two comments:
 *
 * <pre>
 *   &lt;!-- start: written by ./tidings bench --&gt;
 *   …
 *   &lt;!-- end of start --&gt;
 * </pre>
 */
record Page(String text) {

  /** The page with another text in the part {@code name}. */
  Page with(String name, String part) {
    String opening = "<!-- " + name + ": written by ./tidings bench -->\n";
    String closing = "<!-- end of " + name + " -->";
    int from = text.indexOf(opening);
    int to = text.indexOf(closing, Math.max(from, 0));
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException(
          "the page has no part between " + opening.strip() + " and " + closing);
    }
    return new Page(
        text.substring(0, from + opening.length())
            + "\n"
            + part.strip()
            + "\n\n"
            + text.substring(to));
  }
}
