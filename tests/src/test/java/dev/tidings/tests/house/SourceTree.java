package dev.tidings.tests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Reads the project's text files from disk, leaving out what a build or a person's tools made. */
final class SourceTree {
  private static final Set<String> SKIPPED_FOLDERS =
      Set.of(".git", ".idea", ".vscode", ".settings", "target", "node_modules");

  private static final Set<String> TEXT_ENDINGS =
      Set.of(
          "java",
          "md",
          "xml",
          "sh",
          "yml",
          "yaml",
          "js",
          "mjs",
          "ts",
          "css",
          "html",
          "py",
          "c",
          "h",
          "lua",
          "conf",
          "json",
          "properties",
          "config");

  /** Text files whose names have no ending. */
  private static final Set<String> TEXT_NAMES =
      Set.of("tidings", "run", "LICENSE", "NOTICE", "Dockerfile");

  private SourceTree() {}

  /** The folder that holds the launcher and the parent of all poms. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("tidings"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("no project above " + Path.of("").toAbsolutePath());
      }
      folder = parent;
    }
    return folder;
  }

  /** All text files, ordered by path. */
  static List<SourceFile> read() {
    Path root = root();
    List<SourceFile> found = new ArrayList<>();
    try {
      Files.walkFileTree(root, new Collector(root, found));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    found.sort(Comparator.comparing(SourceFile::path));
    return List.copyOf(found);
  }

  private static boolean isText(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? TEXT_NAMES.contains(name) : TEXT_ENDINGS.contains(name.substring(dot + 1));
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<SourceFile> found;

    Collector(Path root, List<SourceFile> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return SKIPPED_FOLDERS.contains(folder.getFileName().toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && isText(file.getFileName().toString())) {
        String path = root.relativize(file).toString().replace('\\', '/');
        found.add(new SourceFile(path, Files.readString(file)));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
