package io.throughline.job.control;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Hints within this process. */
public final class LocalJobSignal implements JobSignal {

  private final Semaphore hints = new Semaphore(0);

  @Override
  public String system() {
    return "throughline";
  }

  @Override
  public void wake() {
    hints.release();
  }

  @Override
  public void announce() {
    wake();
  }

  @Override
  public void await(Duration timeout) throws InterruptedException {
    if (hints.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      hints.drainPermits();
    }
  }
}
