package dev.tidings.app;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The few calls of the system that Java has no way to make. Used only where a setting asks for
 * them, since making them ready takes some milliseconds. Linux numbers.
 */
@SuppressWarnings("restricted") // the three calls are declared as the system declares them
final class NativeCalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int SIGSTOP = 19;
  private static final int PATH_BYTES = 108;

  private NativeCalls() {}

  /** Leaves the terminal: the process becomes the head of a session of its own. */
  static void leaveTerminal() {
    int session = number(() -> (int) function("setsid").invokeExact());
    if (session < 0) {
      throw new IllegalStateException("setsid failed");
    }
  }

  /** Stops the whole process until somebody lets it go on. */
  static void stopSelf() {
    int refused = number(() -> (int) function("raise", ValueLayout.JAVA_INT).invokeExact(SIGSTOP));
    if (refused != 0) {
      throw new IllegalStateException("raise failed");
    }
  }

  /**
   * Sends a datagram to a Unix domain socket.
   *
   * @param address its path; with {@code @} in front, a name of the abstract kind
   * @return whether it was taken
   */
  static boolean sendDatagram(String address, String text) {
    byte[] path = address.getBytes(StandardCharsets.UTF_8);
    if (path.length == 0 || path.length >= PATH_BYTES) {
      return false;
    }
    if (path[0] == '@') {
      path[0] = 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      // struct sockaddr_un: the family in two bytes, then the path.
      MemorySegment to = arena.allocate(2 + PATH_BYTES);
      to.set(
          ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.nativeOrder()), 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, to, ValueLayout.JAVA_BYTE, 2, path.length);
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, content);
      int socket =
          number(
              () -> (int) function("socket", ints(3)).invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
      if (socket < 0) {
        return false;
      }
      long sent = send(socket, bytes, content.length, to, 2 + path.length);
      int closed = number(() -> (int) function("close", ValueLayout.JAVA_INT).invokeExact(socket));
      return sent == content.length && closed == 0;
    }
  }

  private static long send(
      int socket, MemorySegment bytes, long length, MemorySegment to, int size) {
    try {
      MethodHandle sendto =
          LINKER.downcallHandle(
              LINKER.defaultLookup().findOrThrow("sendto"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));
      return (long) sendto.invokeExact(socket, bytes, length, 0, to, size);
    } catch (Throwable broken) {
      throw new IllegalStateException("a native call that cannot be made", broken);
    }
  }

  @FunctionalInterface
  private interface Call {
    int make() throws Throwable;
  }

  private static int number(Call call) {
    try {
      return call.make();
    } catch (Throwable broken) {
      throw new IllegalStateException("a native call that cannot be made", broken);
    }
  }

  private static ValueLayout.OfInt[] ints(int count) {
    ValueLayout.OfInt[] layouts = new ValueLayout.OfInt[count];
    Arrays.fill(layouts, ValueLayout.JAVA_INT);
    return layouts;
  }

  private static MethodHandle function(String name, ValueLayout.OfInt... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }
}
