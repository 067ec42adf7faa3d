package io.throughline.job.control;

import io.throughline.job.api.JobEvent;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Reads the rows of jobs that somebody here listens to, because another node may run them and its
 * events may get lost or have no way to here. Listeners leave out what they know already.
 */
final class FollowedJobs {

  private static final String FOLLOWING = "reading the jobs that clients follow";
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final JobEvents events;
  private final JobStore store;
  private final Telemetry telemetry;
  private final OutageLog database;

  FollowedJobs(JobEvents events, JobStore store, Telemetry telemetry, OutageLog database) {
    this.events = events;
    this.store = store;
    this.telemetry = telemetry;
    this.database = database;
  }

  /** Looks again and again until the thread is interrupted. */
  void loop() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells listeners what the rows say now. */
  void look() {
    try {
      events.followed().forEach(this::look);
      database.worked(FOLLOWING);
    } catch (RuntimeException e) {
      database.failed(FOLLOWING, e);
    }
  }

  private void look(String jobId) {
    telemetry.<Void, RuntimeException>untraced(
        span -> {
          store.find(jobId).ifPresent(job -> events.deliver(JobEvent.of(job)));
          return null;
        });
  }
}
