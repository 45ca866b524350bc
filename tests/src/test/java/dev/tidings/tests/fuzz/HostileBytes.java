package dev.tidings.tests.fuzz;

import dev.tidings.engine.families.Commands;
import dev.tidings.script.ScriptCommands;
import dev.tidings.testkit.RandomRequests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a broken or malicious client may send: noise, mutated requests, empty promises. */
final class HostileBytes {
  /** What would end the server, keep it from answering, or change its settings. */
  private static final Set<String> SPARED =
      Set.of("shutdown", "debug", "config", "acl", "client", "monitor");

  private static final List<String> PROMISES =
      List.of(
          "*1048576\r\n",
          "*2147483647\r\n$4\r\nPING\r\n",
          "*2\r\n$4\r\nECHO\r\n$536870912\r\n",
          "*3\r\n$7\r\nPUBLISH\r\n$1\r\na\r\n$400000000\r\nabc",
          "*1000\r\n$1\r\na\r\n",
          "*1\r\n$536870913\r\n",
          "*-2147483648\r\n",
          "*9223372036854775807\r\n",
          "*1\r\n$-5\r\n",
          "*\r\n$\r\n",
          "*1\r\n$0\r\n");

  private static final String SIGNS = "*$\r\n:-0129";
  private static final int MOST_REQUESTS = 12;
  private static final int MOST_NOISE = 4_000;
  private static final int MOST_MUTATIONS = 6;

  private final RandomRequests requests =
      new RandomRequests(
          Stream.concat(Commands.all().stream(), ScriptCommands.all().stream())
              .filter(command -> !SPARED.contains(command.name()))
              .toList());
  private final SplittableRandom random;
  private final HostilePrograms programs;

  HostileBytes(long seed) {
    this.random = new SplittableRandom(seed);
    this.programs = new HostilePrograms(random);
  }

  /** The bytes of one connection. */
  byte[] next() {
    return switch (random.nextInt(9)) {
      case 0 -> noise();
      case 8 -> programs();
      case 1 -> promise();
      case 2 -> lines();
      case 3 -> requests();
      default -> mutated(requests());
    };
  }

  /** A promise of much, of which little comes. */
  byte[] promise() {
    return latin1(PROMISES.get(random.nextInt(PROMISES.size())));
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(MOST_NOISE)];
    random.nextBytes(noise);
    return noise;
  }

  /** Lines as they are typed, with quotes that may not be closed, and one that may not end. */
  private byte[] lines() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(MOST_REQUESTS); i >= 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> text.append("PING \"a\\x4").append(random.nextInt(10)).append("\"\r\n");
        case 1 -> text.append("ECHO 'x y\n");
        case 2 -> text.append("SUBSCRIBE ").append("c ".repeat(random.nextInt(200))).append('\n');
        case 3 -> text.append("x".repeat(random.nextInt(70_000)));
        default -> text.append("  \t \r\n\u0000\n");
      }
    }
    return latin1(text.toString());
  }

  private byte[] requests() {
    return several(() -> requests.next(random));
  }

  /** Programs for Lua, and libraries, that nobody should send. */
  byte[] programs() {
    return several(programs::next);
  }

  private byte[] several(Supplier<List<byte[]>> source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = random.nextInt(MOST_REQUESTS); i >= 0; i--) {
      List<byte[]> words = source.get();
      bytes.writeBytes(latin1("*" + words.size() + "\r\n"));
      for (byte[] word : words) {
        bytes.writeBytes(latin1("$" + word.length + "\r\n"));
        bytes.writeBytes(word);
        bytes.writeBytes(latin1("\r\n"));
      }
    }
    return bytes.toByteArray();
  }

  private byte[] mutated(byte[] bytes) {
    byte[] mutated = bytes;
    for (int i = random.nextInt(MOST_MUTATIONS); i >= 0 && mutated.length > 0; i--) {
      int at = random.nextInt(mutated.length);
      mutated =
          switch (random.nextInt(5)) {
            case 0 -> replaced(mutated, at, (byte) random.nextInt(256));
            case 1 -> replaced(mutated, at, (byte) SIGNS.charAt(random.nextInt(SIGNS.length())));
            case 2 -> joined(mutated, at, mutated, Math.min(mutated.length, at + 1));
            case 3 -> joined(mutated, at, mutated, random.nextInt(at + 1));
            default -> joined(mutated, at, promise(), 0);
          };
    }
    return mutated;
  }

  private static byte[] replaced(byte[] bytes, int at, byte value) {
    byte[] copy = bytes.clone();
    copy[at] = value;
    return copy;
  }

  /** The first {@code end} bytes of {@code head}, then {@code tail} from {@code start}. */
  private static byte[] joined(byte[] head, int end, byte[] tail, int start) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head, 0, end);
    bytes.write(tail, start, tail.length - start);
    return bytes.toByteArray();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
