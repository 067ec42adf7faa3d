package io.throughline.job.control;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobState;
import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.telemetry.api.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
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

  private final JobSettings settings;
  private final JobExecution.Surroundings around;
  private final Map<String, JobHandler> handlers;
  private final JobSignal signal;
  private final ExecutorService workers;
  private final Semaphore free;
  private final Map<String, JobExecution> running = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  JobDispatcher(
      JobSettings settings,
      JobExecution.Surroundings around,
      Map<String, JobHandler> handlers,
      JobSignal signal,
      ExecutorService workers) {
    this.settings = settings;
    this.around = around;
    this.handlers = Map.copyOf(handlers);
    this.signal = signal;
    this.workers = workers;
    this.free = new Semaphore(settings.workers());
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
        Optional<ClaimedJob> claimed = stopping ? Optional.empty() : claim();
        if (claimed.isPresent()) {
          start(claimed.get());
        } else {
          free.release();
          signal.await(settings.poll());
        }
      } catch (InterruptedException e) {
        return;
      }
    }
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
      sinceRecovery += settings.heartbeat().toMillis();
      if (sinceRecovery >= settings.lease().toMillis() / 3) {
        sinceRecovery = 0;
        recover(false);
      }
    }
  }

  /** Interrupts a job that runs here; false if it does not. */
  boolean cancelHere(String jobId) {
    JobExecution execution = running.get(jobId);
    if (execution != null) {
      execution.stop(StopReason.CANCELLED);
    }
    return execution != null;
  }

  /** Stops claiming, gives running jobs back without spending an attempt, and waits for them. */
  void drain(Duration limit) {
    stopping = true;
    signal.wake();
    running.values().forEach(execution -> execution.stop(StopReason.DRAINING));
    try {
      if (!free.tryAcquire(settings.workers(), limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warning(
            "some jobs did not stop within "
                + limit
                + "; their leases run out and another start takes them over");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<ClaimedJob> claim() {
    try {
      return untraced(() -> around.store().claim(settings.node(), settings.lease()));
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "cannot claim jobs, retrying in " + settings.poll() + "; none is lost", e);
      return Optional.empty();
    }
  }

  private void start(ClaimedJob claimed) {
    JobHandler handler = handlers.get(claimed.job().type());
    if (handler == null) {
      LOG.severe("job " + claimed.job().id() + " has a type that no module handles; released");
      around.store().release(claimed.lease());
      free.release();
      return;
    }
    JobExecution execution = new JobExecution(around, handler, claimed);
    running.put(claimed.job().id(), execution);
    workers.execute(
        () -> {
          try {
            execution.run();
          } finally {
            running.remove(claimed.job().id(), execution);
            free.release();
            signal.wake();
          }
        });
  }

  private void heartbeat(JobExecution execution) {
    try {
      Optional<JobState> state =
          untraced(
              () ->
                  around
                      .store()
                      .heartbeat(execution.lease(), settings.lease(), execution.progress()));
      if (state.isEmpty()) {
        execution.stop(StopReason.LEASE_LOST);
      } else if (state.get() == JobState.CANCELLING) {
        execution.stop(StopReason.CANCELLED);
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "no heartbeat for job "
              + execution.lease().jobId()
              + "; it is taken over if this lasts longer than "
              + settings.lease(),
          e);
    }
  }

  private void recover(boolean everyLease) {
    try {
      for (String id :
          untraced(() -> around.store().recoverExpired(settings.maxCrashes(), everyLease))) {
        LOG.warning("job " + id + " was left by a server that died; it is tried again");
        around.events().publish(new JobEvent(id, JobState.PENDING, 0, ""));
        signal.wake();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "cannot look for abandoned jobs now; retrying", e);
    }
  }

  private <T> T untraced(java.util.function.Supplier<T> work) {
    Telemetry telemetry = around.telemetry();
    return telemetry.untraced(span -> work.get());
  }
}
