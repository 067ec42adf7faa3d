package io.throughline.job.control;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.Jobs.Subscription;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Thins out a job's events for a client: nothing twice, no step of less than a hundredth, nothing
 * after the end. Thread-safe.
 */
final class JobFollower implements Subscription {

  private static final double SMALLEST_STEP = 0.01;

  private final Consumer<JobEvent> listener;
  private final AtomicReference<Subscription> source = new AtomicReference<>();
  private JobEvent last;
  private boolean over;

  JobFollower(Consumer<JobEvent> listener) {
    this.listener = listener;
  }

  void from(Subscription subscription) {
    source.set(subscription);
    if (isOver()) {
      subscription.close();
    }
  }

  void accept(JobEvent event) {
    synchronized (this) {
      if (over || isSmallStep(event)) {
        return;
      }
      last = event;
      over = event.state().isTerminal();
      listener.accept(event);
    }
    if (event.state().isTerminal()) {
      close();
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private boolean isSmallStep(JobEvent event) {
    return last != null
        && last.state() == event.state()
        && event.progress() - last.progress() < SMALLEST_STEP;
  }

  @Override
  public void close() {
    synchronized (this) {
      over = true;
    }
    Subscription held = source.get();
    if (held != null) {
      held.close();
    }
  }
}
