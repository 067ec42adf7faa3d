package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import io.throughline.job.control.StageOffers.ClaimedStage;
import io.throughline.job.control.StageOffers.StageLease;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One stage of an attempt that another node runs. Stages before it that left files and no output
 * run here again; what they leave is deleted at the end. If it fails or is stopped, the attempt
 * gets the stage back and runs it itself: errors count there and nowhere else.
 */
final class StageExecution {

  private static final Logger LOG = Logger.getLogger(StageExecution.class.getName());

  private final JobExecution.Surroundings around;
  private final StageOffers offers;
  private final JobHandler handler;
  private final ClaimedStage claimed;
  private final Job job;
  private final StopSwitch stop = new StopSwitch();

  StageExecution(
      JobExecution.Surroundings around,
      StageOffers offers,
      JobHandler handler,
      ClaimedStage claimed) {
    this.around = around;
    this.offers = offers;
    this.handler = handler;
    this.claimed = claimed;
    this.job = claimed.job();
  }

  StageLease lease() {
    return claimed.lease();
  }

  void stop(StopReason reason) {
    stop.stop(reason);
  }

  /** Runs the stage; never throws. */
  void run() {
    StageLease lease = claimed.lease();
    SpanSpec spec =
        SpanSpec.internal("job.stage")
            .childOf(claimed.attempt())
            .with("job.id", job.id())
            .with("job.attempt", lease.attempt())
            .with("job.stage", lease.stage())
            .with("job.node", lease.node());
    try (LogFields.Scope scope = LogFields.of(job.trace()).withJob(job.id()).makeCurrent()) {
      around
          .telemetry()
          .inSpan(
              spec,
              span -> {
                work();
                return null;
              });
    } catch (Exception e) {
      LOG.log(
          Level.INFO,
          "stage "
              + lease.stage()
              + " of job "
              + job.id()
              + " did not end here; the attempt that offered it runs it",
          LoggedFailure.of(e));
    } finally {
      Thread.interrupted();
    }
  }

  private void work() throws Exception {
    Path directory = null;
    boolean completed = false;
    try {
      directory = Files.createTempDirectory(around.workRoot(), "stage-");
      stop.enter();
      StagePlan plan = handler.plan(job).upTo(claimed.lease().stage());
      Instant start = around.clock().instant();
      String output =
          new StageRun(
                  job,
                  plan,
                  directory,
                  around.stages(),
                  around.clock(),
                  StagePlaces.HERE,
                  new Unheard())
              .run(claimed.outputs());
      stop.leave();
      completed = offers.complete(claimed.lease(), start, output);
      if (!completed) {
        throw new LeaseLostException(job.id(), claimed.lease().attempt());
      }
    } finally {
      stop.leave();
      if (!completed) {
        offers.giveBack(claimed.lease());
      }
      if (directory != null) {
        WorkDirectories.delete(directory);
      }
    }
  }

  /** The attempt tells of progress, and the one output is committed at the end. */
  private static final class Unheard implements StageRun.Listener {

    @Override
    public void progressed(Stage stage, double fraction) {}

    @Override
    public void completed(Stage stage, Instant startedAt, String output) {}
  }
}
