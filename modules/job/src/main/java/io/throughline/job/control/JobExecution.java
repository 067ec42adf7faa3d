package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobState;
import io.throughline.job.api.StagePlan;
import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.DatabaseOutage;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.SpanKind;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One attempt at one job, from claim to outcome, under one CONSUMER span. */
final class JobExecution {

  private static final Logger LOG = Logger.getLogger(JobExecution.class.getName());

  /**
   * What every attempt on this node shares.
   *
   * @param database tells when the store does not answer
   * @param free this node's workers that have nothing to do
   * @param offers where other nodes find stages; empty when there are none
   */
  record Surroundings(
      JobStore store,
      JobEvents events,
      JobSignal signal,
      Telemetry telemetry,
      JobMetrics metrics,
      ExecutorService stages,
      RetryPolicy retries,
      Path workRoot,
      OutageLog database,
      Clock clock,
      Semaphore free,
      Optional<StageOffers> offers) {

    private StagePlaces places(Lease attempt) {
      return offers
          .<StagePlaces>map(to -> new SharedStages(attempt, free, to, signal, telemetry))
          .orElse(StagePlaces.HERE);
    }
  }

  private final Surroundings around;
  private final JobHandler handler;
  private final ClaimedJob claimed;
  private final Job job;
  private final Lease lease;
  private volatile JobProgress progress;
  private final StopSwitch stop = new StopSwitch();

  JobExecution(Surroundings around, JobHandler handler, ClaimedJob claimed) {
    this.around = around;
    this.handler = handler;
    this.claimed = claimed;
    this.job = claimed.job();
    this.lease = claimed.lease();
  }

  Lease lease() {
    return lease;
  }

  /** Attempts before this one that died with their server. */
  int crashes() {
    return claimed.crashes();
  }

  double progress() {
    JobProgress current = progress;
    return current == null ? 0 : current.value();
  }

  /** Interrupts the attempt; the first reason counts. */
  void stop(StopReason reason) {
    stop.stop(reason);
  }

  /** Runs the attempt to its outcome; never throws. */
  void run() {
    LogFields fields = LogFields.of(job.trace()).withJob(job.id());
    try (LogFields.Scope scope = fields.makeCurrent()) {
      runLogged();
    }
  }

  private void runLogged() {
    SpanSpec spec =
        SpanSpec.of(handler.spanName(job.type()), SpanKind.CONSUMER)
            .childOf(job.trace())
            .with("messaging.system", around.signal().system())
            .with("messaging.destination.name", job.type())
            .with("messaging.operation.name", "process")
            .with("messaging.operation.type", "process")
            .with("messaging.message.id", job.id())
            .with("task.id", job.id())
            .with("task.type", job.type())
            .with("job.id", job.id())
            .with("job.attempt", lease.attempt())
            .with("job.node", lease.owner());
    for (Map.Entry<String, String> parameter : handler.details(job).parameters().entrySet()) {
      spec = spec.with("param." + parameter.getKey(), parameter.getValue());
    }
    SpanSpec linked = linked(spec);
    try {
      around.telemetry().inSpan(linked, this::logged);
    } catch (Exception e) {
      // Told already, and written into the job's row where that was possible.
      LOG.log(Level.FINE, "the attempt is over", LoggedFailure.of(e));
    } finally {
      Thread.interrupted();
    }
  }

  private SpanSpec linked(SpanSpec spec) {
    return claimed.previousAttempt().map(spec::linkedTo).orElse(spec);
  }

  /** Logs inside the span, so that the lines carry it. */
  private Void logged(ActiveSpan span) throws Exception {
    String attempt = "job " + job.id() + " attempt " + lease.attempt();
    LOG.info(attempt + " started");
    try {
      attempt(span);
      LOG.info(attempt + " completed");
    } catch (CancellationException e) {
      LOG.info(attempt + " stopped: " + stop.reason().orElseThrow());
      throw e;
    } catch (Exception e) {
      LOG.log(Level.WARNING, attempt + " failed", LoggedFailure.of(e));
      throw e;
    }
    return null;
  }

  private void attempt(ActiveSpan span) throws Exception {
    Instant start = around.clock().instant();
    begin(span);
    Path directory = null;
    try {
      directory = Files.createTempDirectory(around.workRoot(), "attempt-");
      String resultKey = stages(directory);
      stop.leave();
      commit(resultKey);
      ended(span, start, "completed");
      span.event("task_completed");
      around
          .telemetry()
          .inSpan(
              SpanSpec.internal("orchestrator.mark_job_completed"),
              s -> {
                publish(JobState.COMPLETED, 1, "");
                return null;
              });
    } catch (Exception failure) {
      stop.leave();
      if (failure instanceof LeaseLostException) {
        stop(StopReason.LEASE_LOST);
      }
      if (stop.reason().isEmpty() && !failed(failure)) {
        // Refused: somebody asked to cancel, or another owner has the job.
        stop(StopReason.CANCELLED);
      }
      if (stop.reason().isPresent()) {
        ended(span, start, stopped());
        throw new CancellationException();
      }
      ended(span, start, "failed");
      span.event("task_failed", Map.of("error.type", failure.getClass().getName()));
      throw failure;
    } finally {
      if (directory != null) {
        WorkDirectories.delete(directory);
      }
    }
  }

