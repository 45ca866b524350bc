package dev.tidings.engine.generic;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.pattern;
import static dev.tidings.command.Args.token;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What SORT is asked to do, as far as its words could be read: they are judged from left to right,
 * and only the handler knows whether the user may look up keys by pattern.
 */
final class SortPlan {
  private static final Arg<Long> NUMBER = integer("number");

  /** The weight of a member is what this points to; null if it is the member itself. */
  @Nullable Bytes by;

  /** What to tell of each member; empty if the member itself. */
  final List<Bytes> get = new ArrayList<>();

  /** Where to put it; null if it is to be told. */
  @Nullable Bytes store;

  long start;
  long count = -1;
  boolean descending;
  boolean alphabetic;

  /** The first option that looks up keys whose names nobody has named; null if none does. */
  @Nullable String lookingUp;

  /** Why the words behind those that were read are refused; null if there are none. */
  @Nullable Refusal fault;

  private SortPlan() {}

  /** The words behind the key. */
  static Arg<SortPlan> words(boolean stores) {
    List<Shape> parts = new ArrayList<>();
    parts.add(pattern("by-pattern").after("BY").optional().shape());
    parts.add(
        block("limit", integer("offset"), integer("count"), (_, count) -> count)
            .after("LIMIT")
            .optional()
            .shape());
    parts.add(pattern("get-pattern").after("GET").many().optional().shape());
    parts.add(oneOf("order", token("ASC", false), token("DESC", true)).optional().shape());
    parts.add(flag("ALPHA").shape());
    if (stores) {
      parts.add(key("destination", Access.OVERWRITE).after("STORE").optional().shape());
    }
    Shape shape = Shape.parts("options", parts);
    return custom(shape, cursor -> read(cursor, stores));
  }

  private static SortPlan read(Cursor cursor, boolean stores) {
    SortPlan plan = new SortPlan();
    try {
      while (cursor.hasNext()) {
        plan.readOne(cursor, stores);
      }
    } catch (Refusal refusal) {
      plan.fault = refusal;
      cursor.position(cursor.words().count());
    }
    return plan;
  }

  private void readOne(Cursor cursor, boolean stores) {
    switch (cursor.nextText().toUpperCase(Locale.ROOT)) {
      case "ASC" -> descending = false;
      case "DESC" -> descending = true;
      case "ALPHA" -> alphabetic = true;
      case "LIMIT" -> {
        if (cursor.remaining() < 2) {
          throw Refusal.syntax();
        }
        start = NUMBER.read(cursor);
        count = NUMBER.read(cursor);
      }
      case "BY" -> {
        by = cursor.next();
        if (looksUp()) {
          lookingUp("BY");
        }
      }
      case "GET" -> {
        get.add(cursor.next());
        lookingUp("GET");
      }
      case "STORE" -> {
        if (!stores) {
          throw Refusal.syntax();
        }
        store = cursor.next();
      }
      default -> throw Refusal.syntax();
    }
  }

  private void lookingUp(String option) {
    lookingUp = lookingUp == null ? option : lookingUp;
  }

  /** Whether members have weights in keys of their own: without a star all weigh the same. */
  boolean looksUp() {
    return by != null && SortReference.hasStar(by);
  }

  /** Whether nothing is sorted: a constant BY asks for the order in which members are kept. */
  boolean keepsOrder() {
    return by != null && !looksUp();
  }
}
