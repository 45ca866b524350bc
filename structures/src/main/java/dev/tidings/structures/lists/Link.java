package dev.tidings.structures.lists;

import dev.tidings.structures.HeapBytes;
import dev.tidings.structures.packs.Pack;
import org.jspecify.annotations.Nullable;

/** A link of a {@link Chain}: a pack of elements, or one large element as it is. */
final class Link extends Pack {
  /** The object itself: what a pack has and three references. */
  private static final int OBJECT_BYTES = 40;

  @Nullable Link before;
  @Nullable Link behind;

  /** The one element of a link that is no pack. */
  final byte @Nullable [] large;

  Link() {
    large = null;
  }

  Link(Pack other) {
    super(other);
    large = null;
  }

  Link(byte[] element) {
    large = element;
  }

  /** The same elements without neighbours. */
  Link copy() {
    return large == null ? new Link((Pack) this) : new Link(large);
  }

  boolean isLarge() {
    return large != null;
  }

  /** How many elements. */
  int size() {
    return large == null ? count() : 1;
  }

  @Override
  public long heldBytes() {
    return OBJECT_BYTES + (large == null ? arrayBytes() : HeapBytes.ofArray(large.length));
  }
}
