package io.throughline.inference.control;

import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Room that is shared in the order of asking; who has to wait has a span for it. Thread-safe. */
public final class Turns {

  private final Semaphore free;
  private final Telemetry telemetry;

  /**
   * @param room for all together
   */
  public Turns(int room, Telemetry telemetry) {
    this.free = new Semaphore(room, true);
    this.telemetry = telemetry;
  }

  /**
   * Takes room, to be given back by {@link #giveBack}.
   *
   * @param wait the span, if there is a wait
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void take(int room, Supplier<SpanSpec> wait) throws InterruptedException {
    // a wait of no time at all keeps the order, which tryAcquire alone does not
    if (!free.tryAcquire(room, 0, TimeUnit.NANOSECONDS)) {
      telemetry.<Void, InterruptedException>inSpan(
          wait.get(),
          span -> {
            free.acquire(room);
            return null;
          });
    }
  }

  /** Gives back what was taken. */
  public void giveBack(int room) {
    free.release(room);
  }

  /** How many wait. */
  int waiting() {
    return free.getQueueLength();
  }
}
