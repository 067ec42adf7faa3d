package io.throughline.job.control;

import io.throughline.job.api.JobHandler;
import io.throughline.job.control.StageOffers.ClaimedStage;
import io.throughline.job.control.StageOffers.StageLease;
import io.throughline.telemetry.api.LoggedFailure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs stages that attempts offer, on workers of this node that have nothing to do. */
final class OfferedStages {

  private static final Logger LOG = Logger.getLogger(OfferedStages.class.getName());

  private final JobSettings settings;
  private final JobExecution.Surroundings around;
  private final StageOffers offers;
  private final Map<String, JobHandler> handlers;
  private final ExecutorService threads;
  private final Map<StageLease, StageExecution> running = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  OfferedStages(
      JobSettings settings,
      JobExecution.Surroundings around,
      StageOffers offers,
      Map<String, JobHandler> handlers,
      ExecutorService threads) {
    this.settings = settings;
    this.around = around;
    this.offers = offers;
    this.handlers = handlers;
    this.threads = threads;
  }

  /**
   * Starts a stage that is offered.
   *
   * @param ended called once it has ended; the caller's worker is free then
   * @return false if there is none, and {@code ended} is not called
   */
  boolean startOne(Runnable ended) {
    Optional<ClaimedStage> claimed = claim();
    claimed.ifPresent(stage -> start(stage, ended));
    return claimed.isPresent();
  }

  private Optional<ClaimedStage> claim() {
    try {
      return untraced(() -> offers.claim(settings.node(), settings.lease()));
    } catch (RuntimeException e) {
      // The claim of jobs that follows meets the same database, and tells of it.
      LOG.log(Level.FINE, "cannot look for offered stages", LoggedFailure.of(e));
      return Optional.empty();
    }
  }

  private void start(ClaimedStage stage, Runnable ended) {
    JobHandler handler = handlers.get(stage.job().type());
    if (handler == null) {
      giveBack(stage);
      ended.run();
      return;
    }
    StageExecution execution = new StageExecution(around, offers, handler, stage);
    running.put(stage.lease(), execution);
    if (stopping) {
      // drain may have looked before this one was there
      execution.stop(StopReason.DRAINING);
    }
    try {
      threads.execute(() -> run(execution, ended));
    } catch (RejectedExecutionException e) {
      running.remove(stage.lease());
      giveBack(stage);
      ended.run();
    }
  }

  private void giveBack(ClaimedStage stage) {
    String what = "no one here to run an offered stage of job " + stage.job().id();
    try {
      untraced(
          () -> {
            offers.giveBack(stage.lease());
            return null;
          });
      LOG.info(what + "; it is offered again");
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, what + "; it is offered again when its lease ends", LoggedFailure.of(e));
    }
  }

  private void run(StageExecution execution, Runnable ended) {
    try {
      execution.run();
    } finally {
      running.remove(execution.lease());
      ended.run();
    }
  }

  /** Extends every lease; what is not held any more stops. */
  void heartbeats() {
    for (StageExecution execution : running.values()) {
      try {
        if (!untraced(() -> offers.heartbeat(execution.lease(), settings.lease()))) {
          execution.stop(StopReason.LEASE_LOST);
        }
      } catch (RuntimeException e) {
        LOG.log(Level.FINE, "no heartbeat for an offered stage", LoggedFailure.of(e));
      }
    }
  }

  /** Stops them all; their attempts get them back. */
  void drain() {
    stopping = true;
    running.values().forEach(execution -> execution.stop(StopReason.DRAINING));
  }

  private <T> T untraced(Supplier<T> work) {
    return around.telemetry().untraced(span -> work.get());
  }
}
