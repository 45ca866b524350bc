package dev.tidings.structures.lists;

import dev.tidings.structures.packs.Element;
import dev.tidings.structures.packs.Pack;
import org.jspecify.annotations.Nullable;

/**
 * A list that is too long for one pack.
 *
 * <pre>
 *   first                                                last
 *     |                                                    |
 *   [ a b c d … ] ⇄ [ … 8 kB … ] ⇄ { one large } ⇄ [ … y z ]
 * </pre>
 *
 * <p>Pushing and popping take constant time; a place in the middle is found by passing over whole
 * links from the nearer end. What changes in the middle makes a link smaller or cuts it in two, and
 * neighbours that have room in one link become one.
 */
final class Chain {
  /** The object itself: head, two references, two numbers. */
  private static final int OBJECT_BYTES = 32;

  private @Nullable Link first;
  private @Nullable Link last;
  private long size;
  private long heldBytes = OBJECT_BYTES;

  Chain() {}

  /** A chain of one link with the elements of {@code pack}. */
  Chain(Pack pack) {
    if (!pack.isEmpty()) {
      link(new Link(pack), null);
    }
  }

  long size() {
    return size;
  }

  long heldBytes() {
    return heldBytes;
  }

  Chain copy() {
    Chain copy = new Chain();
    for (Link link = first; link != null; link = link.behind) {
      copy.link(link.copy(), copy.last);
    }
    return copy;
  }

  /** How many links. */
  int links() {
    int links = 0;
    for (Link link = first; link != null; link = link.behind) {
      links++;
    }
    return links;
  }

  /** Adds the elements of {@code pack}, if there are any, as a link of their own at the end. */
  void append(Pack pack) {
    if (!pack.isEmpty()) {
      link(new Link(pack), last);
    }
  }

  /** Adds an element by itself at the end. */
  void append(byte[] large) {
    link(new Link(large), last);
  }

  /** The only link if that is a pack. */
  @Nullable Pack onlyPack() {
    return first != null && first == last && !first.isLarge() ? first : null;
  }

  @Nullable Link end(Side side) {
    return side == Side.LEFT ? first : last;
  }

  // ---- At the ends --------------------------------------------------------------------------

  void push(Side side, byte[] value, Element element, PackLimit limit) {
    Link end = end(side);
    if (limit.isExceededByText(value.length)) {
      link(new Link(value), side == Side.LEFT ? null : last);
      return;
    }
    if (end == null || end.isLarge() || limit.isExceededBy(end, element.length(), 1)) {
      if (end != null) {
        change(end, -1);
        end.trim();
        change(end, 1);
      }
      end = new Link();
      link(end, side == Side.LEFT ? null : last);
    }
    change(end, -1);
    if (side == Side.LEFT) {
      end.prepend(element);
    } else {
      end.append(element);
    }
    change(end, 1);
  }

  byte[] pop(Side side) {
    Link end = side == Side.LEFT ? first : last;
    if (end == null) {
      throw new IllegalStateException("nothing to pop");
    }
    byte[] large = end.large;
    if (large != null) {
      unlink(end);
      return large;
    }
    int at = side == Side.LEFT ? end.first() : end.before(end.end());
    byte[] value = end.text(at);
    change(end, -1);
    end.remove(at);
    change(end, 1);
    if (end.isEmpty()) {
      unlink(end);
    }
    return value;
  }

  /** Takes out the first or the last elements; at most {@link #size()}. */
  void drop(Side side, long count) {
    long left = count;
    Link end = end(side);
    while (end != null && left > 0) {
      if (end.size() <= left) {
        left -= end.size();
        unlink(end);
        end = end(side);
      } else {
        int some = (int) left;
        change(end, -1);
        if (side == Side.LEFT) {
          end.remove(end.first(), end.seek(some), some);
        } else {
          end.remove(end.seek(end.count() - some), end.end(), some);
        }
        change(end, 1);
        left = 0;
      }
    }
  }

  // ---- In between ---------------------------------------------------------------------------

  /** Lets {@code cursor} stand before element {@code index}, which must be there. */
  void seek(ListCursor cursor, long index) {
    if (index <= size / 2) {
      long begin = 0;
      for (Link link = first; link != null; link = link.behind) {
        if (index < begin + link.size()) {
          cursor.stand(link, (int) (index - begin));
          return;
        }
        begin += link.size();
      }
    } else {
      long begin = size;
      for (Link link = last; link != null; link = link.before) {
        begin -= link.size();
        if (index >= begin) {
          cursor.stand(link, (int) (index - begin));
          return;
        }
      }
    }
  }

