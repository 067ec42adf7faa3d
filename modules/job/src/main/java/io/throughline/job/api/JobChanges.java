package io.throughline.job.api;

import java.util.OptionalInt;

/**
 * What is to change about a job that was submitted.
 *
 * @param priority as in {@link JobRequest}; only while the job is pending
 * @param retention days to keep the job after its end, see {@link Retention}
 */
public record JobChanges(OptionalInt priority, OptionalInt retention) {}
