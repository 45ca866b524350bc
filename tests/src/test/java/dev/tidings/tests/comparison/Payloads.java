package dev.tidings.tests.comparison;

import dev.tidings.structures.packs.Element;
import dev.tidings.structures.packs.Listpack;
import dev.tidings.structures.packs.Pack;
import dev.tidings.structures.rdb.Footer;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Payloads as older versions of Redis wrote them, made by hand; texts are Latin-1. */
public final class Payloads {
  private Payloads() {}

  /** A value of {@code type} in version 10. */
  public static String of(RdbType type, Consumer<RdbWriter> content) {
    return of(type.code(), Footer.VERSION, content);
  }

  /** A value of a type that need not be one, in a version that need not be known. */
  public static String of(int type, int version, Consumer<RdbWriter> content) {
    RdbWriter writer = new RdbWriter(false);
    writer.unsignedByte(type);
    content.accept(writer);
    Footer.write(writer, version);
    return text(writer.toArray());
  }

  /** A value of {@code type} that is a count and then texts. */
  public static String of(RdbType type, long count, String... texts) {
    return of(
        type,
        writer -> {
          writer.length(count);
          for (String text : texts) {
            string(writer, text);
          }
        });
  }

  /** A value of {@code type} that is one string. */
  public static String of(RdbType type, byte[] string) {
    return of(type, writer -> string(writer, string));
  }

  /** A listpack of these texts. */
  public static byte[] listpack(String... strings) {
    Pack pack = new Pack();
    for (String string : strings) {
      pack.append(new Element().of(bytes(string)));
    }
    return Listpack.of(pack);
  }

  /** Writes a string. */
  public static void string(RdbWriter writer, String text) {
    byte[] bytes = bytes(text);
    writer.string(bytes, 0, bytes.length);
  }

  /** Writes a string. */
  public static void string(RdbWriter writer, byte[] bytes) {
    writer.string(bytes, 0, bytes.length);
  }

  /** The bytes of a text. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The text of bytes. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A ziplist of numbers ({@code Integer}, {@code Long}) and texts. */
  public static byte[] ziplist(Object... strings) {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    int before = 0;
    int last = 10;
    for (Object string : strings) {
      last = 10 + entries.size();
      if (before < 254) {
        entries.write(before);
      } else {
        entries.write(254);
        little(entries, before, 4);
      }
      if (string instanceof Number number) {
        number(entries, number.longValue());
      } else {
        text(entries, bytes((String) string));
      }
      before = 10 + entries.size() - last;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    little(all, 11 + entries.size(), 4);
    little(all, last, 4);
    little(all, strings.length, 2);
    all.writeBytes(entries.toByteArray());
    all.write(255);
    return all.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, byte[] text) {
    if (text.length < 1 << 6) {
      out.write(text.length);
    } else if (text.length < 1 << 14) {
      out.write(0x40 | text.length >> 8);
      out.write(text.length);
    } else {
      out.write(0x80);
      little(out, Integer.reverseBytes(text.length), 4);
    }
    out.writeBytes(text);
  }

  private static void number(ByteArrayOutputStream out, long number) {
    if (number >= 0 && number <= 12) {
      out.write(0xF1 + (int) number);
    } else if (number == (byte) number) {
      out.write(0xFE);
      little(out, number, 1);
    } else if (number == (short) number) {
      out.write(0xC0);
      little(out, number, 2);
    } else if (number >= -(1 << 23) && number < 1 << 23) {
      out.write(0xF0);
      little(out, number, 3);
    } else if (number == (int) number) {
      out.write(0xD0);
      little(out, number, 4);
    } else {
      out.write(0xE0);
      little(out, number, 8);
    }
  }

  /** A zipmap of fields and values in turn; behind each value so many bytes are free. */
  public static byte[] zipmap(int free, String... texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(texts.length / 2);
    for (int i = 0; i < texts.length; i++) {
      byte[] text = bytes(texts[i]);
      if (text.length < 254) {
        out.write(text.length);
      } else {
        out.write(254);
        little(out, text.length, 4);
      }
      boolean isValue = i % 2 == 1;
      if (isValue) {
        out.write(free);
      }
      out.writeBytes(text);
      out.writeBytes(new byte[isValue ? free : 0]);
    }
    out.write(255);
    return out.toByteArray();
  }

  /** An intset of numbers so wide. */
  public static byte[] intset(int width, long... numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    little(out, width, 4);
    little(out, numbers.length, 4);
    for (long number : numbers) {
      little(out, number, width);
    }
    return out.toByteArray();
  }

  private static void little(ByteArrayOutputStream out, long number, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (number >> (8 * i)));
    }
  }
}
