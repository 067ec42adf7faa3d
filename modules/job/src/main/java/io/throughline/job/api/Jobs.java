package io.throughline.job.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Submitting and following jobs. Thread-safe. */
public interface Jobs {

  /**
   * Writes the job as part of the caller's transaction, which must exist; workers see it when that
   * transaction commits. The current trace becomes the job's trace.
   */
  Job submit(JobRequest request);

  /** The job, or empty. */
  Optional<Job> find(String jobId);

  /** Jobs, newest first. */
  JobPage list(JobFilter filter);

  /** The stages of a job in plan order; empty before it was first planned. */
  List<JobStage> stages(String jobId);

  /** The attempts of a job, oldest first. */
  List<JobAttempt> attempts(String jobId);

  /** What a job that has not ended can expect. Asks the database; not for lists. */
  JobOutlook outlook(Job job);

  /** What the module that handles the job shows of it. */
  JobDetails details(Job job);

  /** How far the job's webhook has come; empty if nobody is to be told. */
  Optional<WebhookStatus> webhook(String jobId);

  /**
   * Asks for the job to be cancelled; idempotent for jobs that are already cancelled or cancelling.
   *
   * @return the job afterwards, or empty if there is none
   * @throws JobConflictException if it ended otherwise
   */
  Optional<Job> cancel(String jobId);

  /**
   * Changes a job that was submitted; all of it or nothing.
   *
   * @return the job afterwards, or empty if there is none
   * @throws JobConflictException if its priority is to change and it is not pending
   */
  Optional<Job> change(String jobId, JobChanges changes);

  /**
   * Tries a failed or dead job again, from its last committed stage. The current trace becomes the
   * job's trace and is linked to the old one.
   *
   * @return the job afterwards, or empty if there is none
   * @throws JobConflictException if it is neither failed nor dead
   */
  Optional<Job> redrive(String jobId);

  /**
   * Deletes a job that has ended, with everything its handler kept for it.
   *
   * @return false if there is none
   * @throws JobConflictException if it has not ended
   */
  boolean delete(String jobId);

  /** Completes with the job once it has ended. Cancelling the future stops following. */
  CompletableFuture<Job> finished(String jobId);

  /**
   * Calls {@code listener} with the state of the job now and then with every visible change, one
   * call at a time and never back in time, until it has ended or the subscription is closed. Does
   * nothing for a job that does not exist.
   *
   * @param known how far the listener has heard already: it hears what came after, as far as the
   *     job's row and attempts remember it
   */
  Subscription follow(String jobId, Optional<JobPosition> known, Consumer<JobEvent> listener);

  /** Ends a subscription when closed; closing twice is harmless. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
