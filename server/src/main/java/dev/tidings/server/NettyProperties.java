package dev.tidings.server;

/**
 * Choices that Netty reads from system properties when its classes are loaded. What the
 * administrator set on the command line stands.
 */
final class NettyProperties {
  private NettyProperties() {}

  /** To be called before any class of Netty is touched. */
  static void set() {
    // Leaks are searched for in tests; in production the bookkeeping costs every buffer.
    put("io.netty.leakDetection.level", "disabled");
    // Both are only parts of channel ids, which nobody reads; finding them out walks through the
    // network interfaces and takes a good part of the time to start.
    put("io.netty.machineId", "00:00:00:00:00:00:00:01");
    put("io.netty.processId", "1");
    // One size of chunks and few of them: an idle server shall be small.
    put("io.netty.allocator.numHeapArenas", "0");
    put("io.netty.allocator.maxOrder", "3");
  }

  private static void put(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
