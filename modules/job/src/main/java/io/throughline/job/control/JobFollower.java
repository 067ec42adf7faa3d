package io.throughline.job.control;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobPosition;
import io.throughline.job.api.Jobs.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Thins out a job's events for a client: nothing twice, nothing that is older than what it knows,
 * no step of less than a hundredth, nothing after the end. What happens before {@link #begin} is
 * held back, so that it does not overtake what happened before it. Thread-safe.
 */
final class JobFollower implements Subscription {

  private final Consumer<JobEvent> listener;
  private final AtomicReference<Subscription> source = new AtomicReference<>();
  private final List<JobEvent> held = new ArrayList<>();
  private boolean begun;
  private JobPosition last;
  private boolean over;

  /**
   * @param known what the client knows already
   */
  JobFollower(Optional<JobPosition> known, Consumer<JobEvent> listener) {
    this.last = known.orElse(null);
    this.listener = listener;
  }

  void from(Subscription subscription) {
    source.set(subscription);
    if (isOver()) {
      subscription.close();
    }
  }

  /** Tells the client what it has missed, and from now on what happens. */
  void begin(List<JobEvent> missed) {
    synchronized (this) {
      missed.forEach(this::tell);
      held.forEach(this::tell);
      held.clear();
      begun = true;
    }
    closeAtTheEnd();
  }

  void accept(JobEvent event) {
    synchronized (this) {
      if (begun) {
        tell(event);
      } else {
        held.add(event);
      }
    }
    closeAtTheEnd();
  }

  private void tell(JobEvent event) {
    if (!over && !isKnown(event)) {
      last = event.position();
      over = event.state().isTerminal();
      listener.accept(event);
    }
  }

  private void closeAtTheEnd() {
    if (isOver()) {
      close();
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private boolean isKnown(JobEvent event) {
    return last != null && event.position().compareTo(last) <= 0;
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
