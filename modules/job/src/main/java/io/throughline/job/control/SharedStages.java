package io.throughline.job.control;

import io.throughline.job.api.StagePlan.Stage;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Stages that have no free worker here are offered to the other nodes. Thread-safe. */
final class SharedStages implements StagePlaces {

  private final Lease attempt;
  private final Semaphore workers;
  private final StageOffers offers;
  private final JobSignal signal;
  private final Telemetry telemetry;

  /**
   * @param workers this node's free ones
   */
  SharedStages(
      Lease attempt, Semaphore workers, StageOffers offers, JobSignal signal, Telemetry telemetry) {
    this.attempt = attempt;
    this.workers = workers;
    this.offers = offers;
    this.signal = signal;
    this.telemetry = telemetry;
  }

  @Override
  public boolean enter() {
    return workers.tryAcquire();
  }

  @Override
  public void leave() {
    workers.release();
    signal.wake();
  }

  @Override
  public boolean offer(Stage stage) {
    return stage.durable()
        && telemetry.inSpan(
            SpanSpec.internal("orchestrator.schedule_task").with("job.stage", stage.name()),
            span -> {
              boolean offered = offers.offer(attempt, stage.name());
              if (offered) {
                signal.announce();
              }
              return offered;
            });
  }

  @Override
  public Optional<String> output(Stage stage) {
    return offers.output(attempt, stage.name());
  }

  @Override
  public boolean takeBack(Stage stage) {
    return offers.takeBack(attempt, stage.name());
  }
}
