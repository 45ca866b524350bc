/** Floor 0: values and algorithms. Knows nothing of Redis, of threads or of the clock. */
module dev.tidings.structures {
  requires static org.jspecify;

  exports dev.tidings.structures;
  exports dev.tidings.structures.sets;
  exports dev.tidings.structures.sortedsets;
  exports dev.tidings.structures.geo;
  exports dev.tidings.structures.hashes;
  exports dev.tidings.structures.lists;
  exports dev.tidings.structures.packs;
  exports dev.tidings.structures.rdb;
  exports dev.tidings.structures.dump;
  exports dev.tidings.structures.streams;
}
