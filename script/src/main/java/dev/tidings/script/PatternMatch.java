package dev.tidings.script;

import dev.tidings.script.LuaPattern.Item;
import java.util.Arrays;

/**
 * Matches a pattern with a subject in Lua's memory. It tries one way, notes where there is another,
 * and goes back to the last such place when it fails: an item is noted at most once, so a pattern
 * needs no more memory than its length, and nothing here calls itself.
 *
 * <p>Lua's own matcher cannot be stopped, and a pattern of a few dozen bytes can keep it busy for
 * years; this one lets {@code pause} be called every so many steps.
 */
final class PatternMatch {
  /** After so many it is asked whether to go on. */
  static final int STEPS_BETWEEN_PAUSES = 100_000;

  private static final int FEW_NOTES = 8;

  /** How many bytes are compared in what counts as a step, where many are compared at once. */
  static final int BYTES_OF_STEP = 16;

  private final LuaPattern pattern;
  private final Item[] items;
  private final long subject;
  private final int length;
  private final Runnable pause;
  private final int[] starts;
  private final int[] lengths;
  private int[] noted = new int[FEW_NOTES];
  private int[] places = new int[FEW_NOTES];
  private int[] least = new int[FEW_NOTES];
  private int notes;
  private int found;
  private int steps;

  /**
   * Of a subject.
   *
   * @param subject where its bytes are; they stay there
   * @param pause may throw
   */
  PatternMatch(LuaPattern pattern, long subject, int length, Runnable pause) {
    this.pattern = pattern;
    this.items = pattern.items();
    this.subject = subject;
    this.length = length;
    this.pause = pause;
    this.starts = new int[pattern.captures()];
    this.lengths = new int[pattern.captures()];
  }

  private byte at(int place) {
    return Interpreter.byteAt(subject + place);
  }

  /** The next place from {@code from} on where the pattern matches; -1 if there is none. */
  int find(int from) {
    if (pattern.anchored()) {
      return end(from) < 0 ? -1 : from;
    }
    LuaPattern.ByteSet first = pattern.firstBytes();
    for (int start = from; start <= length; start++) {
      if (first != null) {
        start = skip(start, first);
      }
      if (end(start) >= 0) {
        return start;
      }
    }
    return -1;
  }

  /** The first place from {@code start} on with a byte of the set, or the end. */
  private int skip(int start, LuaPattern.ByteSet set) {
    int place = start;
    while (place < length && !set.contains(at(place))) {
      place++;
      step(1);
    }
    return place;
  }

  /** Where the match ends that was found last. */
  int end() {
    return found;
  }

  /** How many captures there are. */
  int captures() {
    return starts.length;
  }

  /** Where the capture begins. */
  int captureStart(int number) {
    return starts[number];
  }

  /** How long the capture is, or {@link LuaPattern#PLACE}. */
  int captureLength(int number) {
    return lengths[number];
  }

  /** Where the match ends that begins at {@code start}; -1 if there is none. */
  private int end(int start) {
    notes = 0;
    int item = 0;
    int place = start;
    while (items[item].kind() != LuaPattern.Kind.FOUND) {
      place = advance(item, place);
      item++;
      while (place < 0) {
        if (notes == 0) {
          return -1;
        }
        item = noted[notes - 1] + 1;
        place = otherWay();
      }
      step(1);
    }
    found = place;
    return place;
  }

  private void step(int count) {
    steps += count;
    if (steps >= STEPS_BETWEEN_PAUSES) {
      steps = 0;
      pause.run();
    }
  }

  /** Where the next item begins if this one matches at {@code place}; -1 if it does not. */
  private int advance(int index, int place) {
    Item item = items[index];
    return switch (item.kind()) {
      case ONE -> isNext(item, place) ? place + 1 : -1;
      case OPTIONAL -> {
        boolean some = isNext(item, place);
        yield some ? note(index, place + 1, place) : place;
      }
      case MOST -> {
        int behind = skipAll(item, place);
        yield behind > place ? note(index, behind, place) : place;
      }
      case FEWEST -> note(index, place, place);
      case OPEN -> capture(item, place, LuaPattern.UNFINISHED);
      case PLACE -> capture(item, place, LuaPattern.PLACE);
      case CLOSE -> {
        lengths[item.first()] = place - starts[item.first()];
        yield place;
      }
      case SAME -> behindSame(item.first(), place);
      case BALANCED -> behindBalanced(item, place);
      case FRONTIER -> isFrontier(item, place) ? place : -1;
      case LAST -> place == length ? place : -1;
      case WRONG -> throw ScriptFault.placed(item.problem());
      case FOUND -> place;
    };
  }

  private boolean isNext(Item item, int place) {
    return place < length && item.set().contains(at(place));
  }

  private int skipAll(Item item, int place) {
    int behind = place;
    while (isNext(item, behind)) {
      behind++;
    }
    step(behind - place);
    return behind;
  }

  /** Notes that the item may also end elsewhere than at {@code place}. */
  private int note(int index, int place, int leastPlace) {
    if (notes == noted.length) {
      noted = Arrays.copyOf(noted, 2 * notes);
      places = Arrays.copyOf(places, 2 * notes);
      least = Arrays.copyOf(least, 2 * notes);
    }
    noted[notes] = index;
    places[notes] = place;
    least[notes++] = leastPlace;
    return place;
  }

  /** Where the item that was noted last may end, too; -1 if nowhere: then it is noted no more. */
  private int otherWay() {
    int last = notes - 1;
    Item item = items[noted[last]];
    if (item.kind() == LuaPattern.Kind.FEWEST) {
      if (isNext(item, places[last])) {
        return ++places[last];
      }
      notes = last;
      return -1;
    }
    if (--places[last] == least[last]) {
      notes = last;
    }
    return places[last];
  }

  private int capture(Item item, int place, int captured) {
    starts[item.first()] = place;
    lengths[item.first()] = captured;
    return place;
  }

  private int behindSame(int number, int place) {
    int same = lengths[number];
    if (same < 0 || same > length - place) {
      return -1;
    }
    step(same / BYTES_OF_STEP);
    return Interpreter.isSame(subject + starts[number], subject + place, same) ? place + same : -1;
  }

  private int behindBalanced(Item item, int place) {
    if (place >= length || at(place) != (byte) item.first()) {
      return -1;
    }
    int depth = 1;
    for (int next = place + 1; next < length; next++) {
      byte present = at(next);
      if (present == (byte) item.second()) {
        if (--depth == 0) {
          step(next - place);
          return next + 1;
        }
      } else if (present == (byte) item.first()) {
        depth++;
      }
    }
    step(length - place);
    return -1;
  }

  /** Before the first byte and behind the last one there is a zero. */
  private boolean isFrontier(Item item, int place) {
    byte before = place == 0 ? 0 : at(place - 1);
    byte next = place == length ? 0 : at(place);
    return !item.set().contains(before) && item.set().contains(next);
  }
}
