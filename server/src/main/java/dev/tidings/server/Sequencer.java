package dev.tidings.server;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides who may be in the engine: one thread at a time, whoever comes first. With one I/O loop
 * there is nobody to wait for.
 */
final class Sequencer {
  /** Enough for whoever waits to wake up and take over. */
  private static final long MOMENT_NANOS = 200_000;

  private final ReentrantLock lock = new ReentrantLock();

  void enter() {
    lock.lock();
  }

  void leave() {
    lock.unlock();
  }

  /** Leaves for a moment, if anybody waits, however often this thread has entered. */
  void letOthersIn() {
    int depth = lock.getHoldCount();
    if (!lock.hasQueuedThreads()) {
      return;
    }
    for (int i = 0; i < depth; i++) {
      lock.unlock();
    }
    LockSupport.parkNanos(MOMENT_NANOS);
    for (int i = 0; i < depth; i++) {
      lock.lock();
    }
  }
}
