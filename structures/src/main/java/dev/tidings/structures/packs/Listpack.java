package dev.tidings.structures.packs;

import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.PackedStrings;

/**
 * The packed strings of Redis from 7.0, which are those of a {@link Pack} in a frame.
 *
 * <pre>
 *   bytes (4)   count (2)   entry   entry   …   FF
 *   all, the low byte first; count FFFF: unknown; how an entry is written stands in Form
 * </pre>
 *
 * <p>All of it is looked at when it is opened, as Redis does when it does not trust what it reads.
 */
public final class Listpack extends PackedStrings {
  private static final int HEAD = 6;
  private static final int END = 0xFF;
  private static final int MANY = 0xFFFF;

  private final int end;
  private final int count;
  private int at = HEAD;

  /**
   * All of {@code array} should be one.
   *
   * @throws Damage if it is not
   */
  public Listpack(byte[] array) {
    super(array);
    Damage.unless(array.length > HEAD, "listpack");
    end = array.length - 1;
    Damage.unless(
        Form.unsigned(array, 0, 4) == array.length && (array[end] & 0xFF) == END, "listpack");
    count = checked();
    long told = Form.unsigned(array, 4, 2);
    Damage.unless(told == MANY || told == count, "listpack");
  }

  /** Looks at every entry; how many there are. */
  private int checked() {
    int entries = 0;
    int place = HEAD;
    while (place < end) {
      int head = Form.headBytes(array[place] & 0xFF);
      Damage.unless(head > 0 && head <= end - place, "listpack");
      // A length of 32 bits may have its sign set: then it is more than there is, too.
      long bytes = Integer.toUnsignedLong(Form.bytesAt(array, place));
      Damage.unless(bytes >= head && bytes < end - place, "listpack");
      int behind = Form.bytesOfLength((int) bytes);
      Damage.unless(bytes + behind <= end - place, "listpack");
      place += (int) bytes + behind;
      Damage.unless(isLength(place, behind, (int) bytes), "listpack");
      entries++;
    }
    return entries;
  }

  /** Whether the {@code length} bytes before {@code place} say {@code bytes}, read from behind. */
  private boolean isLength(int place, int length, int bytes) {
    int rest = bytes;
    for (int i = place - 1; i >= place - length; i--) {
      boolean last = i == place - length;
      if ((array[i] & 0x7F) != (rest & 0x7F) || array[i] < 0 == last) {
        return false;
      }
      rest >>>= 7;
    }
    return true;
  }

  /** How many strings there are. */
  public int count() {
    return count;
  }

  @Override
  public boolean next() {
    if (at == end) {
      return false;
    }
    if (Form.isNumber(array, at)) {
      showNumber(Form.number(array, at));
    } else {
      showText(Form.textOffset(array, at), Form.textLength(array, at));
    }
    int bytes = Form.bytesAt(array, at);
    at += bytes + Form.bytesOfLength(bytes);
    return true;
  }

  /** A listpack of the strings of {@code pack}. */
  public static byte[] of(Pack pack) {
    byte[] array = new byte[pack.listpackBytes()];
    Form.little(array, 0, array.length, 4);
    Form.little(array, 4, Math.min(pack.count(), MANY), 2);
    System.arraycopy(pack.array(), pack.first(), array, HEAD, pack.bytes());
    array[array.length - 1] = (byte) END;
    return array;
  }

  /** The strings that are still to come, in the one form that each has in a pack. */
  public static Pack packed(PackedStrings strings) {
    Pack pack = new Pack();
    Element element = new Element();
    while (strings.next()) {
      pack.append(element.of(strings));
    }
    return pack;
  }
}
