package dev.tidings.settings;

import java.util.List;

/**
 * Which keyspace notifications are sent: a set of classes, one bit for each.
 *
 * <p>Read and written as letters: {@code K} and {@code E} choose the channels, the others the
 * events; {@code A} stands for {@code g$lshzxetd}.
 *
 * @param bits the sum of the constants below
 */
public record KeyspaceEvents(int bits) {
  /** K: tell {@code __keyspace@db__:key}. */
  public static final int KEYSPACE = 1;

  /** E: tell {@code __keyevent@db__:event}. */
  public static final int KEYEVENT = 1 << 1;

  /** g: commands of every type, such as DEL, EXPIRE and RENAME. */
  public static final int GENERIC = 1 << 2;

  /** $: strings. */
  public static final int STRING = 1 << 3;

  /** l: lists. */
  public static final int LIST = 1 << 4;

  /** s: sets. */
  public static final int SET = 1 << 5;

  /** h: hashes. */
  public static final int HASH = 1 << 6;

  /** z: sorted sets. */
  public static final int SORTED_SET = 1 << 7;

  /** x: a key expired. */
  public static final int EXPIRED = 1 << 8;

  /** e: a key was evicted. */
  public static final int EVICTED = 1 << 9;

  /** t: streams. */
  public static final int STREAM = 1 << 10;

  /** m: a key was asked for and is not there. */
  public static final int KEY_MISS = 1 << 11;

  /** d: module types. */
  public static final int MODULE = 1 << 12;

  /** n: a key came into being. */
  public static final int NEW = 1 << 13;

  /** o: a key that was there got another value as a whole. */
  public static final int OVERWRITTEN = 1 << 14;

  /** c: and of another type. */
  public static final int TYPE_CHANGED = 1 << 15;

  /** S: tell {@code __subkeyspace@db__:key} of the event and the fields. */
  public static final int PARTS_OF_KEY = 1 << 16;

  /** T: tell {@code __subkeyevent@db__:event} of the key and the fields. */
  public static final int PARTS_OF_EVENT = 1 << 17;

  /** I: tell {@code __subkeyspaceitem@db__:key\nfield} of the event. */
  public static final int PART = 1 << 18;

  /** V: tell {@code __subkeyspaceevent@db__:event|key} of the fields. */
  public static final int PARTS_OF_EVENT_AND_KEY = 1 << 19;

  /** The channels that tell of fields. */
  public static final int PARTS = PARTS_OF_KEY | PARTS_OF_EVENT | PART | PARTS_OF_EVENT_AND_KEY;

  private static final int ALL =
      GENERIC | STRING | LIST | SET | HASH | SORTED_SET | EXPIRED | EVICTED | STREAM | MODULE;

  /** The letters in the order in which Redis shows them, each with its bit. */
  private static final String LETTERS = "g$lshzxetdnocKEmSTIV";

  /** All letters in the order in which Redis names them to people. */
  private static final String NAMED_LETTERS = "Ag$lshzxeKEtmdnocSTIV";

  private static final int[] BITS = {
    GENERIC,
    STRING,
    LIST,
    SET,
    HASH,
    SORTED_SET,
    EXPIRED,
    EVICTED,
    STREAM,
    MODULE,
    NEW,
    OVERWRITTEN,
    TYPE_CHANGED,
    KEYSPACE,
    KEYEVENT,
    KEY_MISS,
    PARTS_OF_KEY,
    PARTS_OF_EVENT,
    PART,
    PARTS_OF_EVENT_AND_KEY
  };

  /** Whether any of these classes is on. */
  public boolean any(int classes) {
    return (bits & classes) != 0;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    boolean all = (bits & ALL) == ALL;
    if (all) {
      out.append('A');
    }
    // Redis leaves these three out where A is shown, although they are on: kept for equality to the
    // byte.
    int hidden = all ? ALL | NEW | OVERWRITTEN | TYPE_CHANGED : 0;
    for (int i = 0; i < BITS.length; i++) {
      if ((bits & BITS[i] & ~hidden) != 0) {
        out.append(LETTERS.charAt(i));
      }
    }
    return out.toString();
  }

  /** The type: letters in any order. */
  static final class Letters implements ValueType<KeyspaceEvents> {
    @Override
    public Parsed<KeyspaceEvents> parse(List<String> words, KeyspaceEvents current) {
      int bits = 0;
      String word = words.getFirst();
      for (int i = 0; i < word.length(); i++) {
        char letter = word.charAt(i);
        int place = LETTERS.indexOf(letter);
        if (letter == 'A') {
          bits |= ALL;
        } else if (place >= 0) {
          bits |= BITS[place];
        } else {
          return Parsed.refused("Invalid event class character. Use '" + NAMED_LETTERS + "'.");
        }
      }
      return Parsed.value(new KeyspaceEvents(bits));
    }

    @Override
    public String print(KeyspaceEvents value) {
      return value.toString();
    }

    @Override
    public String range() {
      return "letters of `" + NAMED_LETTERS + "`";
    }

    @Override
    public List<String> lines(KeyspaceEvents value, KeyspaceEvents defaultValue) {
      return List.of(Quoting.quoted(value.toString()));
    }
  }
}
