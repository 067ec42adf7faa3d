package io.throughline.job.api;

/**
 * Something happened to a job.
 *
 * @param attempt the current or last attempt, 0 before the first
 * @param state its state now
 * @param progress 0 to 1
 * @param stage the stage that moved, or an empty string
 */
public record JobEvent(String jobId, int attempt, JobState state, double progress, String stage) {

  /** What the job's row says. */
  public static JobEvent of(Job job) {
    return new JobEvent(job.id(), job.attempt(), job.state(), job.progress(), "");
  }

  /** Where in the job's life this is. */
  public JobPosition position() {
    return JobPosition.of(attempt, state, progress);
  }
}
