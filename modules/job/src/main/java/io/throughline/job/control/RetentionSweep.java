package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobHandler;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes jobs that need not be kept any longer, with everything their handlers kept for them.
 * Objects go before rows, so that a server which dies in between leaves something to find again; a
 * row that one node is removing is none of the others' business.
 */
final class RetentionSweep {

  private static final Logger LOG = Logger.getLogger(RetentionSweep.class.getName());

  private static final String SWEEPING = "removing jobs whose retention is over";
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int BATCH = 100;

  /** What was kept for a job cannot be removed now. */
  private static final class KeptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeptException(Exception cause) {
      super("the objects of the job cannot be removed", cause);
    }
  }

  private final JobStore store;
  private final Map<String, JobHandler> handlers;
  private final String node;
  private final Telemetry telemetry;
  private final OutageLog database;
  private final Clock clock;

  /**
   * @param handlers by job type
   * @param node this server, for its span
   */
  RetentionSweep(
      JobStore store,
      Map<String, JobHandler> handlers,
      String node,
      Telemetry telemetry,
      OutageLog database,
      Clock clock) {
    this.store = store;
    this.handlers = Map.copyOf(handlers);
    this.node = node;
    this.telemetry = telemetry;
    this.database = database;
    this.clock = clock;
  }

  /** Sweeps now, and again and again until the thread is interrupted. */
  void loop() {
    try {
      while (true) {
        sweep();
        TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes what is due, a bounded number of jobs at a time; never throws. */
  void sweep() {
    Instant start = clock.instant();
    int removed = 0;
    try {
      int batch;
      do {
        batch = telemetry.<Integer, RuntimeException>untraced(span -> batch());
        removed += batch;
        database.worked(SWEEPING);
      } while (batch == BATCH && !Thread.currentThread().isInterrupted());
    } catch (RuntimeException e) {
      database.failed(SWEEPING, e);
    }
    if (removed > 0) {
      telemetry.record(
          SpanSpec.internal("scheduler.apply_retention")
              .with("jobs.count", removed)
              .with("job.node", node),
          start,
          clock.instant());
      LOG.info("removed " + removed + " jobs whose retention is over, with all that was kept");
    }
  }

  private int batch() {
    List<String> expired = store.expired(BATCH);
    int removed = 0;
    int kept = 0;
    for (String id : expired) {
      try {
        removed += store.removeExpired(id, this::discard) ? 1 : 0;
      } catch (RuntimeException e) {
        kept++;
        LOG.log(Level.FINE, "job " + id + " is not removed", LoggedFailure.of(e));
      }
    }
    if (kept > 0) {
      LOG.warning(
          kept + " jobs whose retention is over cannot be removed now; the next sweep tries again");
    }
    return removed;
  }

  private void discard(Job job) {
    JobHandler handler = handlers.get(job.type());
    if (handler == null) {
      return;
    }
    try {
      handler.discard(job);
    } catch (Exception e) {
      throw new KeptException(e);
    }
  }
}
