package dev.tidings.tests.comparison;

import dev.tidings.testkit.RealRedis;
import dev.tidings.testkit.RedisVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random programs in Lua: expressions of all that scripts are given, nested at random, most of them
 * sound. Nothing in them follows from chance, from the time or from where a table lies in memory.
 */
final class LuaPrograms {
  private static final boolean RECENT = RealRedis.version().isAtLeast(new RedisVersion(8, 6));

  private static final int MOST_DEPTH = 4;

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "3.7",
          "-3.7",
          "1e15",
          "1e14",
          "123456789012",
          "2^31",
          "2^32",
          "2^53",
          "-2^63",
          "2^63",
          "1/3",
          "1e300",
          "1e-7",
          "(-0)",
          "1/0",
          "-1/0",
          "0.1+0.2",
          "255",
          "65536",
          "4294967295",
          "-2147483648",
          "2147483647",
          "99999999999999",
          "1e100",
          "17",
          "3");

  private static final List<String> STRINGS =
      List.of(
          "''",
          "'a'",
          "'hello'",
          "'10'",
          "'0x1f'",
          "' 7 '",
          "'1e2'",
          "'\\0'",
          "'\\255\\254'",
          "'\\r\\n'",
          "'{\"a\":[1,2,{\"b\":null}]}'",
          "'[1,2.5,\"x\",true,null]'",
          "'[[[]]]'",
          "'{\"a\":1'",
          "'\"\\\\u00e9\"'",
          "'nan'",
          "'a b'",
          "'%d %s'",
          "'txt'",
          "string.rep('x',70)",
          "'\\146\\1\\161a'",
          "'-7'",
          "'{}'",
          "'[]'",
          "'1.0'",
          "'\\195\\169'");

  private static final List<String> STRUCT_FORMATS =
      List.of(
          "'>i4'",
          "'<i2'",
          "'b'",
          "'B'",
          "'>H'",
          "'<I8'",
          "'s'",
          "'c4'",
          "'d'",
          "'<f'",
          "'x i2'",
          "'!4 i1 i4'",
          "'>I3'",
          "'i9'",
          "'c0'",
          "'z'",
          "'>bi4'",
          "''",
          "'l'",
          "'L'",
          "'h'");

  private static final List<String> KEY_NAMES =
      List.of("'k:1'", "'k:2'", "'k:3'", "KEYS[1]", "KEYS[2]", "ARGV[1]");

  private final SplittableRandom random;

  LuaPrograms(SplittableRandom random) {
    this.random = random;
  }

  /** The body of a function. */
  String program() {
    return switch (random.nextInt(14)) {
      case 0 -> "redis.setresp(" + one("3", "3", "2", "4", "'x'") + ") " + body();
      case 1 -> "redis.setresp(3) " + body();
      case 2 -> "for i=1," + random.nextInt(4) + " do " + command() + " end " + body();
      // An error that is a table without a text ends Redis 7.0.
      case 3 -> "error(" + one("'x'", "7", "{err='E x'}", "{err='x',y=1}", "'-ERR x'", "''") + ")";
      case 4 -> "local t=" + value(1) + " t.x=" + scalar() + " return t";
      case 5 -> "local n=0 for k,v in pairs(" + value(1) + ") do n=n+1 end return n";
      case 6 -> "local r={} for i,v in ipairs(" + value(1) + ") do r[i]=type(v) end return r";
      default -> body();
    };
  }

  private String body() {
    return switch (random.nextInt(8)) {
      case 0 -> "local t=" + value(0) + " return {type(t), t}";
      case 1 -> "return {pcall(function() return " + value(0) + " end)}";
      case 2 -> command() + " return " + value(0);
      case 3 ->
          "local r=" + pcall() + " if type(r)=='table' and r.err then return r.err end return r";
      case 4 -> "return {" + value(0) + "," + value(0) + "}";
      default -> "return " + value(0);
    };
  }

  private String value(int depth) {
    if (depth >= MOST_DEPTH) {
      return scalar();
    }
    return switch (random.nextInt(22)) {
      case 0, 1, 2, 3 -> scalar();
      case 4, 5 -> table(depth);
      case 6 -> reply(depth);
      case 7, 8, 9, 10 -> random.nextInt(3) == 0 ? pcall() : command();
      case 11, 12 -> json(depth);
      case 13, 14 -> packed(depth);
      case 15 -> struct(depth);
      case 16 -> bits(depth);
      case 17, 18 -> text(depth);
      case 19 -> one("KEYS", "ARGV", "#KEYS", "#ARGV", "KEYS[1]", "ARGV[2]", "ARGV[1]");
      case 20 -> mathematics(depth);
      default -> of(depth);
    };
  }

  private String scalar() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> one(NUMBERS);
      case 3, 4, 5 -> one(STRINGS);
      case 6 -> one("true", "false");
      default -> one("nil", "cjson.null", "ARGV[1]");
    };
  }

  private String table(int depth) {
    List<String> parts = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      parts.add(value(depth + 1));
    }
    if (random.nextInt(4) == 0) {
      parts.add(
          one("a", "x", "[2]", "[10]", "[1.5]", "['']", "ok", "err") + "=" + value(depth + 1));
    }
    return "{" + String.join(",", parts) + "}";
  }

  /** A table that says of what type of RESP3 it is, or seems to. */
  private String reply(int depth) {
    String inner = value(depth + 1);
    return switch (random.nextInt(10)) {
      case 0 -> "{ok=" + inner + "}";
      case 1 -> "{err=" + inner + "}";
      case 2 -> "{double=" + one(NUMBERS) + "}";
      case 3 -> "{map={" + one("a", "[1]", "['x y']") + "=" + inner + "}}";
      case 4 -> "{set={" + one("a", "[1]", "['x y']") + "=" + one("true", "1", "false") + "}}";
      case 5 -> "{big_number=" + one("'12345678901234567890'", "'1\\r\\n2'", "7", "{}") + "}";
      case 6 ->
          "{verbatim_string={format=" + one("'txt'", "'mkd'", "'x'") + ",string=" + inner + "}}";
      case 7 -> "redis.error_reply(" + one("'My error'", "'ERR x y'", "'-E x'", "''", inner) + ")";
      case 8 -> "redis.status_reply(" + one("'FINE'", "'a\\r\\nb'", "''", inner) + ")";
      default -> "{double=" + inner + "}";
    };
  }

  private String pcall() {
    return command().replace("redis.call", "redis.pcall");
  }

  private String command() {
    return "redis.call(" + words() + ")";
  }

  private String words() {
    String key = one(KEY_NAMES);
    return switch (random.nextInt(28)) {
      case 0 -> "'set'," + key + "," + word();
      case 1 -> "'get'," + key;
      case 2 -> "'incrby'," + key + "," + word();
      case 3 -> "'incrbyfloat'," + key + ",'1.5'";
      case 4 -> "'rpush'," + key + "," + word() + ",'z'";
      case 5 -> "'lrange'," + key + ",0,-1";
      case 6 -> "'sadd'," + key + ",'only'";
      case 7 -> "'smembers'," + key;
      case 8 -> "'hset'," + key + ",'f'," + word();
      case 9 -> "'hgetall'," + key;
      case 10 -> "'zadd'," + key + "," + one("1", "2", "'inf'", "2.5") + ",'m'";
      case 11 -> "'zrange'," + key + ",0,-1,'withscores'";
      case 12 -> "'zscore'," + key + ",'m'";
      case 13 -> "'xadd'," + key + ",'1-*','f'," + word();
      case 14 -> "'xrange'," + key + ",'-','+'";
      case 15, 16, 17 -> "'del'," + key;
      case 18 -> "'exists'," + key;
      case 19 ->
          one("'ping'", "'echo','x'", "'nosuch'", "'get'", "''", "'multi'", "'eval'", "'dbsize'");
      case 20 -> "'type'," + key;
      case 21 -> "'zmscore'," + key + ",'m','n'";
      case 22 -> "'getrange'," + key + ",0,3";
      case 23 -> "'xread','streams'," + key + ",'0'";
      case 24 -> "'mget'," + key + ",'k:1'";
      case 25 -> "unpack(ARGV)";
      case 26 -> "'zpopmin'," + key + ",1";
      default -> "'lpop'," + key + "," + one("1", "2", "0", "-1");
    };
  }

  /**
   * Redis 7.0 writes numbers of scripts in more digits: none that have a fraction, or are large.
   */
  private String word() {
    return RECENT ? scalar() : random.nextBoolean() ? one(STRINGS) : "" + random.nextInt(1000);
  }

  private String json(int depth) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> "cjson.encode(" + value(depth + 1) + ")";
      case 2 -> "cjson.decode(" + one(STRINGS) + ")";
      case 3 -> "cjson.encode(cjson.decode(" + one(STRINGS) + "))";
      case 4 -> "cjson.decode(cjson.encode(" + value(depth + 1) + "))";
      default -> "cjson.decode(" + value(depth + 1) + ")";
    };
  }

  private String packed(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> "cmsgpack.pack(" + value(depth + 1) + ")";
      case 1 -> "cmsgpack.unpack(" + one(STRINGS) + ")";
      case 2 -> "{cmsgpack.unpack(cmsgpack.pack(" + value(depth + 1) + "," + scalar() + "))}";
      case 3 -> "{cmsgpack.unpack_one(" + one(STRINGS) + one("", ",0", ",1") + ")}";
      default -> "cmsgpack.unpack(cmsgpack.pack(" + value(depth + 1) + "))";
    };
  }

  private String struct(int depth) {
    String format = one(STRUCT_FORMATS);
    return switch (random.nextInt(4)) {
      case 0 -> "struct.pack(" + format + "," + scalar() + ")";
      case 1 -> "{struct.unpack(" + format + "," + one(STRINGS) + one("", ",1", ",2") + ")}";
      case 2 -> "struct.size(" + format + ")";
      default ->
          "{struct.unpack(" + format + ",struct.pack(" + format + "," + value(depth + 1) + "))}";
    };
  }

  private String bits(int depth) {
    String operation = one("band", "bor", "bxor", "lshift", "rshift", "arshift", "rol", "ror");
    return switch (random.nextInt(4)) {
      case 0 -> "bit." + one("tobit", "bnot", "bswap", "tohex") + "(" + value(depth + 1) + ")";
      case 1 -> "bit.tohex(" + one(NUMBERS) + "," + one("1", "8", "-4", "0") + ")";
      default -> "bit." + operation + "(" + one(NUMBERS) + "," + one(NUMBERS) + ")";
    };
  }

  private String text(int depth) {
    String inner = value(depth + 1);
    return switch (random.nextInt(12)) {
      case 0 ->
          "string.format("
              + one("'%d'", "'%5.2f'", "'%s'", "'%q'", "'%x'", "'%g'", "'%c'", "'%5s|%-5s'")
              + ","
              + inner
              + ")";
      case 1 -> "string.sub(" + one(STRINGS) + "," + one("1", "-2", "0", "2,3", "3,1") + ")";
      case 2 ->
          "{string.find("
              + one(STRINGS)
              + ","
              + one("'a'", "'%d+'", "'(l)(l)'", "''", "'['")
              + ")}";
      case 3 ->
          "{string.gsub("
              + one(STRINGS)
              + ","
              + one("'.'", "'%w+'", "'l'")
              + ","
              + one("'<%0>'", "'%1'", "''")
              + ")}";
      case 4 -> "string.upper(" + inner + ")";
      case 5 -> "string.len(" + inner + ")";
      case 6 -> "{string.byte(" + one(STRINGS) + ",1,-1)}";
      case 7 ->
          "table.concat({" + one(NUMBERS) + "," + one(STRINGS) + "}," + one("','", "''") + ")";
      case 8 -> scalar() + ".." + one(STRINGS);
      case 9 -> "string.reverse(" + one(STRINGS) + ")";
      case 10 -> "redis.sha1hex(" + inner + ")";
      default -> "{string.match(" + one(STRINGS) + ",'(%d)(%a*)')}";
    };
  }

  private String mathematics(int depth) {
    String inner = random.nextBoolean() ? one(NUMBERS) : value(depth + 1);
    return switch (random.nextInt(9)) {
      case 0 -> "math.floor(" + inner + ")";
      case 1 -> "math.max(" + one(NUMBERS) + "," + inner + ")";
      case 2 -> one(NUMBERS) + one("+", "-", "*", "/", "%", "^") + inner;
      case 3 -> "math.fmod(" + one(NUMBERS) + "," + one("3", "-2", "0.5") + ")";
      case 4 -> one(NUMBERS) + one("<", "<=", "==", "~=", ">") + one(NUMBERS);
      case 5 -> "math.sqrt(" + one(NUMBERS) + ")";
      case 6 -> "-" + inner;
      case 7 -> "not " + inner;
      default -> "math.abs(" + inner + ")";
    };
  }

  private String of(int depth) {
    String inner = value(depth + 1);
    return switch (random.nextInt(8)) {
      case 0 -> "type(" + inner + ")";
      case 1 -> "tostring(" + scalar() + ")";
      case 2 -> "tonumber(" + one(STRINGS) + one("", ",16", ",2", ",10") + ")";
      case 3 -> "#" + one("{1,2,3}", "'abc'", "KEYS", "{}", "{nil,2}");
      case 4 -> "select('#'," + inner + "," + scalar() + ")";
      case 5 -> "{unpack({" + inner + "," + scalar() + "})}";
      case 6 -> "(" + inner + ")" + one(" or ", " and ") + scalar();
      default ->
          one(
              "nosuch",
              "redis.nosuch",
              "redis.LOG_WARNING",
              "redis.REPL_ALL",
              "_G.x",
              "next({})",
              "{}.x.y",
              "redis.REDIS_VERSION_NUM and 1",
              "loadstring('return 1')()");
    };
  }

  private String one(String... pool) {
    return pool[random.nextInt(pool.length)];
  }

  private String one(List<String> pool) {
    return pool.get(random.nextInt(pool.size()));
  }
}
