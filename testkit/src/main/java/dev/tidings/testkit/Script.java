package dev.tidings.testkit;

/** What the clients of a comparison do and see; performed on each peer in each protocol. */
@FunctionalInterface
public interface Script {
  /**
   * Performs it.
   *
   * @param scene where it happens; what one performance learns must not reach another
   */
  void perform(Scene scene) throws AssertionError;
}
