package dev.tidings.structures.sets;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.Value;
import dev.tidings.structures.packs.Element;
import dev.tidings.structures.packs.Pack;

/**
 * A set, in one of three forms; from a smaller one it becomes a larger one and never goes back.
 *
 * <pre>
 *   intset      whole numbers only, ascending          up to 512
 *      │ another member, few so far       │ too many
 *      ▼                                  │
 *   listpack    in the order in which     │            up to 128 of up to 64 bytes
 *      │        they came                 │
 *      │ too many, or too long            │
 *      ▼                                  ▼
 *   hashtable   in the order in which they came; the last one closes a gap
 * </pre>
 *
 * <p>Limits and forms are seen by clients (OBJECT ENCODING) and are those of Redis from 7.2.
 *
 * <p>Members have places from 0 to {@link #size} - 1, good until the next change: by place one is
 * picked by chance. One thread at a time.
 */
public final class SetValue extends Value {
  /** The object itself with what {@link Value} keeps. */
  private static final int OBJECT_BYTES = 24;

  /** A {@link NumberSet}, a {@link Pack} or a {@link MemberTable}. */
  private Object form;

  /** An empty set. */
  public SetValue() {
    this(new NumberSet());
  }

  /** A set in one of the three forms, which nobody else has. */
  SetValue(Object form) {
    this.form = form;
  }

  /** A {@link NumberSet}, a {@link Pack} or a {@link MemberTable}. */
  Object form() {
    return form;
  }

  @Override
  public KeyType type() {
    return KeyType.SET;
  }

  @Override
  public String encoding() {
    return switch (form) {
      case NumberSet _ -> "intset";
      case Pack _ -> "listpack";
      default -> "hashtable";
    };
  }

  @Override
  public long heldBytes() {
    return OBJECT_BYTES
        + switch (form) {
          case NumberSet numbers -> numbers.heldBytes();
          case Pack pack -> pack.heldBytes();
          default -> ((MemberTable) form).heldBytes();
        };
  }

  @Override
  public SetValue copy() {
    SetValue copy = new SetValue();
    copy.form =
        switch (form) {
          case NumberSet numbers -> numbers.copy();
          case Pack pack -> new Pack(pack);
          default -> ((MemberTable) form).copy();
        };
    return copy;
  }

  @Override
  public long parts() {
    return size();
  }

  /** How many members. */
  public int size() {
    return switch (form) {
      case NumberSet numbers -> numbers.size();
      case Pack pack -> pack.count();
      default -> ((MemberTable) form).size();
    };
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** A cursor before the member at place 0. */
  public SetCursor cursor() {
    return new SetCursor(form, size());
  }

  /** Whether this is a form that is told whole by SSCAN. */
  public boolean isSmall() {
    return !(form instanceof MemberTable);
  }

  /** Whether {@code member} is one. */
  public boolean contains(Bytes member) {
    return placeOf(member) >= 0;
  }

  /** Whether the member that {@code cursor} of another set stands at is one of this, too. */
  public boolean contains(SetCursor cursor) {
    if (form instanceof NumberSet numbers && cursor.isNumber()) {
      return numbers.placeOf(cursor.number()) >= 0;
    }
    return placeOf(Bytes.wrap(cursor.bytes())) >= 0;
  }

  /** The place of {@code member}, or where it is in the pack; negative if it is no member. */
  private int placeOf(Bytes member) {
    if (form instanceof MemberTable table) {
      return table.placeOf(member);
    }
    Element element = new Element().of(member.array());
    if (form instanceof Pack pack) {
      return pack.find(element, pack.first());
    }
    return element.isNumber() ? ((NumberSet) form).placeOf(element.number()) : -1;
  }

  // ---- Changing -----------------------------------------------------------------------------

  /** To be called before up to {@code count} members are added: {@code first} is one of them. */
  public void expect(Bytes first, int count, SetLimits limits) {
    boolean tooMany =
        form instanceof NumberSet
            ? count > limits.numbers()
            : form instanceof Pack && count > limits.entries();
    if (isEmpty()) {
      if (tooMany || !new Element().of(first.array()).isNumber()) {
        form = count > limits.entries() ? new MemberTable() : new Pack();
      }
    } else if (tooMany) {
      toTable();
    }
  }

  /** Adds {@code member}, whose array nobody changes any more; false if it is one. */
  public boolean add(Bytes member, SetLimits limits) {
    if (form instanceof MemberTable table) {
      return table.add(member);
    }
    Element element = new Element().of(member.array());
    if (form instanceof NumberSet numbers) {
      if (element.isNumber()) {
        boolean added = numbers.add(element.number());
        if (added && numbers.size() > limits.numbers()) {
          toTable();
        }
        return added;
      }
      return addToNumbers(numbers, member, element, limits);
    }
    Pack pack = (Pack) form;
    if (pack.find(element, pack.first()) >= 0) {
      return false;
    }
    if (pack.count() < limits.entries() && member.length() <= limits.value()) {
      pack.append(element);
      return true;
    }
    return toTable().add(member);
  }

  /** The first member that is no number. */
  private boolean addToNumbers(NumberSet numbers, Bytes member, Element element, SetLimits limits) {
    int longest = 0;
    if (numbers.size() > 0) {
      longest = Math.max(digits(numbers.at(0)), digits(numbers.at(numbers.size() - 1)));
    }
    if (numbers.size() >= limits.entries()
        || member.length() > limits.value()
        || longest > limits.value()) {
      return toTable().add(member);
    }
    Pack pack = new Pack();
    Element each = new Element();
    for (SetCursor cursor = cursor(); cursor.next(); ) {
      pack.append(each.of(cursor.bytes()));
    }
    pack.append(element);
    form = pack;
    return true;
  }

  private static int digits(long number) {
    return Long.toString(number).length();
  }

  private MemberTable toTable() {
    MemberTable table = new MemberTable();
    for (SetCursor cursor = cursor(); cursor.next(); ) {
      table.add(Bytes.wrap(cursor.bytes()));
    }
    form = table;
    return table;
  }

  /** Takes {@code member} out; false if it is none. */
  public boolean remove(Bytes member) {
    int place = placeOf(member);
    if (place < 0) {
      return false;
    }
    if (form instanceof Pack pack) {
      pack.remove(place);
    } else {
      removeAt(place);
    }
    return true;
  }

  /** Takes out the member at {@code place}. */
  public void removeAt(int place) {
    switch (form) {
      case NumberSet numbers -> numbers.removeAt(place);
      case Pack pack -> pack.remove(pack.seek(place));
      default -> ((MemberTable) form).removeAt(place);
    }
  }
}
