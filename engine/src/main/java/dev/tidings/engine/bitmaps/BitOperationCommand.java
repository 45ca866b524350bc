package dev.tidings.engine.bitmaps;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Family.BITMAP;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.engine.strings.Texts;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bits;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.TextBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BITOP: strings joined bit by bit. Shorter ones, and keys that are not there, end in zeros. */
final class BitOperationCommand {
  private BitOperationCommand() {}

  /** What is made of X, the first string, and Y, the others. */
  enum Operation {
    /** What is set in all. */
    AND,
    /** What is set in any. */
    OR,
    /** What is set in an odd number. */
    XOR,
    /** What is not set in X. */
    NOT,
    /** What is set in X and in no Y. */
    DIFF,
    /** What is set in any Y and not in X. */
    DIFF1,
    /** What is set in X and in any Y. */
    ANDOR,
    /** What is set in exactly one. */
    ONE
  }

  record Request(Operation operation, Bytes into, List<Bytes> from) {}

  static final Command<Turn> BITOP =
      Command.<Turn>command("BITOP", BITMAP, WRITE, DENY_OOM)
          .since("2.6.0")
          .summary("Joins strings bit by bit and stores the result.")
          .complexity("O(N) for N bytes")
          .takes(
              oneOf("operation", Operation.class),
              key("destkey", Access.OVERWRITE),
              key("key", Access.READ).many(),
              Request::new)
          .does(BitOperationCommand::join);

  static final List<Command<Turn>> ALL = List.of(BITOP);

  private static void join(Turn turn, Request request) {
    check(request.operation, request.from.size());
    Database database = turn.database();
    List<@Nullable Object> texts = new ArrayList<>(request.from.size());
    int longest = 0;
    for (Bytes key : request.from) {
      Object text = Texts.read(database, key);
      texts.add(text);
      longest = Math.max(longest, Texts.length(text));
    }
    if (longest > 0) {
      byte[] result = result(request.operation, texts, longest);
      database.put(request.into, TextBuffer.wrap(result));
      database.changed(request.into);
      database.tell(KeyspaceEvents.STRING, "set", request.into);
    } else if (database.remove(request.into) != null) {
      database.changed(request.into);
      database.tell(KeyspaceEvents.GENERIC, "del", request.into);
    }
    turn.reply().integer(longest);
  }

  private static void check(Operation operation, int sources) {
    if (operation == Operation.NOT && sources != 1) {
      throw new Refusal("ERR BITOP NOT must be called with a single source key.");
    }
    boolean needsTwo =
        switch (operation) {
          case DIFF, DIFF1, ANDOR -> true;
          case AND, OR, XOR, NOT, ONE -> false;
        };
    if (needsTwo && sources < 2) {
      throw new Refusal(
          "ERR BITOP " + operation + " must be called with at least two source keys.");
    }
  }

  private static byte[] result(Operation operation, List<@Nullable Object> texts, int length) {
    return switch (operation) {
      case AND -> joined(texts, length, Bits.Join.AND);
      case OR -> joined(texts, length, Bits.Join.OR);
      case XOR -> joined(texts, length, Bits.Join.XOR);
      case DIFF -> joined(texts, length, Bits.Join.AND_NOT);
      case NOT -> {
        byte[] result = padded(texts.getFirst(), length);
        Bits.negate(result);
        yield result;
      }
      case DIFF1 -> withOthers(texts, length, Bits.Join.AND_NOT);
      case ANDOR -> withOthers(texts, length, Bits.Join.AND);
      case ONE -> inExactlyOne(texts, length);
    };
  }

  private static byte[] padded(@Nullable Object text, int length) {
    byte[] padded = new byte[length];
    System.arraycopy(Texts.array(text), 0, padded, 0, Texts.length(text));
    return padded;
  }

  private static byte[] joined(List<@Nullable Object> texts, int length, Bits.Join how) {
    byte[] result = padded(texts.getFirst(), length);
    for (Object text : texts.subList(1, texts.size())) {
      Bits.join(result, Texts.array(text), Texts.length(text), how);
    }
    return result;
  }

  /** All others joined by OR, and then joined with the first. */
  private static byte[] withOthers(List<@Nullable Object> texts, int length, Bits.Join how) {
    byte[] result = joined(texts.subList(1, texts.size()), length, Bits.Join.OR);
    Object first = texts.getFirst();
    Bits.join(result, Texts.array(first), Texts.length(first), how);
    return result;
  }

  private static byte[] inExactlyOne(List<@Nullable Object> texts, int length) {
    byte[] once = new byte[length];
    byte[] oftener = new byte[length];
    for (Object text : texts) {
      byte[] both = Arrays.copyOf(once, length);
      Bits.join(both, Texts.array(text), Texts.length(text), Bits.Join.AND);
      Bits.join(oftener, both, length, Bits.Join.OR);
      Bits.join(once, Texts.array(text), Texts.length(text), Bits.Join.OR);
    }
    Bits.join(once, oftener, length, Bits.Join.AND_NOT);
    return once;
  }
}
