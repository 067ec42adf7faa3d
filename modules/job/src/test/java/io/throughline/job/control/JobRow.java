package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobAttempt;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.JobStage;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Retention;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link InMemoryJobStore} knows of a job. */
final class JobRow {

  final JobRequest request;
  final Instant createdAt;
  final Map<Integer, JobAttempt> attempts = new LinkedHashMap<>();
  final Map<Integer, TraceCarrier> attemptSpans = new HashMap<>();
  final Map<String, JobStage> stages = new LinkedHashMap<>();
  final Map<String, String> outputs = new HashMap<>();
  int priority;
  int retention;
  TraceCarrier trace;
  String traceId;
  JobState state = JobState.PENDING;
  int attempt;
  int errors;
  int crashes;
  String owner;
  Instant leaseUntil;
  Instant dueSince;
  Instant startedAt;
  Instant finishedAt;
  double progress;
  String resultKey;
  Job.JobError error;

  JobRow(JobRequest request, TraceCarrier trace, String traceId, Instant now) {
    this.request = request;
    this.priority = request.priority();
    this.retention = request.afterwards().retention().orElse(Retention.FOR_EVER);
    this.trace = trace;
    this.traceId = traceId;
    this.createdAt = now;
    this.dueSince = now;
  }

  boolean isHeldBy(Lease lease) {
    return attempt == lease.attempt() && lease.owner().equals(owner);
  }

  /** Begins its next attempt. */
  void take(String node, Instant now, Duration lease) {
    go(JobState.RUNNING);
    attempt++;
    owner = node;
    leaseUntil = now.plus(lease);
    startedAt = startedAt == null ? now : startedAt;
    progress = 0;
  }

  /** Is pending again as if it had never run, but for its attempts. */
  void startAnew(TraceCarrier newTrace, String newTraceId, Instant now) {
    leave(JobState.PENDING, now);
    dueSince = now;
    trace = newTrace;
    traceId = newTraceId;
    errors = 0;
    crashes = 0;
    error = null;
    finishedAt = null;
    progress = 0;
  }

  boolean isKeptNoLonger(Instant now) {
    return state.isTerminal()
        && retention >= 0
        && finishedAt.plus(Duration.ofDays(retention)).plus(Retention.SHORTEST).isBefore(now);
  }

  /**
   * Goes to {@code next}, which must be allowed, and gives up the lease; keeps its place in the
   * queue.
   */
  void leave(JobState next, Instant now) {
    go(next);
    owner = null;
    leaseUntil = null;
    if (next.isTerminal()) {
      finishedAt = now;
    }
  }

  void go(JobState next) {
    if (!state.next().contains(next)) {
      throw new IllegalStateException(state + " to " + next);
    }
    state = next;
  }

  void endAttempt(String outcome, Instant now, Optional<String> errorType) {
    attempts.computeIfPresent(
        attempt,
        (n, a) -> new JobAttempt(n, a.node(), outcome, a.startedAt(), Optional.of(now), errorType));
  }

  /** When it began to wait: since it was due, or since its last attempt was over. */
  Instant waitsSince() {
    return attempts.values().stream()
        .flatMap(a -> a.finishedAt().stream())
        .filter(dueSince::isBefore)
        .max(Instant::compareTo)
        .orElse(dueSince);
  }

  Job job() {
    return new Job(
        request.id(),
        request.type(),
        state,
        request.tenant(),
        priority,
        request.parameters(),
        request.uploadId(),
        trace,
        traceId,
        attempt,
        progress,
        createdAt,
        Optional.ofNullable(startedAt),
        Optional.ofNullable(finishedAt),
        Optional.ofNullable(resultKey),
        Optional.ofNullable(error),
        retention);
  }

  List<JobStage> stageList() {
    return List.copyOf(stages.values());
  }
}
