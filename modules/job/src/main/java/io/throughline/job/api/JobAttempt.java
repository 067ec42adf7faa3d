package io.throughline.job.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One try at a job.
 *
 * @param number from 1
 * @param node which server ran it
 * @param outcome {@code running}, {@code completed}, {@code failed}, {@code cancelled}, {@code
 *     crashed} or {@code released}
 */
public record JobAttempt(
    int number,
    String node,
    String outcome,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<String> errorType) {}
