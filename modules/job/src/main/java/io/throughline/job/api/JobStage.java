package io.throughline.job.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stage of a job as it was when it was read.
 *
 * @param name e.g. {@code transcribe}
 * @param after names of the stages it waits for
 * @param state {@code pending}, {@code running} or {@code completed}
 */
public record JobStage(
    String name,
    List<String> after,
    String state,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {

  public JobStage {
    after = List.copyOf(after);
  }
}
