package dev.tidings.server;

import dev.tidings.structures.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The files inside of the program's own jars. */
public final class BroughtAlong {
  private BroughtAlong() {}

  /** All bytes of the file at {@code path} on the class path. */
  public static Bytes resource(String path) {
    return Bytes.wrap(read(path));
  }

  /**
   * The functions of a library in native code. Systems load libraries from files only: it is put
   * into one that nobody else can write, and the file is deleted as soon as it is loaded.
   *
   * @param name {@code lua51}, or {@code allocator} for {@link LimitedAllocator}
   */
  @SuppressWarnings("restricted") // the library is our own
  public static SymbolLookup nativeLibrary(String name) {
    if (name.equals("allocator")) {
      return LimitedAllocator.lookup(operatingSystem(), architecture());
    }
    byte[] library = read("/" + fileName(name, operatingSystem(), architecture()));
    try {
      Path file = Files.createTempFile("tidings-", "-" + name);
      try {
        Files.write(file, library);
        return SymbolLookup.libraryLookup(file, Arena.global());
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot unpack the library " + name, failure);
    }
  }

  private static String operatingSystem() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
  }

  private static String architecture() {
    return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
  }

  /**
   * As the makers of the library name its files: {@code liblua5164.so}, {@code liblua51arm64.so}.
   */
  static String fileName(String name, String operatingSystem, String architecture) {
    String processor = architecture.equals("aarch64") ? "arm64" : "64";
    return operatingSystem.startsWith("mac")
        ? "lib" + name + processor + ".dylib"
        : "lib" + name + processor + ".so";
  }

  private static byte[] read(String path) {
    try (InputStream in = BroughtAlong.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program is not whole: " + path + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
