package dev.tidings.tests.fuzz;

import dev.tidings.engine.families.Commands;
import dev.tidings.testkit.RandomScripts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Requests about programs that a malicious client may send: garbage for the decoders, texts that
 * are no Lua, what is known to be dangerous to an interpreter, libraries that are cut or damaged.
 * None of them runs for long when it is right, so that nobody waits.
 */
final class HostilePrograms {
  private static final List<String> COUNTS =
      List.of("0", "1", "2", "-1", "5", "x", "", "2147483648", "9223372036854775807", "1.5", " 1");

  /** {@code %s} is garbage in quotes, {@code %n} a number. */
  private static final List<String> PROGRAMS =
      List.of(
          "return cmsgpack.unpack(%s)",
          "return {cmsgpack.unpack_one(%s, %n)}",
          "return {cmsgpack.unpack_limit(%s, %n, %n)}",
          "return cmsgpack.unpack(string.rep(%s, 5000))",
          "return cmsgpack.pack(%s, {[%s] = %n}, {{%n}}, %n)",
          "local t = {}; t[1] = t; return cmsgpack.pack(t)",
          "return cjson.decode(%s)",
          "return cjson.decode(string.rep('[', 100000) .. %s)",
          "return cjson.decode(string.rep('{\"a\":', 900) .. %s)",
          "return cjson.decode('[' .. %s .. ',' .. %n .. ']')",
          "return cjson.encode({%s, %n, {[%n] = %s}})",
          "local t = {}; t.t = t; return cjson.encode(t)",
          "cjson.encode_sparse_array(%n, %n); return cjson.encode({[%n] = 1})",
          "cjson.decode_max_depth(%n); return cjson.decode('[[[[1]]]]')",
          "return {struct.unpack(%s, %s)}",
          "return {struct.unpack('>I%nhs', %s, %n)}",
          "return struct.pack(%s, %n, %n, %n)",
          "return struct.pack('c%n', %s)",
          "return struct.size(%s)",
          "return {bit.tohex(%n, %n), bit.lshift(%n, %n), bit.band(%n, %n)}",
          "return string.format(%s, %n, %n)",
          "return string.format('%%%n.%nd', %n)",
          "return #string.rep(%s, %n)",
          "return {unpack({}, %n, %n)}",
          "return loadstring(%s)()",
          "return loadstring('\\027Lua' .. %s)",
          "return load(function() return '\\027Lua' .. %s end)",
          "return string.dump(function() return 1 end)",
          "local function f() return f() + 1 end; return f()",
          "local function f() return pcall(f) end; return f()",
          "local t = setmetatable({}, {}); getmetatable(t).__index = t; return t.x",
          "return setmetatable({}, {__tostring = error, __index = function(t, k) return t[k]"
              + " end}).x",
          "return coroutine.wrap(function() redis.call('GET', %s); coroutine.yield(%n); error(%s)"
              + " end)()",
          "local c = coroutine.wrap(function() return redis.call(%s) end); return {pcall(c),"
              + " pcall(c)}",
          "return {pcall(redis.call, %s, %n), pcall(redis.pcall), redis.pcall({}, %n)}",
          "return xpcall(function() redis.call(%s) end, function() redis.call(%s) end)",
          "return redis.error_reply(%s)",
          "return {err = %s, ok = %s, double = %n, map = %n, set = %s}",
          "return redis.acl_check_cmd(%s, %s)",
          "redis.setresp(%n); return redis.call('HGETALL', %s)",
          "redis.log(%n, %s); return redis.sha1hex(%s)",
          "return table.concat({%s, %n, %s}, %s, %n, %n)",
          "return string.gsub(%s, '[' .. %s, '%%1')",
          "return {tonumber(%s, %n), next({}, %n), select(%n, 1, 2)}",
          "rawset(redis, %s, 1); return _G",
          "return string.byte(%s, %n, %n)");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "7",
          "16",
          "100",
          "255",
          "65536",
          "1e6",
          "2147483647",
          "-2147483648",
          "4294967296",
          "9007199254740993",
          "1e308",
          "-1e308",
          "0/0",
          "1/0",
          "-1/0",
          "1.5");

  /** Beginnings of packed values, of texts and of formats, behind which garbage makes sense. */
  private static final String MARKS =
      "\u0081\u0091\u00a5\u00c4\u00c7\u00ca\u00cb\u00cf\u00d3\u00d9\u00da\u00db\u00dc\u00dd\u00de"
          + "\u00df\u00ff[]{}\",:0-.eE\\u<>!=bBhHlLTfdsxciI()%*+^$";

  private static final int MOST_GARBAGE = 40;
  private static final int FOOT_BYTES = 10;

  private final SplittableRandom random;
  private final RandomScripts scripts = new RandomScripts(Commands.all());

  HostilePrograms(SplittableRandom random) {
    this.random = random;
  }

  /** The words of the next request. */
  List<byte[]> next() {
    return switch (random.nextInt(10)) {
      case 0 -> scripts.next(random);
      case 1 -> words("EVAL", damaged(latin1(scripts.script(random))), latin1("0"));
      case 2 -> words("EVAL", garbage(), latin1(any(COUNTS)), garbage());
      case 3 -> words("FUNCTION", latin1("LOAD"), damaged(library()));
      case 4 -> words("FUNCTION", latin1("RESTORE"), dump(), latin1("REPLACE"));
      case 5 -> words("FCALL", latin1("hostile"), latin1(any(COUNTS)), garbage(), garbage());
      default -> words("EVAL", latin1(program()), latin1("0"));
    };
  }

  private String program() {
    StringBuilder program = new StringBuilder(any(PROGRAMS));
    fill(program, "%s");
    fill(program, "%n");
    return program.toString().replace("%%", "%");
  }

  private void fill(StringBuilder program, String mark) {
    for (int at = program.indexOf(mark); at >= 0; at = program.indexOf(mark, at)) {
      String filling = mark.equals("%s") ? RandomScripts.quoted(garbage()) : any(NUMBERS);
      program.replace(at, at + mark.length(), filling);
      at += filling.length();
    }
  }

  private byte[] garbage() {
    byte[] garbage = new byte[random.nextInt(MOST_GARBAGE)];
    random.nextBytes(garbage);
    for (int i = 0; i < garbage.length; i++) {
      if (random.nextBoolean()) {
        garbage[i] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
      }
    }
    return garbage;
  }

  /** The same with some bytes changed, or less of it. */
  private byte[] damaged(byte[] whole) {
    byte[] damaged = whole.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(3) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }

  private byte[] library() {
    return latin1(
        "#!lua name=hostile\nredis.register_function{function_name='hostile', callback=function(k,"
            + " a) return "
            + "{cjson.decode(a[1]), cmsgpack.unpack(k[1])} end, flags={'no-writes'}}\n");
  }

  /** Libraries as FUNCTION DUMP tells them. A checksum of nothing but zeros is not looked at. */
  private byte[] dump() {
    ByteArrayOutputStream dump = new ByteArrayOutputStream();
    for (int i = random.nextInt(3); i >= 0; i--) {
      dump.write(0xF5);
      byte[] text = library();
      if (random.nextBoolean()) {
        dump.write(0x40 | text.length >> 8);
        dump.write(text.length);
        dump.writeBytes(text);
      } else {
        packed(dump);
      }
    }
    byte[] content = damaged(dump.toByteArray());
    byte[] whole = Arrays.copyOf(content, content.length + FOOT_BYTES);
    whole[content.length] = 10;
    return whole;
  }

  /** A text that is said to be compressed, of a length that may be anything. */
  private void packed(ByteArrayOutputStream dump) {
    byte[] packed = garbage();
    dump.write(0xC3);
    dump.write(packed.length);
    dump.write(0x80);
    int length = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(300);
    for (int shift = 24; shift >= 0; shift -= 8) {
      dump.write(length >> shift);
    }
    dump.writeBytes(packed);
  }

  private static List<byte[]> words(String command, byte[]... more) {
    List<byte[]> words = new ArrayList<>(List.of(latin1(command)));
    words.addAll(Arrays.asList(more));
    return words;
  }

  private String any(List<String> pool) {
    return pool.get(random.nextInt(pool.size()));
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
