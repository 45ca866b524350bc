package dev.tidings.testkit;

import dev.tidings.command.Command;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Requests that run small programs in Lua, or load them: scripts and functions that call commands,
 * draw chance, read the time, loop a little, and break off in the middle. The same seed makes the
 * same requests. No program shows what differs from process to process, such as the address of a
 * table.
 */
public final class RandomScripts {
  private static final List<String> KEYS =
      List.of("string:1", "list:1", "set:1", "hash:1", "zset:1");
  private static final int MOST_STATEMENTS = 5;
  private static final int LIBRARIES = 3;
  private static final int FUNCTIONS = 2;

  /** So many of the last scripts are run again by their digest. */
  private static final int REMEMBERED = 20;

  private final RandomRequests requests;
  private final List<String> digests = new ArrayList<>();

  /** Programs that call {@code commands}. */
  public RandomScripts(Collection<? extends Command<?>> commands) {
    requests = new RandomRequests(commands);
  }

  /** The words of the next request. */
  public List<byte[]> next(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> words("SCRIPT", "LOAD", remembered(script(random)));
      case 1 -> words("FUNCTION", "LOAD", "REPLACE", library(random));
      case 2 -> words("FUNCTION", "LOAD", library(random));
      case 3, 4 -> run("EVALSHA", digest(random), random);
      case 5, 6, 7 -> run("FCALL", function(random.nextInt(LIBRARIES), random), random);
      default -> run("EVAL", remembered(script(random)), random);
    };
  }

  /** A program that answers with something. */
  public String script(SplittableRandom random) {
    StringBuilder text = new StringBuilder("local seen = 0\n");
    if (random.nextInt(6) == 0) {
      text.append("redis.setresp(3)\n");
    }
    for (int i = random.nextInt(MOST_STATEMENTS); i >= 0; i--) {
      text.append(statement(random)).append('\n');
    }
    return text.append(result(random)).append('\n').toString();
  }

  private static List<byte[]> run(String command, String what, SplittableRandom random) {
    List<String> words = new ArrayList<>(List.of(command, what));
    int keys = random.nextInt(3);
    words.add("" + keys);
    for (int i = 0; i < keys; i++) {
      words.add(any(KEYS, random));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      words.add("" + random.nextInt(100));
    }
    return words(words.toArray(String[]::new));
  }

  private String remembered(String script) {
    if (digests.size() == REMEMBERED) {
      digests.removeFirst();
    }
    try {
      byte[] text = script.getBytes(StandardCharsets.ISO_8859_1);
      digests.add(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-1", impossible);
    }
    return script;
  }

  private String digest(SplittableRandom random) {
    return digests.isEmpty() ? "0".repeat(40) : any(digests, random);
  }

  private static String function(int library, SplittableRandom random) {
    return "f" + library + "_" + random.nextInt(FUNCTIONS);
  }

  /** A library whose functions count how often they are called. */
  private String library(SplittableRandom random) {
    int number = random.nextInt(LIBRARIES);
    StringBuilder text = new StringBuilder("#!lua name=library" + number + "\nlocal calls = 0\n");
    for (int i = 0; i < FUNCTIONS; i++) {
      text.append("redis.register_function('f").append(number).append('_').append(i);
      text.append("', function(KEYS, ARGV)\ncalls = calls + 1\n");
      text.append("redis.call('HSET', 'hash:2', 'calls', calls)\n");
      text.append(script(random)).append("end)\n");
    }
    return text.toString();
  }

  private String statement(SplittableRandom random) {
    return switch (random.nextInt(16)) {
      case 0, 1 -> "seen = redis.call(" + request(random) + ")";
      case 2, 3, 4, 5, 6 -> "seen = redis.pcall(" + request(random) + ")";
      case 7 -> "redis.pcall('RPUSH', KEYS[1] or 'list:1', math.random(1000), ARGV[1] or 'none')";
      case 8 -> "redis.pcall('APPEND', 'string:2', redis.call('TIME')[1])";
      case 9 -> "seen = redis.pcall('SRANDMEMBER', 'set:1', -math.random(4))";
      case 10 ->
          "for _, each in ipairs(redis.call('SPOP', 'set:2', 2)) do redis.pcall('SADD', 'set:1',"
              + " each) end";
      case 11 ->
          "redis.call('SADD', 'set:2', math.random(9), math.random(9), 'x' .. math.random(9))";
      case 12 -> "if math.random() < 0.5 then " + statement(random) + " end";
      case 13 -> "for i = 1, math.random(3) do " + statement(random) + " end";
      case 14 -> "redis.call('PEXPIRE', '" + any(KEYS, random) + "', math.random(3000))";
      default -> end(random);
    };
  }

  /** Seldom reached: what stands before it is done nevertheless. */
  private static String end(SplittableRandom random) {
    String end =
        switch (random.nextInt(5)) {
          case 0 -> "error('halted')";
          case 1 -> "error({err = 'MINE halted'})";
          case 2 -> "seen = nothing_of_that_name";
          case 3 -> "do return redis.error_reply('MINE stopped') end";
          default -> "seen = seen + {}";
        };
    return "if math.random(3) == 1 then " + end + " end";
  }

  private static String result(SplittableRandom random) {
    return switch (random.nextInt(7)) {
      case 0 -> "return redis.call('TIME')";
      case 1 -> "return {seen, math.random(100), {1.5, true, false}}";
      case 2 -> "redis.pcall('SET', 'string:1', cmsgpack.pack(seen))\nreturn seen";
      case 3 ->
          "redis.pcall('SET', 'string:3', cjson.encode({seen}))\nreturn redis.status_reply('DONE')";
      case 4 -> "return struct.pack('>Ihs', math.random(9), #KEYS, redis.sha1hex('x'))";
      case 5 -> "return nil";
      default -> "return seen";
    };
  }

  /** The arguments of a call: most make a request that is well-formed. */
  private String request(SplittableRandom random) {
    StringBuilder arguments = new StringBuilder();
    for (byte[] word : requests.next(random)) {
      arguments.append(arguments.isEmpty() ? "" : ", ").append(quoted(word));
    }
    return arguments.toString();
  }

  /** A string of Lua that stands for these bytes. */
  public static String quoted(byte[] bytes) {
    StringBuilder quoted = new StringBuilder("'");
    for (byte each : bytes) {
      boolean plain = each >= ' ' && each < 127 && each != '\'' && each != '\\';
      quoted.append(plain ? "" + (char) each : "\\%03d".formatted(each & 0xFF));
    }
    return quoted.append('\'').toString();
  }

  private static List<byte[]> words(String... words) {
    List<byte[]> bytes = new ArrayList<>();
    for (String word : words) {
      bytes.add(word.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes;
  }

  private static <T> T any(List<T> pool, SplittableRandom random) {
    return pool.get(random.nextInt(pool.size()));
  }
}
