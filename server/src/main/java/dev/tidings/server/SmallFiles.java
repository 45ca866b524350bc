package dev.tidings.server;

import dev.tidings.engine.Surroundings.FileContent;
import dev.tidings.structures.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Files that are read and written whole: users, settings. Any thread; it waits for the disk. */
final class SmallFiles {
  private SmallFiles() {}

  static FileContent read(String path) {
    try {
      return new FileContent.Content(Bytes.wrap(Files.readAllBytes(Path.of(path))));
    } catch (IOException failed) {
      return new FileContent.Unreadable(reason(failed));
    }
  }

  /**
   * Writes beside the file, makes that durable, then puts it in the file's place: a rename is
   * either done or not.
   */
  static @Nullable String writeAtomically(String path, Bytes content) {
    Path target = Path.of(path).toAbsolutePath();
    Path beside = target.resolveSibling("." + target.getFileName() + ".new");
    try {
      try (FileChannel file =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content.array());
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return null;
    } catch (IOException failed) {
      return reason(failed);
    }
  }

  /** In the words of the C library, which are those that an administrator will look up. */
  static String reason(IOException failed) {
    return switch (failed) {
      case NoSuchFileException missing -> "No such file or directory";
      case AccessDeniedException denied -> "Permission denied";
      case NotDirectoryException file -> "Not a directory";
      default -> String.valueOf(failed.getMessage());
    };
  }
}
