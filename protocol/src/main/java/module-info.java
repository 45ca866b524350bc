/** Floor 0: the Redis protocol as bytes, in both directions. */
module dev.tidings.protocol {
  requires static org.jspecify;
  requires transitive dev.tidings.structures;

  exports dev.tidings.protocol;
}
