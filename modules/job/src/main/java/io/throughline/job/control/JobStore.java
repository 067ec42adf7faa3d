package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobAttempt;
import io.throughline.job.api.JobChanges;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobPage;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.JobStage;
import io.throughline.job.api.JobState;
import io.throughline.job.api.StagePlan;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The job tables. Every method is one transaction, except {@link #insert}, which joins the
 * caller's. All times are the database's. Methods that take a {@link Lease} change nothing and
 * return false (or empty) when the lease is no longer held: a stale owner cannot commit.
 */
public interface JobStore {

  /**
   * Adds a pending job within the caller's transaction.
   *
   * @param maxPending how many jobs may wait
   * @return empty if that many wait already
   */
  Optional<Job> insert(JobRequest request, TraceCarrier trace, String traceId, int maxPending);

  Optional<Job> find(String jobId);

  JobPage list(JobFilter filter);

  List<JobStage> stages(String jobId);

  List<JobAttempt> attempts(String jobId);

  /** How many jobs wait to be claimed. */
  long pending();

  /**
   * How many due jobs of the same tenant go before a pending job by priority, then age; empty for
   * jobs that are not pending or not due.
   */
  OptionalLong ahead(String jobId);

  /** How many jobs have not ended, by state; states without a job may be absent. */
  Map<JobState, Long> unfinished();

  /** Tenants that have due jobs. */
  List<String> waitingTenants();

  /** Claims the due jobs whose turn it is, if any, for {@code owner}. */
  List<ClaimedJob> claim(String owner, Duration lease, Turn turn);

  /** Writes down that an attempt began, with the context of its span. */
  void attemptStarted(Lease lease, TraceCarrier span);

  /**
   * Makes sure that the plan's stages exist.
   *
   * @return outputs of the durable stages that earlier attempts completed, by name
   */
  Map<String, String> stagesPlanned(Lease lease, StagePlan plan);

  /** Commits a stage; {@code output} is kept for durable stages and empty for others. */
  boolean stageCompleted(Lease lease, String stage, Instant startedAt, Optional<String> output);

  /** Extends the lease and writes the progress; the state tells if somebody asked to cancel. */
  Optional<JobState> heartbeat(Lease lease, Duration extension, double progress);

  /** Commits the one result. */
  boolean complete(Lease lease, String resultKey);

  /** Ends the attempt with an error: back to pending after {@code retryIn}, or failed. */
  boolean fail(Lease lease, Job.JobError error, Optional<Duration> retryIn);

  /**
   * Records an attempt that ended because something it needs is away. It counts as no error; the
   * job becomes pending after {@code retryIn}.
   */
  boolean postpone(Lease lease, Job.JobError error, Duration retryIn);

  /** Ends a cancelled attempt. */
  boolean cancelled(Lease lease);

  /** Gives the job back without spending an attempt, for a server that stops. */
  boolean release(Lease lease);

  /** Pending becomes cancelled, running becomes cancelling; anything else stays. */
  Optional<Job> requestCancel(String jobId);

  /**
   * A failed or dead job becomes pending again, below another trace and with no error or crash
   * counted; what its stages have committed stays. Jobs in other states stay as they are.
   *
   * @return true if it is pending now because of this call
   */
  boolean redrive(String jobId, TraceCarrier trace, String traceId);

  /**
   * Ends the attempts of owners that died: their jobs go back to pending, to cancelled if that was
   * asked for, or to dead at the {@code maxCrashes}th crash.
   *
   * @param everyLease true to end leases that have time left too: after a restart of the only
   *     server
   * @param self an owner that is alive: its leases ran out because the database could not be
   *     written, which is no crash
   * @return ids of the jobs concerned
   */
  List<String> recoverExpired(int maxCrashes, boolean everyLease, String self);

  /**
   * Changes all of it or nothing; false if there is no such job, or its state does not allow it.
   */
  boolean change(String jobId, JobChanges changes);

  /**
   * Jobs whose retention is over, those that ended first in front. A job whose webhook is pending
   * is none.
   */
  List<String> expired(int limit);

  /**
   * Removes a job whose retention is over. Meanwhile nobody else touches its row.
   *
   * @param discard removes what was kept for it; when it throws, the row stays
   * @return false if it is not there or another node is removing it
   */
  boolean removeExpired(String jobId, Consumer<Job> discard);

  /** Deletes the rows of a job that has ended. */
  boolean delete(String jobId);

  /**
   * Whose jobs are to be claimed.
   *
   * @param oldestFirst true for the job that has been due for longest, false for the one of the
   *     highest priority
   * @param crashesBelow only jobs whose server has died fewer times than this
   * @param limit at most so many
   */
  record Turn(String tenant, boolean oldestFirst, int crashesBelow, int limit) {}

  /**
   * The right to work on a job.
   *
   * @param attempt number of the attempt
   * @param owner who holds it
   */
  record Lease(String jobId, int attempt, String owner) {}

  /**
   * A job that was just claimed.
   *
   * @param dueSince when it became due: the start of its wait in the queue
   * @param claimedAt database time of the claim
   * @param errors errors so far, for the retry policy
   * @param crashes attempts so far that died with their server
   * @param queueDepth jobs that were still waiting after the claim; a hundred stands for more
   * @param previousAttempt span of the attempt before, if any
   */
  record ClaimedJob(
      Job job,
      Lease lease,
      Instant dueSince,
      Instant claimedAt,
      int errors,
      int crashes,
      long queueDepth,
      Optional<TraceCarrier> previousAttempt) {}
}
