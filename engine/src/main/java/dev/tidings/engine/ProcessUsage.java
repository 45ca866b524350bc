package dev.tidings.engine;

/**
 * What the process takes of the machine at this moment.
 *
 * @param heapUsedBytes on the Java heap, what is not yet collected included
 * @param heapHeldBytes what the heap has taken from the system
 * @param heapMostBytes how large the heap may grow
 * @param directBytes buffers outside of the heap
 * @param residentBytes physical memory of the whole process, 0 if unknown
 * @param systemMicros processor time spent in the kernel since the start
 * @param userMicros processor time spent outside of the kernel since the start
 */
public record ProcessUsage(
    long heapUsedBytes,
    long heapHeldBytes,
    long heapMostBytes,
    long directBytes,
    long residentBytes,
    long systemMicros,
    long userMicros) {

  /** What INFO calls used memory: the heap in use and the buffers outside of it. */
  public long usedBytes() {
    return heapUsedBytes + directBytes;
  }
}
