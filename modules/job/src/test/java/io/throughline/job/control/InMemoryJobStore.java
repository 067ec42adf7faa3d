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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link JobStore} without a database, with the rules of the real one; passes JobStoreContract. */
class InMemoryJobStore implements JobStore {

  private final Clock clock;

  private static final Comparator<JobRow> BY_PRIORITY =
      Comparator.comparingInt((JobRow r) -> -r.priority)
          .thenComparing(r -> r.dueSince)
          .thenComparing(r -> r.createdAt);

  /** Whether a job cannot be removed yet. */
  Predicate<String> waiting = id -> false;

  private final Map<String, JobRow> rows = new LinkedHashMap<>();

  InMemoryJobStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Job> insert(
      JobRequest request, TraceCarrier trace, String traceId, int maxPending) {
    if (pending() >= maxPending) {
      return Optional.empty();
    }
    JobRow row = new JobRow(request, trace, traceId, clock.instant());
    if (rows.putIfAbsent(request.id(), row) != null) {
      throw new IllegalStateException("there is a job with this id");
    }
    return Optional.of(row.job());
  }

  @Override
  public synchronized Optional<Job> find(String jobId) {
    return row(jobId).map(JobRow::job);
  }

  Optional<JobRow> row(String jobId) {
    return Optional.ofNullable(rows.get(jobId));
  }

  @Override
  public synchronized JobPage list(JobFilter filter) {
    List<Job> found =
        rows.values().stream()
            .map(JobRow::job)
            .filter(j -> filter.types().isEmpty() || filter.types().contains(j.type()))
            .filter(j -> filter.state().isEmpty() || filter.state().get() == j.state())
            .sorted(Comparator.comparing(Job::createdAt).thenComparing(Job::id).reversed())
            .toList();
    return new JobPage(
        found.stream().skip(filter.offset()).limit(filter.limit()).toList(), found.size());
  }

  @Override
  public synchronized List<JobStage> stages(String jobId) {
    return row(jobId).map(JobRow::stageList).orElse(List.of());
  }

  @Override
  public synchronized List<JobAttempt> attempts(String jobId) {
    return row(jobId).map(r -> List.copyOf(r.attempts.values())).orElse(List.of());
  }

  @Override
  public synchronized long pending() {
    return rows.values().stream().filter(r -> r.state == JobState.PENDING).count();
  }

