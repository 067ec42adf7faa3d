package io.throughline.job.api;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far the telling of a job's end has come.
 *
 * @param state {@code pending} (also while the job runs), {@code delivered}, {@code failed} (given
 *     up) or {@code disabled} (the endpoint is)
 * @param attempts deliveries begun
 * @param lastStatusCode HTTP status of the last answer; empty if there was none
 * @param nextAttemptAt when the next delivery may begin, for pending ones of ended jobs
 */
public record WebhookStatus(
    String state, int attempts, OptionalInt lastStatusCode, Optional<Instant> nextAttemptAt) {}
