package dev.tidings.structures.lists;

import dev.tidings.structures.packs.Element;
import dev.tidings.structures.packs.Pack;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the elements of a {@link ListValue} without making an object for any of them.
 *
 * <pre>
 *   ListCursor cursor = list.cursor(index, Side.LEFT);     // or from the right
 *   while (cursor.next()) {
 *     … cursor.isNumber() ? cursor.number() : a stretch of cursor.array() …
 *   }
 * </pre>
 *
 * <p>A change of the list ends the walk: the cursor must not be used any more.
 */
public final class ListCursor {
  private final boolean backward;
  private @Nullable Pack pack;

  /** The pack again if it is the link of a chain. */
  private @Nullable Link link;

  private int at;
  private boolean begun;

  ListCursor(Side from) {
    this.backward = from == Side.RIGHT;
  }

  void stand(Link there, int index) {
    link = there;
    pack = there;
    at = there.isLarge() ? 0 : there.seek(index);
  }

  void stand(Pack there, int index) {
    pack = there;
    at = there.seek(index);
  }

  /** Steps to the next element; false if there is none. */
  public boolean next() {
    Pack here = pack;
    if (here == null) {
      return false;
    }
    if (!begun) {
      begun = true;
      return true;
    }
    if (link != null && link.isLarge()) {
      return step(link);
    }
    if (backward) {
      if (at == here.first()) {
        return step(link);
      }
      at = here.before(at);
      return true;
    }
    at = here.next(at);
    return at < here.end() || step(link);
  }

  private boolean step(@Nullable Link from) {
    Link next = from == null ? null : backward ? from.before : from.behind;
    link = next;
    pack = next;
    if (next == null) {
      return false;
    }
    at = next.isLarge() ? 0 : backward ? next.before(next.end()) : next.first();
    return true;
  }

  /** Whether the element is kept as a number. */
  public boolean isNumber() {
    return !isWhole() && pack().isNumber(at);
  }

  /** The number that the element is. */
  public long number() {
    return pack().number(at);
  }

  /** Whether all of {@link #array} is the element. */
  public boolean isWhole() {
    return link != null && link.isLarge();
  }

  /** The array in which the element's text is; not to be changed. */
  public byte[] array() {
    byte[] large = link == null ? null : link.large;
    return large == null ? pack().array() : large;
  }

  /** Where the text begins. */
  public int offset() {
    return isWhole() ? 0 : pack().textOffset(at);
  }

  /** How many bytes the text has. */
  public int length() {
    return isWhole() ? array().length : pack().textLength(at);
  }

  /** The element in an array that nobody changes. */
  public byte[] bytes() {
    return isWhole() ? array() : pack().text(at);
  }

  /** Whether the element is {@code wanted}. */
  public boolean is(Element wanted) {
    return isWhole() ? wanted.is(array()) : pack().is(wanted, at);
  }

  @Nullable Link link() {
    return link;
  }

  int at() {
    return at;
  }

  /** Where the next element is, or the end: what is inserted there stands behind this one. */
  int behind() {
    return isWhole() ? 1 : pack().next(at);
  }

  private Pack pack() {
    return Objects.requireNonNull(pack, "the cursor stands nowhere");
  }
}
