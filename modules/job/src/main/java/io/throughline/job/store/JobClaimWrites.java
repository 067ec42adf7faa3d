package io.throughline.job.store;

import io.throughline.job.api.JobState;
import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.job.control.JobStore.Turn;
import io.throughline.job.entity.JobAttemptEntity;
import io.throughline.job.entity.JobEntity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What {@link JpaJobStore} writes to claim jobs, within its transaction. */
final class JobClaimWrites {

  /** No more than a thousand are counted: to count ten thousand takes longer than to claim one. */
  private static final String NOW_AND_DEPTH =
      "select current_timestamp, (select count(*) from (select 1 from job where state = 'pending'"
          + " limit 1000) as waiting)";

  private final EntityManager em;

  JobClaimWrites(EntityManager em) {
    this.em = em;
  }

  List<ClaimedJob> claim(String owner, Duration lease, Turn turn) {
    List<JobEntity> due = due(turn);
    if (due.isEmpty()) {
      return List.of();
    }
    take(due, owner, lease);
    Object[] now = (Object[]) em.createNativeQuery(NOW_AND_DEPTH).getSingleResult();
    Instant claimedAt = JobRows.instant(now[0]);
    long depth = ((Number) now[1]).longValue();
    return due.stream().map(row -> claimed(row, owner, claimedAt, depth)).toList();
  }

  /** Locked, and detached: what the claim changes is written by one statement and not read back. */
  private List<JobEntity> due(Turn turn) {
    List<?> due =
        em.createNativeQuery(
                "select * from job where state = 'pending' and tenant = ?1 and run_after <="
                    + " current_timestamp and crash_count < ?2 order by "
                    + (turn.oldestFirst() ? "" : "priority desc, ")
                    + "run_after, created_at limit ?3 for update skip locked",
                JobEntity.class)
            .setParameter(1, turn.tenant())
            .setParameter(2, turn.crashesBelow())
            .setParameter(3, turn.limit())
            .getResultList();
    due.forEach(em::detach);
    return due.stream().map(JobEntity.class::cast).toList();
  }

  private void take(List<JobEntity> due, String owner, Duration lease) {
    Query update =
        em.createNativeQuery(
            "update job set state = 'running', attempt = attempt + 1, lease_owner = ?, lease_until"
                + " = current_timestamp + "
                + SqlTime.interval(lease)
                + ", started_at = coalesce(started_at, current_timestamp), progress = 0 where id in"
                + " ("
                + String.join(", ", Collections.nCopies(due.size(), "?"))
                + ")");
    update.setParameter(1, owner);
    for (int i = 0; i < due.size(); i++) {
      update.setParameter(i + 2, due.get(i).id);
    }
    update.executeUpdate();
  }

  private ClaimedJob claimed(JobEntity row, String owner, Instant claimedAt, long depth) {
    Instant due = row.runAfter.toInstant();
    Optional<JobAttemptEntity> previous =
        row.attempt == 0 ? Optional.empty() : previousAttempt(row.id);
    row.state = JobState.RUNNING.id();
    row.attempt++;
    row.progress = 0;
    row.startedAt = row.startedAt == null ? claimedAt.atOffset(ZoneOffset.UTC) : row.startedAt;
    return new ClaimedJob(
        JobRows.job(row),
        new Lease(row.id, row.attempt, owner),
        previous.map(JobRows::ended).filter(due::isBefore).orElse(due),
        claimedAt,
        row.errorCount,
        row.crashCount,
        depth,
        previous.map(attempt -> JobRows.carrier(attempt.traceCarrier)));
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
}
