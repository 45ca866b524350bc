package dev.tidings.engine.strings;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STRING;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Digests of strings, and keys that go only if their string is the one that is meant. */
final class DigestCommands {
  private DigestCommands() {}

  record Delete(Bytes key, Wish wish) {}

  /** The words of a condition, which are looked at only where the key is there. */
  record Wish(String name, byte[] operand) {}

  /** Without a condition the key goes, whatever it holds. */
  private static final Wish NONE = new Wish("", new byte[0]);

  private static final Arg<Wish> WISH =
      custom(
          oneOf(
                  "condition",
                  string("ifeq-value").after("IFEQ"),
                  string("ifne-value").after("IFNE"),
                  string("ifdeq-digest").after("IFDEQ"),
                  string("ifdne-digest").after("IFDNE"))
              .optional()
              .shape(),
          DigestCommands::wish);

  static final Command<Turn> DELEX =
      Command.<Turn>command("DELEX", STRING, WRITE, FAST)
          .since("8.4.0")
          .summary("Removes a key if its string, or the digest of it, is the one that is meant.")
          .complexity("O(1); O(N) for a digest of N bytes")
          .uses(DigestCommands::useByDelex)
          .takes(key("key", Access.REMOVE_OR_DELETE), WISH, Delete::new)
          .does(DigestCommands::delete);

  static final Command<Turn> DIGEST =
      Command.<Turn>command("DIGEST", STRING, READONLY, FAST)
          .since("8.4.0")
          .summary("Tells the digest of the string that a key holds: XXH3 in 64 bits.")
          .complexity("O(N) for N bytes")
          .takes(key("key", Access.READ))
          .does(DigestCommands::digest);

  static final List<Command<Turn>> ALL = List.of(DELEX, DIGEST);

  /** With a condition the string is looked at; without, the key goes whatever it holds. */
  private static Access useByDelex(Words words, int name) {
    return words.count() == name + 4 && Condition.Kind.comparesBy(words, name + 2)
        ? Access.DELETE
        : Access.REMOVE;
  }

  private static Condition.@Nullable Kind kind(String word) {
    for (Condition.Kind kind : Condition.Kind.values()) {
      if (kind.compares() && kind.name().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    return null;
  }

  private static Wish wish(Cursor cursor) {
    if (!cursor.hasNext()) {
      return NONE;
    }
    if (cursor.remaining() != 2) {
      throw Refusal.arity("delex");
    }
    return new Wish(cursor.nextText(), cursor.nextBytes());
  }

  private static void delete(Turn turn, Delete request) {
    Database database = turn.database();
    // Who asks what is there reads the key, and one that is not there is missed.
    Object value = request.wish == NONE ? database.write(request.key) : database.read(request.key);
    boolean goes = value != null && (request.wish == NONE || condition(request.wish, value));
    if (goes) {
      StringCommands.remove(database, request.key);
    }
    turn.reply().integer(goes ? 1 : 0);
  }

  private static boolean condition(Wish wish, Object value) {
    if (!Texts.isText(value)) {
      throw new Refusal("ERR Key should be of string type if conditions are specified");
    }
    Condition.Kind kind = kind(wish.name);
    if (kind == null) {
      throw new Refusal("ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE");
    }
    return new Condition(kind, wish.operand).holdsFor(value);
  }

  private static void digest(Turn turn, Bytes key) {
    Object text = Texts.read(turn.database(), key);
    if (text == null) {
      turn.reply().nullBulk();
    } else {
      turn.reply().bulkLatin1(Condition.digest(text));
    }
  }
}
