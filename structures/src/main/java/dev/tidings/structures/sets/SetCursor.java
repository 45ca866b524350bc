package dev.tidings.structures.sets;

import dev.tidings.structures.packs.Pack;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the members of a {@link SetValue} one after the other, or at one place and another,
 * without making an object for any of them.
 *
 * <pre>
 *   SetCursor cursor = set.cursor();
 *   while (cursor.next()) {
 *     … cursor.isNumber() ? cursor.number() : a stretch of cursor.array() …
 *   }
 * </pre>
 *
 * <p>A change of the set makes the cursor useless.
 */
public final class SetCursor {
  private final @Nullable NumberSet numbers;
  private final @Nullable Pack pack;
  private final @Nullable MemberTable table;
  private final int size;
  private int place = -1;

  /** Where in the pack the member is. */
  private int at;

  SetCursor(Object form, int size) {
    this.numbers = form instanceof NumberSet set ? set : null;
    this.pack = form instanceof Pack small ? small : null;
    this.table = form instanceof MemberTable large ? large : null;
    this.size = size;
  }

  /** Steps to the next member; false if there is none. Begins at place 0. */
  public boolean next() {
    place++;
    if (pack != null) {
      at = place == 0 ? pack.first() : at < pack.end() ? pack.next(at) : at;
    }
    return place < size;
  }

  /** Goes to the member at {@code wanted}, from 0 to the set's size - 1. */
  public void stand(int wanted) {
    place = wanted;
    if (pack != null) {
      at = pack.seek(wanted);
    }
  }

  /** Whether the member is kept as a number. */
  public boolean isNumber() {
    return numbers != null || (pack != null && pack.isNumber(at));
  }

  /** The number that the member is. */
  public long number() {
    return numbers != null ? numbers.at(place) : pack().number(at);
  }

  /** Whether all of {@link #array} is the member. */
  public boolean isWhole() {
    return table != null;
  }

  /** The array in which the member's text is; not to be changed. */
  public byte[] array() {
    return table != null ? table.at(place) : pack().array();
  }

  /** Where the text begins. */
  public int offset() {
    return table != null ? 0 : pack().textOffset(at);
  }

  /** How many bytes the text has. */
  public int length() {
    return table != null ? table.at(place).length : pack().textLength(at);
  }

  /** The member in an array that nobody changes. */
  public byte[] bytes() {
    if (table != null) {
      return table.at(place);
    }
    return numbers == null
        ? pack().text(at)
        : Long.toString(numbers.at(place)).getBytes(StandardCharsets.ISO_8859_1);
  }

  private Pack pack() {
    return Objects.requireNonNull(pack);
  }
}
