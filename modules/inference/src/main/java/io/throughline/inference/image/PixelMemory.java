package io.throughline.inference.image;

import io.throughline.inference.control.Turns;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;

/**
 * Lets only as many pictures be worked on at once as there is memory for; who came first goes
 * first, and one that needs more than there is goes alone. Who waits has a span for it.
 * Thread-safe.
 */
final class PixelMemory {

  private static final int UNIT = 1024;

  /** Work that needs memory. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws Exception;
  }

  private final int units;
  private final Turns free;

  /**
   * @param bytes for all pictures together
   */
  PixelMemory(long bytes, Telemetry telemetry) {
    this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
    this.free = new Turns(units, telemetry);
  }

  /** Half of what the server may have: the rest of it has work, too. */
  static PixelMemory ofThisServer(Telemetry telemetry) {
    return new PixelMemory(Runtime.getRuntime().maxMemory() / 2, telemetry);
  }

  /**
   * Waits for memory and works with it.
   *
   * @param bytes that the work needs at most
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  <T> T with(long bytes, Work<T> work) throws Exception {
    int needed = (int) Math.max(1, Math.min(units, bytes / UNIT));
    free.take(
        needed,
        () -> SpanSpec.internal("image.memory_wait").with("image.bytes", (long) needed * UNIT));
    try {
      return work.run();
    } finally {
      free.giveBack(needed);
    }
  }
}
