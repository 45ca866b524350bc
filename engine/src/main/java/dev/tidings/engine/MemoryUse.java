package dev.tidings.engine;

/**
 * What is told of memory, by INFO and MEMORY, at one moment.
 *
 * <p>Used memory is counted, not measured: the empty server's share, the data, and the clients. So
 * it is free of what the collector has not yet taken away, and {@code maxmemory} is compared with
 * just that, less the clients ("not counted for eviction"). What the process takes of the machine
 * is told beside it, as the allocator's fields.
 *
 * @param dataBytes all keys with what they hold
 * @param tableBytes the share of the data that is for keeping it: tables and deadlines
 * @param clientBytes the buffers of all clients
 * @param keys how many keys there are
 * @param peakBytes the most that was seen of {@link #usedBytes}
 * @param process what the process takes
 */
record MemoryUse(
    long dataBytes,
    long tableBytes,
    long clientBytes,
    long keys,
    long peakBytes,
    ProcessUsage process) {

  /** The use of {@code engine} now; looks at each client. */
  static MemoryUse of(Engine engine) {
    Keyspace keyspace = engine.keyspace();
    long tables = 0;
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      tables += keyspace.hasKeys(number) ? keyspace.database(number).tableBytes() : 0;
    }
    long clients = ClientMemory.ofAll(engine.sessions());
    long used = keyspace.eviction().countedBytes() + clients;
    return new MemoryUse(
        keyspace.heldBytes(),
        tables,
        clients,
        keyspace.size(),
        engine.sampling().peakBytes(used),
        engine.surroundings().usage());
  }

  long startBytes() {
    return Eviction.EMPTY_SERVER_BYTES;
  }

  long usedBytes() {
    return startBytes() + dataBytes + clientBytes;
  }

  /** What is used for anything but keys and what they hold. */
  long overheadBytes() {
    return startBytes() + clientBytes + tableBytes;
  }

  /** What keys and values take. */
  long netDataBytes() {
    return dataBytes - tableBytes;
  }

  /** What is used beyond the empty server. */
  long growthBytes() {
    return dataBytes + clientBytes;
  }

  /** {@code part} of {@code whole}, 0 if there is no whole. */
  static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  static double percent(long part, long whole) {
    return ratio(part, whole) * 100;
  }
}