  private void begin(ActiveSpan span) throws InterruptedException {
    around
        .telemetry()
        .record(
            SpanSpec.internal("job.queue_wait")
                .with("job.priority", job.priority())
                .with("queue.depth", claimed.queueDepth()),
            claimed.dueSince(),
            claimed.claimedAt());
    around.metrics().claimed(job, Duration.between(claimed.dueSince(), claimed.claimedAt()));
    around.store().attemptStarted(lease, around.telemetry().capture());
    span.event("task_started");
    publish(JobState.RUNNING, 0, "");
  }

  private String stages(Path directory) throws Exception {
    stop.enter();
    StagePlan plan =
        around
            .telemetry()
            .inSpan(
                SpanSpec.internal("orchestrator.build_dag"),
                s -> {
                  StagePlan made = handler.plan(job);
                  s.set("dag.stages", made.stages().stream().map(StagePlan.Stage::name).toList());
                  return made;
                });
    progress = new JobProgress(plan);
    Map<String, String> committed = around.store().stagesPlanned(lease, plan);
    committed.keySet().forEach(name -> progress.report(name, 1));
    return new StageRun(
            job, plan, directory, around.stages(), around.clock(), around.places(lease), listener())
        .run(committed);
  }

  private StageRun.Listener listener() {
    return new StageRun.Listener() {
      @Override
      public void progressed(StagePlan.Stage stage, double fraction) {
        progress.report(stage.name(), fraction);
        publish(JobState.RUNNING, progress.value(), stage.name());
      }

      @Override
      public void completed(StagePlan.Stage stage, Instant startedAt, String output)
          throws LeaseLostException {
        Optional<String> kept = stage.durable() ? Optional.of(output) : Optional.empty();
        if (!around.store().stageCompleted(lease, stage.name(), startedAt, kept)) {
          throw new LeaseLostException(job.id(), lease.attempt());
        }
      }
    };
  }

  private void commit(String resultKey) throws LeaseLostException {
    if (around.store().complete(lease, resultKey)) {
      around.metrics().ended(job, JobState.COMPLETED);
    } else {
      // Refused: somebody asked to cancel, or another owner has the job.
      stop(StopReason.CANCELLED);
      throw new LeaseLostException(job.id(), lease.attempt());
    }
  }

  private String stopped() {
    StopReason reason = stop.reason().orElseThrow();
    if (reason == StopReason.DRAINING && around.store().release(lease)) {
      return "released";
    }
    if (reason != StopReason.LEASE_LOST && around.store().cancelled(lease)) {
      around.metrics().ended(job, JobState.CANCELLED);
      publish(JobState.CANCELLED, progress(), "");
      return "cancelled";
    }
    return "lease_lost";
  }

  /** False if the store did not take the failure. */
  private boolean failed(Exception failure) {
    if (DatabaseOutage.isIn(failure) || handler.isOutage(failure)) {
      return postponed(failure);
    }
    Optional<Duration> retryIn =
        handler.isRetryable(failure)
            ? around.retries().next(claimed.errors() + 1)
            : Optional.empty();
    Job.JobError error = JobErrors.of(failure);
    boolean taken = around.store().fail(lease, error, retryIn);
    if (taken && retryIn.isEmpty()) {
      around.metrics().ended(job, JobState.FAILED);
    }
    if (taken) {
      publish(retryIn.isPresent() ? JobState.PENDING : JobState.FAILED, progress(), "");
    }
    return taken;
  }

  private boolean postponed(Exception failure) {
    Duration retryIn = around.retries().outage(lease.attempt());
    boolean taken = around.store().postpone(lease, JobErrors.of(failure), retryIn);
    if (taken) {
      LOG.info("job " + job.id() + " waits for what is away; this attempt does not count");
      publish(JobState.PENDING, progress(), "");
    }
    return taken;
  }

  private void ended(ActiveSpan span, Instant start, String status) {
    Duration took = Duration.between(start, around.clock().instant());
    span.set("task.status", status);
    span.set("task.duration_seconds", took.toNanos() / 1e9);
    span.set("job.duration_ms", took.toNanos() / 1e6);
    around.metrics().attemptEnded(job, status, took);
  }

  private void publish(JobState state, double value, String stage) {
    around.events().publish(new JobEvent(job.id(), lease.attempt(), state, value, stage));
  }
}
