/** Floor 1: Lua: scripts, functions, and the sandbox that they run in. */
module dev.tidings.script {
  requires static org.jspecify;
  requires transitive dev.tidings.engine;

  exports dev.tidings.script;
}
