/** Floor 1: requests in, replies out. No threads, sockets, files or clocks. */
module dev.tidings.engine {
  requires static org.jspecify;
  requires transitive dev.tidings.command;
  requires transitive dev.tidings.settings;

  exports dev.tidings.engine;
  exports dev.tidings.engine.families;
}
