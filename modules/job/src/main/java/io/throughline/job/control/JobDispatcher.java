package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.Job.JobError;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobState;
import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Claims due jobs while workers are free, keeps the leases of running ones, and recovers those
 * whose owner died. Its two loops run on threads that the caller provides.
 */
final class JobDispatcher {

  private static final Logger LOG = Logger.getLogger(JobDispatcher.class.getName());

  private static final String CLAIMING = "claiming jobs";
  private static final String EXTENDING = "extending the leases of running jobs";
  private static final String RECOVERING = "looking for abandoned jobs";

  private static final JobError UNHANDLED =
      new JobError("unhandled_job_type", "no module of this server handles jobs of this type");

  private final JobSettings settings;
  private final JobExecution.Surroundings around;
  private final Map<String, JobHandler> handlers;
  private final JobSignal signal;
  private final ExecutorService workers;
  private final Semaphore free;
  private final JobClaims claims;
  private final Optional<OfferedStages> offered;
  private final Map<Lease, JobExecution> running = new ConcurrentHashMap<>();
  private volatile boolean stopping;
  private volatile Instant trustedFrom = Instant.MIN;

  JobDispatcher(
      JobSettings settings,
      JobExecution.Surroundings around,
      Map<String, JobHandler> handlers,
      ExecutorService workers) {
    this.settings = settings;
    this.around = around;
    this.handlers = Map.copyOf(handlers);
    this.signal = around.signal();
    this.workers = workers;
    this.free = around.free();
    this.offered =
        around
            .offers()
            .map(offers -> new OfferedStages(settings, around, offers, this.handlers, workers));
    this.claims =
        new JobClaims(
            around.store(),
            settings.node(),
            settings.lease(),
            around.clock(),
            settings.maxCrashes() - 1);
  }

  /** Takes back what a server that died left running. Call once, before the loops start. */
  void recoverAtStart() {
    recover(settings.onlyNode());
  }