  /** Puts a value in place of the one at {@code at} of {@code link}. */
  void replace(Link link, int at, byte[] value, Element element, PackLimit limit) {
    if (!link.isLarge() && !limit.isExceededByText(value.length)) {
      change(link, -1);
      link.replace(at, element);
      change(link, 1);
      if (link.listpackBytes() > 2 * limit.bytes()) {
        cut(link, link.seek(link.count() / 2));
      }
      return;
    }
    Link right = cut(link, at);
    if (right == null) {
      throw new IllegalStateException("nothing to replace");
    }
    change(right, -1);
    Link behind = right;
    if (right.size() > 1) {
      right.remove(right.first());
      change(right, 1);
    } else {
      behind = right.behind;
      change(right, 1);
      unlink(right);
    }
    insert(behind, value, element, limit);
  }

  /**
   * Adds a value before the one at {@code at} of {@code link}, or behind all of them. In a link of
   * one large element 0 is before and 1 is behind it.
   */
  void insert(Link link, int at, byte[] value, Element element, PackLimit limit) {
    if (link.isLarge()
        || limit.isExceededByText(value.length)
        || limit.isExceededBy(link, element.length(), 1)) {
      insert(cut(link, at), value, element, limit);
    } else {
      change(link, -1);
      link.insert(at, element);
      change(link, 1);
    }
  }

  /** Adds a value between {@code right}, or the end, and what is before it. */
  private void insert(@Nullable Link right, byte[] value, Element element, PackLimit limit) {
    Link left = right == null ? last : right.before;
    if (limit.isExceededByText(value.length)) {
      link(new Link(value), left);
      return;
    }
    int bytes = element.length();
    if (left != null && !left.isLarge() && !limit.isExceededBy(left, bytes, 1)) {
      change(left, -1);
      left.append(element);
      change(left, 1);
    } else if (right != null && !right.isLarge() && !limit.isExceededBy(right, bytes, 1)) {
      change(right, -1);
      right.prepend(element);
      change(right, 1);
    } else {
      Link made = new Link();
      made.append(element);
      link(made, left);
    }
    if (right != null) {
      join(right, limit);
      join(right.before, limit);
    }
  }

  /**
   * Takes out values equal to {@code wanted}, at most {@code most}, the nearest to {@code from}
   * first; answers how many.
   */
  long remove(Element wanted, Side from, long most, PackLimit limit) {
    long removed = 0;
    Link next;
    for (Link link = end(from); link != null && removed < most; link = next) {
      next = from == Side.LEFT ? link.behind : link.before;
      int here = removeIn(link, wanted, from, most - removed);
      if (here > 0) {
        removed += here;
        if (link.isLarge() || link.isEmpty()) {
          unlink(link);
        } else {
          join(from == Side.LEFT ? link.before : link, limit);
        }
      }
    }
    return removed;
  }

  private int removeIn(Link link, Element wanted, Side from, long most) {
    byte[] large = link.large;
    if (large != null) {
      return wanted.is(large) ? 1 : 0;
    }
    int some = (int) Math.min(most, link.count());
    int spared = from == Side.LEFT ? 0 : Math.max(0, link.countOf(wanted) - some);
    change(link, -1);
    int removed = link.removeAll(wanted, spared, some);
    change(link, 1);
    return removed;
  }

  // ---- Links --------------------------------------------------------------------------------

  /** The link that begins with what is at {@code at}, made if need be; null at the very end. */
  private @Nullable Link cut(Link link, int at) {
    if (link.isLarge()) {
      return at == 0 ? link : link.behind;
    }
    if (at == link.first()) {
      return link;
    }
    if (at == link.end()) {
      return link.behind;
    }
    int moved = 0;
    for (int each = at; each < link.end(); each = link.next(each)) {
      moved++;
    }
    Link right = new Link();
    right.appendAll(link, at, link.end(), moved);
    change(link, -1);
    link.remove(at, link.end(), moved);
    change(link, 1);
    link(right, link);
    return right;
  }

  /** Makes one link of {@code left} and the one behind it if they have room in one. */
  private void join(@Nullable Link left, PackLimit limit) {
    Link right = left == null ? null : left.behind;
    if (left == null
        || right == null
        || left.isLarge()
        || right.isLarge()
        || limit.isExceededBy(left, right.bytes(), right.count())) {
      return;
    }
    change(left, -1);
    left.appendAll(right, right.first(), right.end(), right.count());
    change(left, 1);
    unlink(right);
  }

  /** Counts a link in or out. */
  private void change(Link link, int sign) {
    size += (long) sign * link.size();
    heldBytes += sign * link.heldBytes();
  }

  /** Adds {@code link} behind {@code left}, or before all. */
  private void link(Link link, @Nullable Link left) {
    Link right = left == null ? first : left.behind;
    link.before = left;
    link.behind = right;
    if (left == null) {
      first = link;
    } else {
      left.behind = link;
    }
    if (right == null) {
      last = link;
    } else {
      right.before = link;
    }
    change(link, 1);
  }

  private void unlink(Link link) {
    change(link, -1);
    Link left = link.before;
    Link right = link.behind;
    if (left == null) {
      first = right;
    } else {
      left.behind = right;
    }
    if (right == null) {
      last = left;
    } else {
      right.before = left;
    }
  }
}
