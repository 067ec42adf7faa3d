package io.throughline.inference.image;

import java.util.concurrent.Semaphore;

/**
 * Lets only as many pictures be worked on at once as there is memory for; who came first goes
 * first, and one that needs more than there is goes alone. Thread-safe.
 */
final class PixelMemory {

  private static final int UNIT = 1024;

  /** Work that needs memory. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws Exception;
  }

  private final int units;
  private final Semaphore free;

  /**
   * @param bytes for all pictures together
   */
  PixelMemory(long bytes) {
    this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
    this.free = new Semaphore(units, true);
  }

  /** Half of what the server may have: the rest of it has work, too. */
  static PixelMemory ofThisServer() {
    return new PixelMemory(Runtime.getRuntime().maxMemory() / 2);
  }

  /**
   * Waits for memory and works with it.
   *
   * @param bytes that the work needs at most
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  <T> T with(long bytes, Work<T> work) throws Exception {
    int needed = (int) Math.max(1, Math.min(units, bytes / UNIT));
    free.acquire(needed);
    try {
      return work.run();
    } finally {
      free.release(needed);
    }
  }
}
