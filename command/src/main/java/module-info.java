/** Floor 0: what a command is: its grammar, its traits, and all that follows from them. */
module dev.tidings.command {
  requires static org.jspecify;
  requires transitive dev.tidings.protocol;
  requires transitive dev.tidings.structures;

  exports dev.tidings.command;
}