  /** Claims and starts jobs until {@link #drain}. */
  void dispatchLoop() {
    while (!stopping) {
      try {
        free.acquire();
        int places = 1 + free.drainPermits();
        int started = start(places);
        free.release(places - started);
        if (started == 0) {
          signal.await(settings.poll());
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Jobs that run come before jobs that wait: a stage that is offered holds its job up. */
  private int start(int places) {
    int started = 0;
    while (started < places && !stopping && startStage()) {
      started++;
    }
    if (started < places && !stopping) {
      for (ClaimedJob claimed : claim(places - started)) {
        started += start(claimed) ? 1 : 0;
      }
    }
    return started;
  }

  private boolean startStage() {
    return offered.map(stages -> stages.startOne(this::freed)).orElse(false);
  }

  /** Extends leases, notices cancelled jobs, and recovers expired ones until {@link #drain}. */
  void heartbeatLoop() {
    long sinceRecovery = 0;
    while (!stopping) {
      try {
        TimeUnit.MILLISECONDS.sleep(settings.heartbeat().toMillis());
      } catch (InterruptedException e) {
        return;
      }
      running.values().forEach(this::heartbeat);
      offered.ifPresent(OfferedStages::heartbeats);
      if (running.isEmpty()) {
        around.database().worked(EXTENDING);
      }
      count();
      sinceRecovery += settings.heartbeat().toMillis();
      if (sinceRecovery >= settings.lease().toMillis() / 3) {
        sinceRecovery = 0;
        recover(false);
      }
    }
  }

  /** Interrupts a job that runs here; false if it does not. */
  boolean cancelHere(String jobId) {
    List<JobExecution> here =
        running.values().stream().filter(e -> e.lease().jobId().equals(jobId)).toList();
    here.forEach(execution -> execution.stop(StopReason.CANCELLED));
    return !here.isEmpty();
  }

  /** Stops claiming, gives running jobs back without spending an attempt, and waits for them. */
  void drain(Duration limit) {
    stopping = true;
    signal.wake();
    running.values().forEach(execution -> execution.stop(StopReason.DRAINING));
    offered.ifPresent(OfferedStages::drain);
    try {
      if (free.tryAcquire(settings.workers(), limit.toMillis(), TimeUnit.MILLISECONDS)) {
        free.release(settings.workers());
      } else {
        LOG.warning(
            "some jobs did not stop within "
                + limit
                + "; their leases run out and another start takes them over");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ClaimedJob> claim(int places) {
    boolean lastChanceRuns =
        running.values().stream().anyMatch(e -> claims.isAtLastChance(e.crashes()));
    try {
      List<ClaimedJob> claimed = untraced(() -> claims.next(places, lastChanceRuns));
      around.database().worked(CLAIMING);
      return claimed;
    } catch (RuntimeException e) {
      databaseFailed(CLAIMING, e);
      return List.of();
    }
  }

  /** False if there is no thread for it: trying again at once would not help. */
  private boolean start(ClaimedJob claimed) {
    JobHandler handler = handlers.get(claimed.job().type());
    if (handler == null) {
      refuse(claimed);
      free.release();
      return true;
    }
    JobExecution execution = new JobExecution(around, handler, claimed);
    running.put(claimed.lease(), execution);
    if (stopping) {
      // drain may have looked before this one was there
      execution.stop(StopReason.DRAINING);
    }
    try {
      workers.execute(() -> run(execution));
      return true;
    } catch (RejectedExecutionException e) {
      giveBack(claimed);
      running.remove(execution.lease());
      return false;
    }
  }

  /** A server that stops has no more threads to give. */
  private void giveBack(ClaimedJob claimed) {
    String what = "no thread for job " + claimed.job().id();
    try {
      untraced(() -> around.store().release(claimed.lease()));
      LOG.info(what + "; it waits again");
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, what + "; it is taken over when its lease ends", LoggedFailure.of(e));
    }
  }

  private void run(JobExecution execution) {
    try {
      execution.run();
    } finally {
      ended(execution);
    }
  }

  private void ended(JobExecution execution) {
    running.remove(execution.lease());
    freed();
  }

  private void freed() {
    free.release();
    signal.wake();
  }

  /** Another server, or a later version, may handle it: it is tried again before it has failed. */
  private void refuse(ClaimedJob claimed) {
    LOG.severe("job " + claimed.job().id() + " has a type that no module of this server handles");
    try {
      Optional<Duration> retryIn = around.retries().next(claimed.errors() + 1);
      around.store().fail(claimed.lease(), UNHANDLED, retryIn);
      publishState(claimed.job().id());
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "cannot give the job back now; its lease runs out", LoggedFailure.of(e));
    }
  }

  private void heartbeat(JobExecution execution) {
    try {
      Optional<JobState> state =
          untraced(
              () ->
                  around
                      .store()
                      .heartbeat(execution.lease(), settings.lease(), execution.progress()));
      around.database().worked(EXTENDING);
      if (state.isEmpty()) {
        execution.stop(StopReason.LEASE_LOST);
      } else if (state.get() == JobState.CANCELLING) {
        execution.stop(StopReason.CANCELLED);
      }
    } catch (RuntimeException e) {
      databaseFailed(EXTENDING, e);
    }
  }

  /** After the database was away, owners that live get the time of one lease to say so. */
  private void recover(boolean everyLease) {
    Instant start = around.clock().instant();
    if (!everyLease && start.isBefore(trustedFrom)) {
      return;
    }
    try {
      List<String> recovered =
          untraced(
              () ->
                  around
                      .store()
                      .recoverExpired(settings.maxCrashes(), everyLease, settings.node()));
      around.database().worked(RECOVERING);
      if (!recovered.isEmpty()) {
        // a look that found nothing is not worth a trace
        around
            .telemetry()
            .record(
                SpanSpec.internal("scheduler.recover_leases")
                    .with("jobs.count", recovered.size())
                    .with("job.node", settings.node()),
                start,
                around.clock().instant());
      }
      for (String id : recovered) {
        LOG.warning("the lease of job " + id + " ran out; its attempt is over");
        publishState(id).ifPresent(around.metrics()::attemptCrashed);
        signal.announce();
      }
    } catch (RuntimeException e) {
      databaseFailed(RECOVERING, e);
    }
  }

  private void databaseFailed(String meanwhile, RuntimeException failure) {
    trustedFrom = around.clock().instant().plus(settings.lease());
    around.database().failed(meanwhile, failure);
  }

  private Optional<Job> publishState(String jobId) {
    Optional<Job> found = untraced(() -> around.store().find(jobId));
    found.ifPresent(
        job -> {
          if (job.state().isTerminal()) {
            around.metrics().ended(job, job.state());
          }
          around.events().publish(JobEvent.of(job));
        });
    return found;
  }

  private void count() {
    try {
      around.metrics().counted(untraced(() -> around.store().unfinished()));
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "jobs cannot be counted now", LoggedFailure.of(e));
    }
  }

  /** How many jobs run here. */
  int busy() {
    return running.size();
  }

  private <T> T untraced(java.util.function.Supplier<T> work) {
    Telemetry telemetry = around.telemetry();
    return telemetry.untraced(span -> work.get());
  }
}
