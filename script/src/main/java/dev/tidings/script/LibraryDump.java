package dev.tidings.script;

import dev.tidings.command.Refusal;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.Footer;
import dev.tidings.structures.rdb.RdbReader;
import dev.tidings.structures.rdb.RdbWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Libraries as FUNCTION DUMP tells them and FUNCTION RESTORE takes them, the form that a snapshot
 * of Redis has for them:
 *
 * <pre>
 *   F5 text   F5 text   …   footer
 * </pre>
 *
 * <p>How a text is written stands in {@link RdbWriter}, what ends it in {@link Footer}.
 */
final class LibraryDump {
  private static final int LIBRARY = 0xF5;

  private LibraryDump() {}

  /** The bytes that stand for {@code libraries}; {@code compresses}: long texts are compressed. */
  static byte[] of(Collection<Library> libraries, boolean compresses) {
    RdbWriter writer = new RdbWriter(compresses);
    for (Library library : libraries) {
      writer.unsignedByte(LIBRARY);
      writer.string(library.text());
    }
    Footer.write(writer, Footer.VERSION);
    return writer.toArray();
  }

  /** The texts of the libraries that {@code dump} stands for. */
  static List<Bytes> read(Bytes dump) {
    if (!Footer.fits(dump.array())) {
      throw new Refusal("ERR DUMP payload version or checksum are wrong");
    }
    RdbReader reader = Footer.reader(dump.array());
    List<Bytes> texts = new ArrayList<>();
    try {
      while (reader.remaining() > 0) {
        if (reader.unsignedByte() != LIBRARY) {
          throw new Refusal("ERR given type is not a function");
        }
        texts.add(reader.text());
      }
    } catch (Damage damage) {
      throw new Refusal("ERR failed loading functions payload");
    }
    return texts;
  }
}