  @Override
  public synchronized OptionalLong ahead(String jobId) {
    Optional<JobRow> mine = due().filter(r -> r.request.id().equals(jobId)).findFirst();
    return mine.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            due()
                .filter(r -> r.request.tenant().equals(mine.get().request.tenant()))
                .filter(r -> BY_PRIORITY.compare(r, mine.get()) < 0)
                .count());
  }

  @Override
  public synchronized Map<JobState, Long> unfinished() {
    return rows.values().stream()
        .map(r -> r.state)
        .filter(state -> !state.isTerminal())
        .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
  }

  @Override
  public synchronized List<String> waitingTenants() {
    return due().map(r -> r.request.tenant()).distinct().toList();
  }

  private Stream<JobRow> due() {
    Instant now = clock.instant();
    return rows.values().stream()
        .filter(r -> r.state == JobState.PENDING && !r.dueSince.isAfter(now));
  }

  @Override
  public synchronized List<ClaimedJob> claim(String owner, Duration lease, Turn turn) {
    Instant now = clock.instant();
    List<JobRow> next =
        due()
            .filter(
                r -> r.request.tenant().equals(turn.tenant()) && r.crashes < turn.crashesBelow())
            .sorted(
                Comparator.comparingInt((JobRow r) -> turn.oldestFirst() ? 0 : -r.priority)
                    .thenComparing(r -> r.dueSince)
                    .thenComparing(r -> r.createdAt))
            .limit(turn.limit())
            .toList();
    next.forEach(r -> r.take(owner, now, lease));
    return next.stream().map(r -> claimed(r, owner, now)).toList();
  }

  private ClaimedJob claimed(JobRow row, String owner, Instant now) {
    return new ClaimedJob(
        row.job(),
        new Lease(row.request.id(), row.attempt, owner),
        row.waitsSince(),
        now,
        row.errors,
        row.crashes,
        pending(),
        row.attempts.keySet().stream().max(Integer::compare).map(row.attemptSpans::get));
  }

  @Override
  public synchronized void attemptStarted(Lease lease, TraceCarrier span) {
    held(
        lease,
        row -> {
          row.attemptSpans.put(lease.attempt(), span);
          row.attempts.put(
              lease.attempt(),
              new JobAttempt(
                  lease.attempt(),
                  lease.owner(),
                  "running",
                  clock.instant(),
                  Optional.empty(),
                  Optional.empty()));
        });
  }

  @Override
  public synchronized Map<String, String> stagesPlanned(Lease lease, StagePlan plan) {
    held(
        lease,
        row -> {
          if (row.stages.isEmpty()) {
            plan.stages().forEach(s -> row.stages.put(s.name(), planned(s)));
          }
        });
    return row(lease.jobId()).map(r -> Map.copyOf(r.outputs)).orElse(Map.of());
  }

  private static JobStage planned(StagePlan.Stage stage) {
    return new JobStage(
        stage.name(),
        stage.after().stream().sorted().toList(),
        "pending",
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public synchronized boolean stageCompleted(
      Lease lease, String stage, Instant startedAt, Optional<String> output) {
    if (stages(lease.jobId()).stream().noneMatch(s -> s.name().equals(stage))) {
      return false;
    }
    return held(
        lease,
        row -> {
          row.stages.computeIfPresent(
              stage,
              (name, s) ->
                  new JobStage(
                      name,
                      s.after(),
                      "completed",
                      Optional.of(startedAt),
                      Optional.of(clock.instant())));
          output.ifPresent(value -> row.outputs.put(stage, value));
        });
  }

  @Override
  public synchronized Optional<JobState> heartbeat(
      Lease lease, Duration extension, double progress) {
    boolean held =
        held(
            lease,
            row -> {
              row.leaseUntil = clock.instant().plus(extension);
              row.progress = progress;
            });
    return held ? row(lease.jobId()).map(r -> r.state) : Optional.empty();
  }

  @Override
  public synchronized boolean complete(Lease lease, String resultKey) {
    return end(
        lease,
        JobState.RUNNING,
        JobState.COMPLETED,
        "completed",
        row -> {
          row.progress = 1;
          row.resultKey = resultKey;
          row.error = null;
        });
  }

  @Override
  public synchronized boolean fail(Lease lease, Job.JobError error, Optional<Duration> retryIn) {
    JobState next = retryIn.isPresent() ? JobState.PENDING : JobState.FAILED;
    return end(
        lease,
        JobState.RUNNING,
        next,
        "failed",
        row -> {
          row.errors++;
          row.error = error;
          retryIn.ifPresent(wait -> row.dueSince = clock.instant().plus(wait));
        });
  }

  @Override
  public synchronized boolean postpone(Lease lease, Job.JobError error, Duration retryIn) {
    return end(
        lease,
        JobState.RUNNING,
        JobState.PENDING,
        "released",
        row -> {
          row.error = error;
          row.dueSince = clock.instant().plus(retryIn);
        });
  }

  @Override
  public synchronized boolean cancelled(Lease lease) {
    return end(lease, JobState.CANCELLING, JobState.CANCELLED, "cancelled", row -> {});
  }

  @Override
  public synchronized boolean release(Lease lease) {
    return end(lease, JobState.RUNNING, JobState.PENDING, "released", row -> {});
  }

  private boolean end(
      Lease lease, JobState from, JobState next, String outcome, Consumer<JobRow> change) {
    JobRow row = rows.get(lease.jobId());
    if (row == null || !row.isHeldBy(lease) || row.state != from) {
      return false;
    }
    Instant now = clock.instant();
    row.leave(next, now);
    change.accept(row);
    Optional<String> errorType =
        outcome.equals("failed") ? Optional.of(row.error.type()) : Optional.empty();
    row.endAttempt(outcome, now, errorType);
    return true;
  }

  @Override
  public synchronized Optional<Job> requestCancel(String jobId) {
    Optional<JobRow> row = row(jobId);
    row.filter(r -> r.state == JobState.PENDING)
        .ifPresent(r -> r.leave(JobState.CANCELLED, clock.instant()));
    row.filter(r -> r.state == JobState.RUNNING).ifPresent(r -> r.go(JobState.CANCELLING));
    return row.map(JobRow::job);
  }

  @Override
  public synchronized boolean redrive(String jobId, TraceCarrier trace, String traceId) {
    Optional<JobRow> ended =
        row(jobId).filter(r -> r.state == JobState.FAILED || r.state == JobState.DEAD);
    ended.ifPresent(row -> row.startAnew(trace, traceId, clock.instant()));
    return ended.isPresent();
  }

  @Override
  public synchronized List<String> recoverExpired(int maxCrashes, boolean everyLease, String self) {
    Instant now = clock.instant();
    List<String> recovered = new ArrayList<>();
    for (JobRow row : rows.values()) {
      if (row.leaseUntil != null && (everyLease || row.leaseUntil.isBefore(now))) {
        boolean own = row.owner.equals(self);
        row.crashes += own ? 0 : 1;
        JobState next = !own && row.crashes >= maxCrashes ? JobState.DEAD : JobState.PENDING;
        if (row.state == JobState.CANCELLING) {
          next = JobState.CANCELLED;
        } else if (next == JobState.DEAD) {
          row.error = new Job.JobError("crashed", "the server died in every attempt");
        }
        row.leave(next, now);
        row.endAttempt(own ? "released" : "crashed", now, Optional.empty());
        recovered.add(row.request.id());
      }
    }
    return recovered;
  }

  @Override
  public synchronized boolean change(String jobId, JobChanges changes) {
    Optional<JobRow> row =
        row(jobId).filter(r -> changes.priority().isEmpty() || r.state == JobState.PENDING);
    row.ifPresent(
        r -> {
          r.priority = changes.priority().orElse(r.priority);
          r.retention = changes.retention().orElse(r.retention);
        });
    return row.isPresent();
  }

  @Override
  public synchronized List<String> expired(int limit) {
    return rows.values().stream()
        .filter(this::isExpired)
        .sorted(Comparator.comparing(r -> r.finishedAt))
        .limit(limit)
        .map(r -> r.request.id())
        .toList();
  }

  private boolean isExpired(JobRow row) {
    return !waiting.test(row.request.id()) && row.isKeptNoLonger(clock.instant());
  }

  @Override
  public synchronized boolean removeExpired(String jobId, Consumer<Job> discard) {
    Optional<JobRow> expired = row(jobId).filter(this::isExpired);
    expired.ifPresent(
        row -> {
          discard.accept(row.job());
          rows.remove(jobId);
        });
    return expired.isPresent();
  }

  @Override
  public synchronized boolean delete(String jobId) {
    return row(jobId).filter(r -> r.state.isTerminal()).map(r -> rows.remove(jobId)).isPresent();
  }

  boolean held(Lease lease, Consumer<JobRow> change) {
    Optional<JobRow> row = row(lease.jobId()).filter(r -> r.isHeldBy(lease));
    row.ifPresent(change);
    return row.isPresent();
  }
}
