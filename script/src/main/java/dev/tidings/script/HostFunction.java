package dev.tidings.script;

/** A function that scripts call and that is written in Java. */
@FunctionalInterface
interface HostFunction {
  /**
   * Serves a call: the arguments are the stack of {@code state}, the results are left on its top.
   *
   * @param state that of the coroutine that calls
   * @return how many results
   * @throws ScriptFault to raise an error in the script
   */
  int call(long state);
}
