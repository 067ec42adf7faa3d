package io.throughline.job.store;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobAttempt;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobPage;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.JobStage;
import io.throughline.job.api.JobState;
import io.throughline.job.api.StagePlan;
import io.throughline.job.control.JobStore;
import io.throughline.job.entity.JobAttemptEntity;
import io.throughline.job.entity.JobEntity;
import io.throughline.job.entity.JobStageEntity;
import io.throughline.telemetry.api.TraceCarrier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@link JobStore} on H2 and PostgreSQL through JPA. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaJobStore implements JobStore {

  private static final String HELD = " where id = ?1 and attempt = ?2 and lease_owner = ?3";

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Inject Clock clock;

  @Override
  @Transactional(TxType.MANDATORY)
  public Optional<Job> insert(
      JobRequest request, TraceCarrier trace, String traceId, int maxPending) {
    Instant now = clock.instant();
    int inserted =
        em.createNativeQuery(
                "insert into job (id, type, state, tenant, priority, parameters, upload_id,"
                    + " trace_carrier, trace_id, attempt, error_count, crash_count, progress,"
                    + " created_at, run_after) select cast(?1 as varchar), cast(?2 as varchar),"
                    + " 'pending', cast(?3 as varchar), cast(?4 as integer), cast(?5 as text),"
                    + " cast(?6 as varchar), cast(?7 as text), cast(?8 as varchar), 0, 0, 0, 0, "
                    + SqlTime.text("?9")
                    + ", current_timestamp where (select count(*) from (select 1 from job where state"
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
            .executeUpdate();
    return inserted == 0
        ? Optional.empty()
        : Optional.of(JobRows.pending(request, trace, traceId, now));
  }

  @Override
  public Optional<Job> find(String jobId) {
    return Optional.ofNullable(em.find(JobEntity.class, jobId)).map(JobRows::job);
  }

  @Override
  public JobPage list(JobFilter filter) {
    String where = where(filter);
    List<JobEntity> rows =
        bind(
                em.createQuery(
                    "select j from Job j" + where + " order by j.createdAt desc, j.id desc",
                    JobEntity.class),
                filter)
            .setFirstResult(filter.offset())
            .setMaxResults(filter.limit())
            .getResultList();
    long total =
        bind(em.createQuery("select count(j) from Job j" + where, Long.class), filter)
            .getSingleResult();
    return new JobPage(rows.stream().map(JobRows::job).toList(), total);
  }

  /** Only the conditions that are asked for, so that the database can use its indexes. */
  private static String where(JobFilter filter) {
    List<String> conditions = new ArrayList<>();
    if (!filter.types().isEmpty()) {
      conditions.add("j.type in :types");
    }
    if (filter.state().isPresent()) {
      conditions.add("j.state = :state");
    }
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  private static <T> TypedQuery<T> bind(TypedQuery<T> query, JobFilter filter) {
    if (!filter.types().isEmpty()) {
      query.setParameter("types", filter.types());
    }
    filter.state().ifPresent(state -> query.setParameter("state", state.id()));
    return query;
  }

  @Override
  public List<JobStage> stages(String jobId) {
    return em
        .createQuery(
            "select s from JobStage s where s.jobId = :id order by s.position",
            JobStageEntity.class)
        .setParameter("id", jobId)
        .getResultList()
        .stream()
        .map(JobRows::stage)
        .toList();
  }

  @Override
  public List<JobAttempt> attempts(String jobId) {
    return em
        .createQuery(
            "select a from JobAttempt a where a.jobId = :id order by a.attempt",
            JobAttemptEntity.class)
        .setParameter("id", jobId)
        .getResultList()
        .stream()
        .map(JobRows::attempt)
        .toList();
  }

  @Override
  public long pending() {
    return em.createQuery("select count(j) from Job j where j.state = 'pending'", Long.class)
        .getSingleResult();
  }

  @Override
  public Map<JobState, Long> unfinished() {
    return em
        .createQuery(
            "select j.state, count(j) from Job j where j.state in ('pending', 'running',"
                + " 'cancelling') group by j.state",
            Object[].class)
        .getResultList()
        .stream()
        .collect(Collectors.toMap(row -> JobState.of((String) row[0]), row -> (Long) row[1]));
  }

  @Override
  @SuppressWarnings("unchecked") // one column of text
  public List<String> waitingTenants() {
    return em.createNativeQuery(
            "select distinct tenant from job where state = 'pending' and run_after <="
                + " current_timestamp")
        .getResultList();
  }

  @Override
  public Optional<ClaimedJob> claim(String owner, Duration lease, Turn turn) {
    List<?> ids =
        em.createNativeQuery(
                "select id from job where state = 'pending' and tenant = ?1 and run_after <="
                    + " current_timestamp and crash_count < ?2 order by "
                    + (turn.oldestFirst() ? "" : "priority desc, ")
                    + "run_after, created_at limit 1 for update skip locked")
            .setParameter(1, turn.tenant())
            .setParameter(2, turn.crashesBelow())
            .getResultList();
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    String id = (String) ids.get(0);
    JobEntity before = em.find(JobEntity.class, id);
    em.createNativeQuery(
            "update job set state = 'running', attempt = attempt + 1, lease_owner = ?2, lease_until"
                + " = current_timestamp + "
                + SqlTime.interval(lease)
                + ", started_at = coalesce(started_at, current_timestamp), progress = 0 where id ="
                + " ?1")
        .setParameter(1, id)
        .setParameter(2, owner)
        .executeUpdate();
    Instant due = before.runAfter.toInstant();
    em.refresh(before);
    Optional<JobAttemptEntity> previous = previousAttempt(id);
    return Optional.of(
        new ClaimedJob(
            JobRows.job(before),
            new Lease(id, before.attempt, owner),
            previous.map(JobRows::ended).filter(due::isBefore).orElse(due),
            now(),
            before.errorCount,
            before.crashCount,
            pending(),
            previous.map(row -> JobRows.carrier(row.traceCarrier))));
  }

  /** The last one on record: a server may die between its claim and its first words. */
  private Optional<JobAttemptEntity> previousAttempt(String jobId) {
    return em.createQuery(
            "select a from JobAttempt a where a.jobId = :id order by a.attempt desc",
            JobAttemptEntity.class)
        .setParameter("id", jobId)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
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
    Map<String, String> done = new HashMap<>();
    List<JobStageEntity> rows =
        em.createQuery("select s from JobStage s where s.jobId = :id", JobStageEntity.class)
            .setParameter("id", lease.jobId())
            .getResultList();
    if (rows.isEmpty()) {
      insertStages(lease, plan.stages());
    }
    rows.stream().filter(s -> s.output != null).forEach(s -> done.put(s.name, s.output));
    return done;
  }

  private void insertStages(Lease lease, List<StagePlan.Stage> stages) {
    String row =
        "select id, cast(? as varchar), cast(? as integer), cast(? as varchar), 'pending', attempt"
            + " from job where id = ? and attempt = ? and lease_owner = ?";
    Query insert =
        em.createNativeQuery(
            "insert into job_stage (job_id, name, position, after_stages, state, attempt) "
                + String.join(" union all ", Collections.nCopies(stages.size(), row)));
    int parameter = 1;
    for (int i = 0; i < stages.size(); i++) {
      StagePlan.Stage stage = stages.get(i);
      insert.setParameter(parameter++, stage.name());
      insert.setParameter(parameter++, i);
      insert.setParameter(parameter++, String.join(",", stage.after().stream().sorted().toList()));
      insert.setParameter(parameter++, lease.jobId());
      insert.setParameter(parameter++, lease.attempt());
      insert.setParameter(parameter++, lease.owner());
    }
    insert.executeUpdate();
  }

  @Override
  public boolean stageCompleted(
      Lease lease, String stage, Instant startedAt, Optional<String> output) {
    return em.createNativeQuery(
                "update job_stage set state = 'completed', attempt = ?2, started_at = "
                    + SqlTime.text("?5")
                    + ", finished_at = current_timestamp, output = ?6 where job_id = ?1 and name = ?4"
                    + " and exists (select 1 from job where id = ?1 and attempt = ?2 and lease_owner"
                    + " = ?3)")
            .setParameter(1, lease.jobId())
            .setParameter(2, lease.attempt())
            .setParameter(3, lease.owner())
            .setParameter(4, stage)
            .setParameter(5, startedAt.toString())
            .setParameter(6, output.orElse(null))
            .executeUpdate()
        == 1;
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
    int done =
        held(
                "update job set error_count = error_count + 1, error_type = ?4, error_message = ?5,"
                    + " lease_owner = null, lease_until = null, "
                    + end
                    + HELD
                    + " and state = 'running'",
                lease)
            .setParameter(4, error.type())
            .setParameter(5, error.message())
            .executeUpdate();
    return done == 1 && attemptEnded(lease, "failed", error.type(), error.message());
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
    return em.createNativeQuery(
                "update job set state = 'pending', error_count = 0, crash_count = 0, error_type ="
                    + " null, error_message = null, finished_at = null, progress = 0, run_after ="
                    + " current_timestamp, trace_carrier = ?2, trace_id = ?3 where id = ?1 and"
                    + " state in ('failed', 'dead')")
            .setParameter(1, jobId)
            .setParameter(2, JobRows.json(trace))
            .setParameter(3, traceId)
            .executeUpdate()
        == 1;
  }

  @Override
  public List<String> recoverExpired(int maxCrashes, boolean everyLease) {
    List<JobEntity> rows =
        em.createQuery(
                "select j from Job j where j.state in ('running', 'cancelling')"
                    + (everyLease ? "" : " and j.leaseUntil < current_timestamp"),
                JobEntity.class)
            .getResultList();
    List<String> recovered = new ArrayList<>();
    for (JobEntity row : rows) {
      Lease lease = new Lease(row.id, row.attempt, row.leaseOwner);
      boolean poisoned = row.crashCount + 1 >= maxCrashes;
      String state = row.state.equals("cancelling") ? "cancelled" : poisoned ? "dead" : "pending";
      int done =
          held(
                  "update job set state = ?4, crash_count = crash_count + 1, lease_owner = null,"
                      + " lease_until = null, finished_at = case when ?4 = 'pending' then null else current_timestamp end, error_type"
                      + " = case when ?4 = 'dead' then 'crashed' else error_type end, error_message"
                      + " = case when ?4 = 'dead' then 'the server died in every attempt' else"
                      + " error_message end"
                      + HELD,
                  lease)
              .setParameter(4, state)
              .executeUpdate();
      if (done == 1) {
        attemptEnded(lease, "crashed", null, null);
        recovered.add(row.id);
      }
    }
    return recovered;
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

  private Instant now() {
    Object now = em.createNativeQuery("select current_timestamp").getSingleResult();
    return JobRows.instant(now);
  }
}
