package io.throughline.job.control;

import java.time.Duration;

/**
 * Wakes dispatchers: a hint that there may be work, never the truth about it. A hint that is lost
 * costs waiting until the next poll. Thread-safe. Every adapter passes JobSignalContract.
 */
public interface JobSignal {

  /** What carries the hints, for spans: {@code throughline} or {@code redis}. */
  String system();

  /** Wakes this node's dispatcher. */
  void wake();

  /** Says that a job is due: wakes a dispatcher that waits, on whichever node. Never throws. */
  void announce();

  /** Returns after {@link #wake}, after an {@link #announce}, or after {@code timeout}. */
  void await(Duration timeout) throws InterruptedException;
}
