package dev.tidings.server;

import dev.tidings.engine.ProcessFacts;
import dev.tidings.engine.ProcessUsage;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** What the Java machine and the system tell about this process. Any thread. */
final class HostProcess {
  private static final Path TIMES = Path.of("/proc/self/stat");

  /** The kernel tells times in this unit to all programs. */
  private static final long MICROS_OF_CLOCK_TICK = 10_000;

  /** Where the times stand behind the name of the process, which may contain spaces. */
  private static final int USER_FIELD = 11;

  private static final int SYSTEM_FIELD = 12;

  private HostProcess() {}

  /** What stays the same as long as the process runs. */
  static ProcessFacts facts(Transport transport) {
    return new ProcessFacts(
        Release.VERSION,
        ProcessHandle.current().pid(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + machine(System.getProperty("os.arch", "")),
        Integer.getInteger("sun.arch.data.model", 64),
        transport.toString(),
        ProcessHandle.current().info().command().orElse(""),
        Runtime.version().toString(),
        System.getenv("NOTIFY_SOCKET") == null ? "no" : "systemd",
        systemBytes());
  }

  /** The name by which the kernel knows the machine's architecture. */
  private static String machine(String javaName) {
    return javaName.equals("amd64") ? "x86_64" : javaName;
  }

  private static long systemBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /** What the process takes at this moment. */
  static ProcessUsage usage() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    String[] times = times();
    return new ProcessUsage(
        heap.getUsed(),
        heap.getCommitted(),
        heap.getMax(),
        Math.max(0, PlatformDependent.usedDirectMemory()),
        ProcessMemory.residentBytes(),
        micros(times, SYSTEM_FIELD),
        micros(times, USER_FIELD));
  }

  private static String[] times() {
    try {
      String line = Files.readString(TIMES);
      return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    } catch (IOException elsewhere) {
      return new String[0];
    }
  }

  private static long micros(String[] times, int field) {
    return field < times.length ? Long.parseLong(times[field]) * MICROS_OF_CLOCK_TICK : 0;
  }

  /** Stops the calling thread for so long. */
  static void sleep(long micros) {
    long until = System.nanoTime() + micros * 1000;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
