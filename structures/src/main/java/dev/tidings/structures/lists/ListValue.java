package dev.tidings.structures.lists;

import dev.tidings.structures.KeyType;
import dev.tidings.structures.Value;
import dev.tidings.structures.packs.Element;
import dev.tidings.structures.packs.Pack;
import java.util.Objects;

/**
 * A list: one {@link Pack} while it is small, a {@link Chain} of them after.
 *
 * <p>When it becomes the one or the other is seen by clients (OBJECT ENCODING), and is decided as
 * in Redis from 7.2: a chain before it takes more than the limit, counting what is about to be
 * added by the length of its text; a pack again when what remains stands in one link and takes at
 * most half of it.
 *
 * <p>Pushing and popping take constant time, finding an index passes over whole links. One thread
 * at a time.
 */
public final class ListValue extends Value {
  /** The object itself with what {@link Value} keeps. */
  private static final int OBJECT_BYTES = 24;

  /** A {@link Pack} or a {@link Chain}. */
  private Object form = new Pack();

  /** An empty list. */
  public ListValue() {}

  /** A list in a form that nobody else has. */
  ListValue(Chain chain) {
    form = chain;
  }

  /** A {@link Pack} or a {@link Chain}. */
  Object form() {
    return form;
  }

  @Override
  public KeyType type() {
    return KeyType.LIST;
  }

  @Override
  public String encoding() {
    return form instanceof Pack ? "listpack" : "quicklist";
  }

  @Override
  public long heldBytes() {
    return OBJECT_BYTES
        + (form instanceof Pack pack ? pack.heldBytes() : ((Chain) form).heldBytes());
  }

  @Override
  public ListValue copy() {
    ListValue copy = new ListValue();
    copy.form = form instanceof Pack pack ? new Pack(pack) : ((Chain) form).copy();
    return copy;
  }

  @Override
  public long parts() {
    return size();
  }

  /** How many elements. */
  public long size() {
    return form instanceof Pack pack ? pack.count() : ((Chain) form).size();
  }

  /** Whether there is no element. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /**
   * A cursor before element {@code index}, from 0 to {@link #size} - 1, that walks away from the
   * side {@code from}. If there is no such element it has nothing to show.
   */
  public ListCursor cursor(long index, Side from) {
    ListCursor cursor = new ListCursor(from);
    if (index >= 0 && index < size()) {
      if (form instanceof Pack pack) {
        cursor.stand(pack, (int) index);
      } else {
        ((Chain) form).seek(cursor, index);
      }
    }
    return cursor;
  }

  // ---- Changing -----------------------------------------------------------------------------

  /** To be called before so much is added: {@code bytes} is the length of all texts together. */
  public void expect(long bytes, int count, PackLimit limit) {
    if (form instanceof Pack pack
        && limit.isExceededBy(pack.listpackBytes() + bytes, (long) pack.count() + count)) {
      form = new Chain(pack);
    }
  }

  /** To be called after something was taken out or replaced: may make it a pack again. */
  public void settle(PackLimit limit) {
    if (form instanceof Chain chain) {
      Pack only = chain.onlyPack();
      if (only != null && limit.isHalvedBy(only.listpackBytes(), only.count())) {
        form = new Pack(only);
      }
    }
  }

  /** To be called when all that it shall hold is there: may make it a pack. */
  void settleWhole(PackLimit limit) {
    if (form instanceof Chain chain) {
      Pack only = chain.onlyPack();
      if (only != null && !limit.isExceededBy(only.listpackBytes(), only.count())) {
        form = new Pack(only);
      }
    }
  }

  /** Adds {@code value}, which nobody changes any more, at an end; {@link #expect} went before. */
  public void push(Side side, byte[] value, PackLimit limit) {
    Element element = new Element().of(value);
    if (form instanceof Chain chain) {
      chain.push(side, value, element, limit);
    } else if (side == Side.LEFT) {
      ((Pack) form).prepend(element);
    } else {
      ((Pack) form).append(element);
    }
  }

  /** Takes out the element at an end, which must be there. {@link #settle} is to follow. */
  public byte[] pop(Side side) {
    if (form instanceof Chain chain) {
      return chain.pop(side);
    }
    Pack pack = (Pack) form;
    int at = side == Side.LEFT ? pack.first() : pack.before(pack.end());
    byte[] value = pack.text(at);
    pack.remove(at);
    return value;
  }

  /** Takes out {@code count} elements at an end, at most all. {@link #settle} is to follow. */
  public void drop(Side side, long count) {
    if (form instanceof Chain chain) {
      chain.drop(side, count);
      return;
    }
    Pack pack = (Pack) form;
    int some = (int) count;
    if (side == Side.LEFT) {
      pack.remove(pack.first(), pack.seek(some), some);
    } else {
      pack.remove(pack.seek(pack.count() - some), pack.end(), some);
    }
  }

  /** Puts {@code value} in place of element {@code index}, which must be there. */
  public void replace(long index, byte[] value, PackLimit limit) {
    expect(value.length, 1, limit);
    Element element = new Element().of(value);
    ListCursor cursor = cursor(index, Side.LEFT);
    if (form instanceof Chain chain) {
      chain.replace(Objects.requireNonNull(cursor.link()), cursor.at(), value, element, limit);
    } else {
      ((Pack) form).replace(cursor.at(), element);
    }
    settle(limit);
  }

  /**
   * Adds {@code value} before or behind the first element equal to {@code pivot}; false if there is
   * none. Redis expects the value in any case, which may make the list a chain.
   */
  public boolean insert(byte[] pivot, boolean behind, byte[] value, PackLimit limit) {
    expect(value.length, 1, limit);
    Element wanted = new Element().of(pivot);
    ListCursor cursor = cursor(0, Side.LEFT);
    while (cursor.next()) {
      if (cursor.is(wanted)) {
        Element element = wanted.of(value);
        int at = behind ? cursor.behind() : cursor.at();
        if (form instanceof Chain chain) {
          chain.insert(Objects.requireNonNull(cursor.link()), at, value, element, limit);
        } else {
          ((Pack) form).insert(at, element);
        }
        return true;
      }
    }
    return false;
  }

  /**
   * Takes out elements equal to {@code value}, at most {@code most}, the nearest to {@code from}
   * first; answers how many.
   */
  public long remove(byte[] value, Side from, long most, PackLimit limit) {
    Element wanted = new Element().of(value);
    long removed;
    if (form instanceof Chain chain) {
      removed = chain.remove(wanted, from, most, limit);
    } else {
      Pack pack = (Pack) form;
      int some = (int) Math.min(most, pack.count());
      int spared = from == Side.LEFT ? 0 : Math.max(0, pack.countOf(wanted) - some);
      removed = pack.removeAll(wanted, spared, some);
    }
    settle(limit);
    return removed;
  }
}
