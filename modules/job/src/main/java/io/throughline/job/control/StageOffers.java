package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Stages of running attempts that any node may run. Whoever runs the attempt offers a durable stage
 * that it has no worker for; a node with a free worker claims it under a lease of its own. Every
 * method is one transaction; all times are the database's. An offer is good only as long as its
 * attempt runs: what comes later changes nothing. Thread-safe.
 */
public interface StageOffers {

  /** Offers a stage of an attempt; false if the attempt's lease is no longer held. */
  boolean offer(Lease attempt, String stage);

  /**
   * Takes an offer back that nobody holds: nobody took it, or who did has lost its lease.
   *
   * @return true if the stage is the attempt's own again
   */
  boolean takeBack(Lease attempt, String stage);

  /** The output of an offered stage, once somebody has completed it. */
  Optional<String> output(Lease attempt, String stage);

  /** Claims a stage that is offered, if there is one. */
  Optional<ClaimedStage> claim(String node, Duration lease);

  /** Extends the lease; false if it is not held any more or the attempt is to stop. */
  boolean heartbeat(StageLease lease, Duration extension);

  /** Commits the stage; false if its lease is not held any more or its attempt is over. */
  boolean complete(StageLease lease, Instant startedAt, String output);

  /** Ends the lease without an output: the attempt that offered the stage gets it back. */
  void giveBack(StageLease lease);

  /**
   * The right to work on a stage of somebody's attempt.
   *
   * @param node who holds it
   */
  record StageLease(String jobId, int attempt, String stage, String node) {}

  /**
   * A stage that was just claimed.
   *
   * @param outputs outputs of the job's committed stages, by name
   * @param attempt span of the attempt that offered it
   */
  record ClaimedStage(
      Job job, StageLease lease, Map<String, String> outputs, TraceCarrier attempt) {
    public ClaimedStage {
      outputs = Map.copyOf(outputs);
    }
  }
}
