/**
 * Floor 0: what can be configured. Values and texts only: files, sockets and the clock are others'.
 */
module dev.tidings.settings {
  requires static org.jspecify;
  requires dev.tidings.structures;

  exports dev.tidings.settings;
}
