package io.throughline.job.store;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobAttempt;
import io.throughline.job.api.JobChanges;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobPage;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.JobStage;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Retention;
import io.throughline.job.api.StagePlan;
import io.throughline.job.control.JobStore;
import io.throughline.job.entity.JobEntity;
import io.throughline.telemetry.api.TraceCarrier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** {@link JobStore} on H2 and PostgreSQL through JPA. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaJobStore implements JobStore {

  /** Over, and told to those who wanted to know. */
  private static final String EXPIRED =
      "state in ('completed', 'failed', 'cancelled', 'dead') and retention_days >= 0 and"
          + " finished_at + retention_days * interval '1' day < current_timestamp - "
          + SqlTime.interval(Retention.SHORTEST)
          + " and not exists (select 1 from webhook where job_id = job.id and state = 'pending')";

  private static final String HELD = " where id = ?1 and attempt = ?2 and lease_owner = ?3";

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Inject Clock clock;

  Totals totals = new Totals(1_000);

  @Override
  @Transactional(TxType.MANDATORY)
  public Optional<Job> insert(
      JobRequest request, TraceCarrier trace, String traceId, int maxPending) {
    Instant now = clock.instant();
    int inserted =
        em.createNativeQuery(
                "insert into job (id, type, state, tenant, priority, parameters, upload_id,"
                    + " trace_carrier, trace_id, attempt, error_count, crash_count, progress,"
                    + " created_at, retention_days, run_after) select cast(?1 as varchar), cast(?2 as varchar),"
                    + " 'pending', cast(?3 as varchar), cast(?4 as integer), cast(?5 as text),"
                    + " cast(?6 as varchar), cast(?7 as text), cast(?8 as varchar), 0, 0, 0, 0, "
                    + SqlTime.text("?9")
                    + ", cast(?11 as integer), current_timestamp where (select count(*) from (select 1 from job where state"
                    + " = 'pending' limit ?10) as waiting) < ?10")
            .setParameter(1, request.id())
            .setParameter(2, request.type())
            .setParameter(3, request.tenant())
            .setParameter(4, request.priority())
            .setParameter(5, request.parameters())
            .setParameter(6, request.uploadId().orElse(null))
            .setParameter(7, JobRows.json(trace))
            .setParameter(8, traceId)
            .setParameter(9, now.toString())
            .setParameter(10, maxPending)
            .setParameter(11, request.afterwards().retention().orElse(Retention.FOR_EVER))
            .executeUpdate();
    return inserted == 0
        ? Optional.empty()
        : Optional.of(JobRows.pending(request, trace, traceId, now));
  }

  @Override
  public Optional<Job> find(String jobId) {
    return reads().find(jobId);
  }

  @Override
  public JobPage list(JobFilter filter) {
    return reads().list(filter);
  }

  @Override
  public List<JobStage> stages(String jobId) {
    return reads().stages(jobId);
  }

  @Override
  public List<JobAttempt> attempts(String jobId) {
    return reads().attempts(jobId);
  }

  @Override
  public long pending() {
    return reads().pending();
  }

  @Override
  public OptionalLong ahead(String jobId) {
    return reads().ahead(jobId);
  }

  @Override
  public Map<JobState, Long> unfinished() {
    return reads().unfinished();
  }

  @Override
  public List<String> waitingTenants() {
    return reads().waitingTenants();
  }

  private JobReads reads() {
    return new JobReads(em, totals, clock);
  }

  @Override
  public List<ClaimedJob> claim(String owner, Duration lease, Turn turn) {
    return new JobClaimWrites(em).claim(owner, lease, turn);
  }

  @Override
  public void attemptStarted(Lease lease, TraceCarrier span) {
    held(
            "insert into job_attempt (job_id, attempt, node, trace_carrier, started_at, outcome)"
                + " select id, attempt, lease_owner, cast(?4 as text), current_timestamp, 'running'"
                + " from job"
                + HELD,
            lease)
        .setParameter(4, JobRows.json(span))
        .executeUpdate();
  }

  @Override
  public Map<String, String> stagesPlanned(Lease lease, StagePlan plan) {
    return new StageWrites(em).planned(lease, plan);
  }

  @Override
  public boolean stageCompleted(
      Lease lease, String stage, Instant startedAt, Optional<String> output) {
    return new StageWrites(em).completed(lease, stage, startedAt, output);
  }

  @Override
  public Optional<JobState> heartbeat(Lease lease, Duration extension, double progress) {
    int held =
        held(
                "update job set lease_until = current_timestamp + "
                    + SqlTime.interval(extension)
                    + ", progress = ?4"
                    + HELD,
                lease)
            .setParameter(4, progress)
            .executeUpdate();
    return held == 0
        ? Optional.empty()
        : Optional.of(JobState.of(em.find(JobEntity.class, lease.jobId()).state));
  }

  @Override
  public boolean complete(Lease lease, String resultKey) {
    int done =
        held(
                "update job set state = 'completed', progress = 1, result_key = ?4,"
                    + " finished_at = current_timestamp, lease_owner = null, lease_until = null,"
                    + " error_type = null, error_message = null"
                    + HELD
                    + " and state = 'running'",
                lease)
            .setParameter(4, resultKey)
            .executeUpdate();
    return done == 1 && attemptEnded(lease, "completed", null, null);
  }

  @Override
  public boolean fail(Lease lease, Job.JobError error, Optional<Duration> retryIn) {
    String end =
        retryIn
            .map(d -> "state = 'pending', run_after = current_timestamp + " + SqlTime.interval(d))
            .orElse("state = 'failed', finished_at = current_timestamp");
    return ended(lease, error, "error_count = error_count + 1, " + end, "failed");
  }

  @Override
  public boolean postpone(Lease lease, Job.JobError error, Duration retryIn) {
    String later =
        "state = 'pending', run_after = current_timestamp + " + SqlTime.interval(retryIn);
    return ended(lease, error, later, "released");
  }

  private boolean ended(Lease lease, Job.JobError error, String change, String outcome) {
    int done =
        held(
                "update job set error_type = ?4, error_message = ?5,"
                    + " lease_owner = null, lease_until = null, "
                    + change
                    + HELD
                    + " and state = 'running'",
                lease)
            .setParameter(4, error.type())
            .setParameter(5, error.message())
            .executeUpdate();
    return done == 1 && attemptEnded(lease, outcome, error.type(), error.message());
  }

  @Override
  public boolean cancelled(Lease lease) {
    int done =
        held(
                "update job set state = 'cancelled', finished_at = current_timestamp,"
                    + " lease_owner = null, lease_until = null"
                    + HELD
                    + " and state = 'cancelling'",
                lease)
            .executeUpdate();
    return done == 1 && attemptEnded(lease, "cancelled", null, null);
  }

  @Override
  public boolean release(Lease lease) {
    int done =
        held(
                "update job set state = 'pending', lease_owner = null, lease_until = null"
                    + HELD
                    + " and state = 'running'",
                lease)
            .executeUpdate();
    return done == 1 && attemptEnded(lease, "released", null, null);
  }

  @Override
  public Optional<Job> requestCancel(String jobId) {
    em.createNativeQuery(
            "update job set finished_at = case when state = 'pending' then current_timestamp end,"
                + " state = case when state = 'pending' then 'cancelled' else 'cancelling' end"
                + " where id = ?1 and state in ('pending', 'running')")
        .setParameter(1, jobId)
        .executeUpdate();
    return find(jobId);
  }

  @Override
  public boolean redrive(String jobId, TraceCarrier trace, String traceId) {
    int redriven =
        em.createNativeQuery(
                "update job set state = 'pending', error_count = 0, crash_count = 0, error_type ="
                    + " null, error_message = null, finished_at = null, progress = 0, run_after ="
                    + " current_timestamp, trace_carrier = ?2, trace_id = ?3 where id = ?1 and"
                    + " state in ('failed', 'dead')")
            .setParameter(1, jobId)
            .setParameter(2, JobRows.json(trace))
            .setParameter(3, traceId)
            .executeUpdate();
    if (redriven == 1) {
      JpaWebhookStore.redriven(em, clock, jobId);
    }
    return redriven == 1;
  }

  @Override
  public List<String> recoverExpired(int maxCrashes, boolean everyLease, String self) {
    List<JobEntity> rows =
        em.createQuery(
                "select j from Job j where j.state in ('running', 'cancelling')"
                    + (everyLease ? "" : " and j.leaseUntil < current_timestamp"),
                JobEntity.class)
            .getResultList();
    List<String> recovered = new ArrayList<>();
    for (JobEntity row : rows) {
      Lease lease = new Lease(row.id, row.attempt, row.leaseOwner);
      int crash = row.leaseOwner.equals(self) ? 0 : 1;
      boolean poisoned = crash == 1 && row.crashCount + 1 >= maxCrashes;
      String state = row.state.equals("cancelling") ? "cancelled" : poisoned ? "dead" : "pending";
      int done =
          held(
                  "update job set state = ?4, crash_count = crash_count + ?5, lease_owner = null,"
                      + " lease_until = null, finished_at = case when ?4 = 'pending' then null else current_timestamp end, error_type"
                      + " = case when ?4 = 'dead' then 'crashed' else error_type end, error_message"
                      + " = case when ?4 = 'dead' then 'the server died in every attempt' else"
                      + " error_message end"
                      + HELD
                      + (everyLease ? "" : " and lease_until < current_timestamp"),
                  lease)
              .setParameter(4, state)
              .setParameter(5, crash)
              .executeUpdate();
      if (done == 1) {
        attemptEnded(lease, crash == 1 ? "crashed" : "released", null, null);
        recovered.add(row.id);
      }
    }
    return recovered;
  }

  @Override
  public boolean change(String jobId, JobChanges changes) {
    return em.createNativeQuery(
                "update job set priority = coalesce(cast(?2 as integer), priority), retention_days"
                    + " = coalesce(cast(?3 as integer), retention_days) where id = ?1"
                    + (changes.priority().isPresent() ? " and state = 'pending'" : ""))
            .setParameter(1, jobId)
            .setParameter(2, boxed(changes.priority()))
            .setParameter(3, boxed(changes.retention()))
            .executeUpdate()
        == 1;
  }

  private static Integer boxed(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  @Override
  @SuppressWarnings("unchecked") // one column of text
  public List<String> expired(int limit) {
    return em.createNativeQuery(
            "select id from job where " + EXPIRED + " order by finished_at limit ?1")
        .setParameter(1, limit)
        .getResultList();
  }

  @Override
  public boolean removeExpired(String jobId, Consumer<Job> discard) {
    boolean expired =
        !em.createNativeQuery(
                "select id from job where id = ?1 and " + EXPIRED + " for update skip locked")
            .setParameter(1, jobId)
            .getResultList()
            .isEmpty();
    if (!expired) {
      return false;
    }
    discard.accept(find(jobId).orElseThrow());
    return delete(jobId);
  }

  @Override
  public boolean delete(String jobId) {
    return em.createNativeQuery(
                "delete from job where id = ?1 and state in ('completed', 'failed', 'cancelled',"
                    + " 'dead')")
            .setParameter(1, jobId)
            .executeUpdate()
        == 1;
  }

  private boolean attemptEnded(Lease lease, String outcome, String errorType, String message) {
    em.createNativeQuery(
            "update job_attempt set outcome = ?3, finished_at = current_timestamp, error_type = ?4,"
                + " error_message = ?5 where job_id = ?1 and attempt = ?2")
        .setParameter(1, lease.jobId())
        .setParameter(2, lease.attempt())
        .setParameter(3, outcome)
        .setParameter(4, errorType)
        .setParameter(5, message)
        .executeUpdate();
    return true;
  }

  private Query held(String sql, Lease lease) {
    return em.createNativeQuery(sql)
        .setParameter(1, lease.jobId())
        .setParameter(2, lease.attempt())
        .setParameter(3, lease.owner());
  }
}
