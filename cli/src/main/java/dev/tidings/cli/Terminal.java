package dev.tidings.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What stands behind the standard streams, and lines from them as bytes. */
final class Terminal {
  /** The descriptors of every process. */
  static final int INPUT = 0;

  static final int OUTPUT = 1;

  private Terminal() {}

  /** Whether a person is there, and not a file or a pipe. */
  @SuppressWarnings("SystemConsoleNull") // whether it is null depends on the JDK's settings
  static boolean isAt(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException notLinux) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  /** The next line without its end; null after the last. */
  static byte @Nullable [] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n') {
      line.write(b);
      b = in.read();
    }
    return line.toByteArray();
  }
}
