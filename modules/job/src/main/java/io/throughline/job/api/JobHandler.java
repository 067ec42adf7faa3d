package io.throughline.job.api;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Does the work of some types of jobs. Implementations are CDI beans and thread-safe. */
public interface JobHandler {

  /** The job types it handles. */
  Set<String> jobTypes();

  /** Name of the span around one attempt, e.g. {@code audio_processing.transcription}. */
  String spanName(String jobType);

  /** Decides the stages of a job. Must give the same plan for the same job on every node. */
  StagePlan plan(Job job);

  /** True if trying again may help. */
  boolean isRetryable(Exception failure);

  /**
   * True if nothing is wrong with the job: something that it needs is away or full, other than the
   * database. It is tried again for as long as that lasts.
   */
  default boolean isOutage(Exception failure) {
    return false;
  }

  /** Where the result of a completed job can be read: a path on this server. */
  default Optional<String> resultPath(Job job) {
    return Optional.empty();
  }

  /** What a client is shown of a job beyond what all jobs have. */
  default JobDetails details(Job job) {
    return JobDetails.none();
  }

  /** How much work a job is, to compare jobs of one type: seconds of media, for example. */
  default OptionalDouble size(Job job) {
    return OptionalDouble.empty();
  }

  /** Removes everything kept for a job that is being deleted. Must be idempotent. */
  void discard(Job job) throws Exception;
}
