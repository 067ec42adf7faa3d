package io.throughline.job.store;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobAttempt;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobPage;
import io.throughline.job.api.JobStage;
import io.throughline.job.api.JobState;
import io.throughline.job.entity.JobAttemptEntity;
import io.throughline.job.entity.JobEntity;
import io.throughline.job.entity.JobStageEntity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What {@link JpaJobStore} reads, within its transactions. */
final class JobReads {

  private final EntityManager em;
  private final Totals totals;
  private final Clock clock;

  JobReads(EntityManager em, Totals totals, Clock clock) {
    this.em = em;
    this.totals = totals;
    this.clock = clock;
  }

  Optional<Job> find(String jobId) {
    return Optional.ofNullable(em.find(JobEntity.class, jobId)).map(JobRows::job);
  }

  JobPage list(JobFilter filter) {
    Matching matching = Matching.of(filter);
    Query page =
        em.createNativeQuery(
            "select * from job"
                + matching.where()
                + " order by created_at desc, id desc limit "
                + filter.limit()
                + " offset "
                + filter.offset(),
            JobEntity.class);
    List<Job> rows = jobs(matching.bind(page));
    boolean last = rows.size() < filter.limit() && (filter.offset() == 0 || !rows.isEmpty());
    long total = last ? filter.offset() + rows.size() : totals.of(filter, em, clock);
    return new JobPage(rows, total);
  }

  private static List<Job> jobs(Query rows) {
    List<?> found = rows.getResultList();
    return found.stream().map(JobEntity.class::cast).map(JobRows::job).toList();
  }

  List<JobStage> stages(String jobId) {
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

  List<JobAttempt> attempts(String jobId) {
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

  long pending() {
    return em.createQuery("select count(j) from Job j where j.state = 'pending'", Long.class)
        .getSingleResult();
  }

  OptionalLong ahead(String jobId) {
    List<?> rows =
        em.createNativeQuery(
                "select (select count(*) from job other where other.state = 'pending' and"
                    + " other.tenant = mine.tenant and other.run_after <= current_timestamp and"
                    + " (other.priority > mine.priority or other.priority = mine.priority and"
                    + " (other.run_after < mine.run_after or other.run_after = mine.run_after and"
                    + " other.created_at < mine.created_at))) from job mine where mine.id = ?1 and"
                    + " mine.state = 'pending' and mine.run_after <= current_timestamp")
            .setParameter(1, jobId)
            .getResultList();
    return rows.stream().mapToLong(count -> ((Number) count).longValue()).findFirst();
  }

  Map<JobState, Long> unfinished() {
    return em
        .createQuery(
            "select j.state, count(j) from Job j where j.state in ('pending', 'running',"
                + " 'cancelling') group by j.state",
            Object[].class)
        .getResultList()
        .stream()
        .collect(Collectors.toMap(row -> JobState.of((String) row[0]), row -> (Long) row[1]));
  }

  @SuppressWarnings("unchecked") // one column of text
  List<String> waitingTenants() {
    return em.createNativeQuery(
            "select distinct tenant from job where state = 'pending' and run_after <="
                + " current_timestamp")
        .getResultList();
  }
}
