package io.throughline.job.control;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.Jobs.Subscription;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells listeners what happens to a job. Events may come late, twice or not at all from other
 * nodes; the job row is the truth. Thread-safe. Every adapter passes JobEventsContract.
 */
public interface JobEvents {

  /** Hears of one job from now on, on threads that must not be held up. */
  Subscription subscribe(String jobId, Consumer<JobEvent> listener);

  /** Tells listeners on every node. Never throws, and does not wait for the other nodes. */
  void publish(JobEvent event);

  /** Tells listeners on this node only. */
  void deliver(JobEvent event);

  /** Jobs that somebody on this node listens to. */
  Set<String> followed();
}
