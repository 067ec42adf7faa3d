package io.throughline.job.api;

import io.throughline.telemetry.api.TraceCarrier;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as it was when it was read.
 *
 * @param id time-ordered UUID
 * @param type what kind of work, e.g. {@code transcription}
 * @param tenant whose it is
 * @param priority higher runs first
 * @param parameters JSON object, understood by the job's handler
 * @param uploadId the media it works on, if any
 * @param trace context of the message that announced it; every attempt continues it
 * @param attempt number of the current or last attempt, 0 before the first
 * @param progress 0 to 1
 * @param resultKey object-storage key of the committed result
 * @param error why it failed
 * @param retention how many days it is kept after its end, see {@link Retention}
 */
public record Job(
    String id,
    String type,
    JobState state,
    String tenant,
    int priority,
    String parameters,
    Optional<String> uploadId,
    TraceCarrier trace,
    String traceId,
    int attempt,
    double progress,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<String> resultKey,
    Optional<JobError> error,
    int retention) {

  /**
   * @param type exception class name, low cardinality
   * @param message safe to show
   */
  public record JobError(String type, String message) {}
}
