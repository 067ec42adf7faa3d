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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What {@link JpaJobStore} writes to claim jobs, within its transaction. */
final class JobClaimWrites {

  /** No more than a hundred are counted: to count a thousand takes longer than to claim one. */
  private static final String NOW_AND_DEPTH =
      "select current_timestamp, (select count(*) from (select 1 from job where state = 'pending'"
          + " limit 100) as waiting)";

  private static final String DUE =
      "select id from job where state = 'pending' and tenant = ?1 and run_after + interval '0'"
          + " second <= current_timestamp and crash_count < ?2 order by state, tenant, ";

  /**
   * Due jobs in their order, read from the index that has this order. To that end it names the
   * index's first columns, and the time in a way no index serves; and it takes no locks, with which
   * H2 reads and sorts all that wait.
   */
  static final String HIGHEST = DUE + "priority desc, run_after, created_at limit ?3";

  static final String OLDEST = DUE + "run_after, created_at limit ?3";

  private static final int SPARE = 32;

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
    Deque<String> candidates = new ArrayDeque<>(candidates(turn));
    List<JobEntity> due = new ArrayList<>();
    while (due.size() < turn.limit() && !candidates.isEmpty()) {
      List<String> next = new ArrayList<>();
      while (next.size() < turn.limit() - due.size() && !candidates.isEmpty()) {
        next.add(candidates.remove());
      }
      due.addAll(locked(next));
    }
    return due;
  }

  /** A few more than wanted: other nodes may have locked the first. */
  @SuppressWarnings("unchecked") // one column of text
  private List<String> candidates(Turn turn) {
    return em.createNativeQuery(turn.oldestFirst() ? OLDEST : HIGHEST)
        .setParameter(1, turn.tenant())
        .setParameter(2, turn.crashesBelow())
        .setParameter(3, turn.limit() + SPARE)
        .getResultList();
  }

  private List<JobEntity> locked(List<String> ids) {
    Query query =
        em.createNativeQuery(
            "select * from job where id in ("
                + places(ids)
                + ") and state = 'pending' for update skip locked",
            JobEntity.class);
    for (int i = 0; i < ids.size(); i++) {
      query.setParameter(i + 1, ids.get(i));
    }
    List<?> rows = query.getResultList();
    rows.forEach(em::detach);
    return rows.stream()
        .map(JobEntity.class::cast)
        .sorted(Comparator.comparingInt(row -> ids.indexOf(row.id)))
        .toList();
  }

  private static String places(List<?> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }

  private void take(List<JobEntity> due, String owner, Duration lease) {
    Query update =
        em.createNativeQuery(
            "update job set state = 'running', attempt = attempt + 1, lease_owner = ?, lease_until"
                + " = current_timestamp + "
                + SqlTime.interval(lease)
                + ", started_at = coalesce(started_at, current_timestamp), progress = 0 where id in"
                + " ("
                + places(due)
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
