package dev.tidings.server;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides who may be in the engine: one thread at a time, whoever comes first. With one I/O loop
 * there is nobody to wait for.
 */
final class Sequencer {
  private final ReentrantLock lock = new ReentrantLock();

  void enter() {
    lock.lock();
  }

  void leave() {
    lock.unlock();
  }
}
