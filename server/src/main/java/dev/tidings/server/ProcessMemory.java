package dev.tidings.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says about the memory of this process. Any thread. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /** Physical memory in use; 0 where the system does not tell. */
  static long residentBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          String kilobytes = line.substring(RESIDENT.length()).strip().split(" ", 2)[0];
          return Long.parseLong(kilobytes) * 1024;
        }
      }
    } catch (IOException elsewhere) {
      return 0;
    }
    return 0;
  }
}
