package io.throughline.job.api;

/**
 * Something happened to a job on this node.
 *
 * @param state its state now
 * @param progress 0 to 1
 * @param stage the stage that moved, or an empty string
 */
public record JobEvent(String jobId, JobState state, double progress, String stage) {}
