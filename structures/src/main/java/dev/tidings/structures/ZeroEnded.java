package dev.tidings.structures;

/** Texts as the language that Redis is written in takes them: a zero byte ends them. */
public final class ZeroEnded {
  private ZeroEnded() {}

  /**
   * {@code text} up to its first zero byte, or all of it.
   *
   * @param text a character a byte
   */
  public static String of(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
