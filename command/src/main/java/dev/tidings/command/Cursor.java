package dev.tidings.command;

import dev.tidings.protocol.DoubleText;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;

/** A place among the words of a request, moved on by the arguments that are read from it. */
public final class Cursor {
  private Words words = Words.of(new Bytes[0]);
  private int at;

  /** Starts over at word {@code first} of {@code request}. */
  public void reset(Words request, int first) {
    this.words = request;
    this.at = first;
  }

  /** The whole request. */
  public Words words() {
    return words;
  }

  /** The index of the next word. */
  public int position() {
    return at;
  }

  /** Goes to word {@code index}. */
  public void position(int index) {
    this.at = index;
  }

  /** Whether a word is left. */
  public boolean hasNext() {
    return at < words.count();
  }

  /** How many words are left. */
  public int remaining() {
    return words.count() - at;
  }

  /** The next word. */
  public Bytes next() {
    require();
    return words.word(at++);
  }

  /** The next word as an array of its own. */
  public byte[] nextBytes() {
    require();
    return words.bytes(at++);
  }

  /** The next word as Latin-1 text. */
  public String nextText() {
    require();
    return words.latin1(at++);
  }

  /** Passes over the next word. */
  public void skip() {
    require();
    at++;
  }

  /** The next word as a 64-bit number; otherwise {@link Refusal#NOT_AN_INTEGER}. */
  public long nextInteger() {
    return nextInteger(Refusal.NOT_AN_INTEGER);
  }

  /** The next word as a 64-bit number; otherwise refuses with {@code text}. */
  public long nextInteger(String text) {
    require();
    long value = WholeNumber.of(words.array(), words.start(at), words.length(at), text);
    at++;
    return value;
  }

  /** The next word as a floating-point number; otherwise refuses with {@code text}. */
  public double nextReal(String text) {
    require();
    double value = DoubleText.parse(words.array(), words.start(at), words.length(at));
    if (Double.isNaN(value)) {
      throw new Refusal(text);
    }
    at++;
    return value;
  }

  /** Whether the next word is {@code upper}, in any case; does not move. */
  public boolean nextIs(byte[] upper) {
    return at < words.count() && words.is(at, upper);
  }

  private void require() {
    if (at >= words.count()) {
      throw Refusal.tooShort();
    }
  }
}
