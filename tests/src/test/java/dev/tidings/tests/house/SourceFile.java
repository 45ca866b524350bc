package dev.tidings.tests.house;

import java.util.List;

/**
 * A text file of the project.
 *
 * @param path relative to the project's root, with forward slashes
 */
record SourceFile(String path, String text) {

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String folder() {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  /** The Maven module that holds the file; for a file of the root, the file itself. */
  String module() {
    return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
  }

  boolean isJava() {
    return path.endsWith(".java");
  }

  /** Java code that is not a test. */
  boolean isMainJava() {
    return isJava() && path.contains("/src/main/java/");
  }

  /** Java code of a test. */
  boolean isTestJava() {
    return isJava() && path.contains("/src/test/java/");
  }

  /** Neither a package's nor a module's description. */
  boolean isTypeFile() {
    return isJava() && !name().contains("-info.");
  }

  List<String> lines() {
    return text.lines().toList();
  }
}
