package dev.tidings.app;

import dev.tidings.server.Workplace;
import dev.tidings.settings.CommandLine;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.IncludeSource;
import dev.tidings.settings.PersistenceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the files that settings come from. */
final class ConfigurationFiles implements IncludeSource {
  private final Workplace workplace;

  ConfigurationFiles(Configuration configuration) {
    this.workplace = new Workplace(configuration);
  }

  /**
   * The whole configuration that a command line amounts to.
   *
   * @throws IOException whose message is made for the administrator
   */
  static String text(CommandLine line) throws IOException {
    String fileText = "";
    if (line.file() != null) {
      try {
        fileText = latin1(path(line.file()));
      } catch (IOException failed) {
        throw new IOException(
            "can't open config file '" + line.file() + "': " + reason(failed), failed);
      }
    }
    String inputText =
        line.standardInput()
            ? new String(System.in.readAllBytes(), StandardCharsets.ISO_8859_1)
            : "";
    return line.configuration(fileText, inputText);
  }

  /** What is wrong with {@code dir}, ready to be printed; null if nothing. */
  static @Nullable String directoryFault(Configuration configuration) {
    Path directory = new Workplace(configuration).path();
    if (Files.isDirectory(directory)) {
      return null;
    }
    return "Fatal error, can't use '"
        + configuration.text(PersistenceSettings.DIR)
        + "' as the directory of the server: "
        + (Files.exists(directory) ? "Not a directory" : "No such file or directory")
        + "\n";
  }

  @Override
  public List<Included> open(String path) {
    Path whole = workplace.resolve(utf8(path));
    boolean pattern = path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    if (!pattern) {
      return List.of(read(whole, path));
    }
    List<Path> found = new ArrayList<>();
    Path folder = whole.getParent();
    if (folder != null && Files.isDirectory(folder)) {
      String glob = String.valueOf(whole.getFileName());
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
        files.forEach(found::add);
      } catch (IOException failed) {
        return List.of(new Included.Unreadable(path, reason(failed)));
      }
    }
    return found.stream().sorted().map(file -> read(file, file.toString())).toList();
  }

  private static Included read(Path file, String shown) {
    try {
      return new Included.Text(latin1(file));
    } catch (IOException failed) {
      return new Included.Unreadable(shown, reason(failed));
    }
  }

  private static String latin1(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** The file that an argument names, from the directory in which the process was started. */
  static Path path(String latin1) {
    return Path.of(utf8(latin1)).toAbsolutePath();
  }

  private static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** In the words of the C library. */
  static String reason(IOException failed) {
    return switch (failed) {
      case NoSuchFileException missing -> "No such file or directory";
      case AccessDeniedException denied -> "Permission denied";
      default -> String.valueOf(failed.getMessage());
    };
  }
}
