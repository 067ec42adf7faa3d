package io.throughline.job.control;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the dispatcher: a hint that there may be work, never the truth about it. Thread-safe. */
final class JobSignal {

  private final Semaphore hints = new Semaphore(0);

  void wake() {
    hints.release();
  }

  /** Returns after {@link #wake} or after {@code timeout}. */
  void await(Duration timeout) throws InterruptedException {
    if (hints.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      hints.drainPermits();
    }
  }
}
