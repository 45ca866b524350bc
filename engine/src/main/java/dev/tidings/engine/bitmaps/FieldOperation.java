package dev.tidings.engine.bitmaps;

import dev.tidings.command.Refusal;
import dev.tidings.command.WholeNumber;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bits;
import dev.tidings.structures.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation of BITFIELD.
 *
 * @param kind what it does
 * @param type what the field holds
 * @param offset where the field begins, in bits
 * @param operand what is set or added; 0 for GET
 * @param overflow what becomes of a number that does not fit
 */
record FieldOperation(Kind kind, FieldType type, long offset, long operand, Overflow overflow) {
  /** What an operation does. */
  enum Kind {
    GET,
    SET,
    INCRBY;

    private final byte[] upper = name().getBytes(StandardCharsets.ISO_8859_1);

    /** The words behind the name. */
    int operands() {
      return this == GET ? 2 : 3;
    }
  }

  /** What becomes of a number that does not fit. */
  enum Overflow {
    /** Its highest bits are lost. */
    WRAP,
    /** It becomes the nearest one that fits. */
    SAT,
    /** Nothing is written, and the answer is null. */
    FAIL;

    private final byte[] upper = name().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static final byte[] OVERFLOW = "OVERFLOW".getBytes(StandardCharsets.ISO_8859_1);
  private static final Kind[] KINDS = Kind.values();
  private static final Overflow[] OVERFLOWS = Overflow.values();

  /** All operations of a request; the first that is wrong is refused. */
  static List<FieldOperation> read(Turn turn, BitFieldCommands.Rest rest) {
    Words words = rest.words();
    List<FieldOperation> operations = new ArrayList<>();
    Overflow overflow = Overflow.WRAP;
    int at = rest.first();
    while (at < words.count()) {
      if (words.is(at, OVERFLOW) && at + 1 < words.count()) {
        overflow = overflow(words, at + 1);
        at += 2;
        continue;
      }
      Kind kind = kind(words, at);
      operations.add(read(turn, words, at, kind, overflow));
      at += 1 + kind.operands();
    }
    return operations;
  }

  private static Overflow overflow(Words words, int at) {
    for (Overflow each : OVERFLOWS) {
      if (words.is(at, each.upper)) {
        return each;
      }
    }
    throw new Refusal("ERR Invalid OVERFLOW type specified");
  }

  private static Kind kind(Words words, int at) {
    for (Kind each : KINDS) {
      if (words.is(at, each.upper) && at + each.operands() < words.count()) {
        return each;
      }
    }
    throw Refusal.syntax();
  }

  private static FieldOperation read(Turn turn, Words words, int at, Kind kind, Overflow overflow) {
    byte[] array = words.array();
    FieldType type = FieldType.read(array, words.start(at + 1), words.length(at + 1));
    long offset =
        BitOffset.read(turn, array, words.start(at + 2), words.length(at + 2), type.width());
    long operand = 0;
    if (kind != Kind.GET) {
      operand = WholeNumber.of(array, words.start(at + 3), words.length(at + 3));
    }
    return new FieldOperation(kind, type, offset, operand, overflow);
  }

  /** Whether a request, as far as it can be understood, changes nothing. */
  static boolean onlyTells(Words words, int first) {
    int at = first;
    while (at < words.count()) {
      if (words.is(at, Kind.GET.upper) && at + 2 < words.count()) {
        at += 3;
      } else if (words.is(at, OVERFLOW) && at + 1 < words.count()) {
        at += 2;
      } else {
        return false;
      }
    }
    return true;
  }

  /** How many bytes a string must have so that all can be written; 0 if nothing is written. */
  static int neededBytes(List<FieldOperation> operations) {
    long needed = 0;
    for (FieldOperation operation : operations) {
      if (operation.kind != Kind.GET) {
        long last = operation.offset + operation.type.width() - 1;
        needed = Math.max(needed, (last >>> 3) + 1);
      }
    }
    return (int) needed;
  }

  /** What the field holds in the first {@code length} bytes of {@code text}. */
  long value(byte[] text, int length) {
    return type.signed()
        ? Bits.signedField(text, length, offset, type.width())
        : Bits.field(text, length, offset, type.width());
  }

  /**
   * Performs it on {@code text}, which is long enough, and answers.
   *
   * @param writes whether writing the same number counts as a change, too
   * @return whether it changed anything
   */
  boolean perform(TextBuffer text, RespWriter reply, boolean writes) {
    long before = value(text.array(), text.length());
    if (kind == Kind.GET) {
      reply.integer(before);
      return false;
    }
    long base = kind == Kind.SET ? operand : before;
    long by = kind == Kind.SET ? 0 : operand;
    int beyond = type.beyond(base, by);
    if (beyond != 0 && overflow == Overflow.FAIL) {
      reply.nullBulk();
      return false;
    }
    long after =
        beyond != 0 && overflow == Overflow.SAT ? type.saturated(beyond) : type.wrapped(base + by);
    Bits.putField(text.array(), offset, type.width(), after);
    reply.integer(kind == Kind.SET ? before : after);
    return writes || before != after;
  }
}
