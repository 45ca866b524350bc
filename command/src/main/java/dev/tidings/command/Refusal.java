package dev.tidings.command;

import dev.tidings.protocol.Words;
import dev.tidings.structures.ZeroEnded;
import java.util.Locale;

/**
 * The client's fault: a request that is refused with this text as its reply, before anything has
 * changed. Thrown while a request is read or checked; it carries no stack, since it is an answer
 * and not a bug.
 */
public final class Refusal extends RuntimeException {
  /** The text for a word that is no number of 64 bits. */
  public static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_LENGTH = 128;

  private final boolean tooShort;

  /** {@code text} begins with the code that clients test for, as in {@code ERR syntax error}. */
  public Refusal(String text) {
    this(text, false);
  }

  private Refusal(String text, boolean tooShort) {
    super(text, null, false, false);
    this.tooShort = tooShort;
  }

  /** A syntax error because the request ends before an argument is whole. */
  static Refusal tooShort() {
    return new Refusal("ERR syntax error", true);
  }

  boolean isTooShort() {
    return tooShort;
  }

  /** The reply, without the leading minus. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /**
   * A client's own words inside of a refusal: up to the first zero byte.
   *
   * @param words a character a byte
   */
  public static String shown(String words) {
    return ZeroEnded.of(words);
  }

  /** {@code ERR syntax error}. */
  public static Refusal syntax() {
    return new Refusal("ERR syntax error");
  }

  /** The key holds a value of another type than the command works on. */
  public static Refusal wrongType() {
    return new Refusal("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  /** The subcommand of {@code request} exists, but does not take these words. */
  public static Refusal wrongSubcommand(Words request) {
    String name = shown(request.latin1(1));
    return new Refusal(
        "ERR unknown subcommand or wrong number of arguments for '"
            + name.substring(0, Math.min(SHOWN_LENGTH, name.length()))
            + "'. Try "
            + shown(request.latin1(0)).toUpperCase(Locale.ROOT)
            + " HELP.");
  }

  /** Wrong number of words; {@code name} is the full name, as in {@code client|kill}. */
  public static Refusal arity(String name) {
    return new Refusal("ERR wrong number of arguments for '" + name + "' command");
  }
}
