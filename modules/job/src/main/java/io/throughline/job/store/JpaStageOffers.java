package io.throughline.job.store;

import io.throughline.job.control.JobStore.Lease;
import io.throughline.job.control.StageOffers;
import io.throughline.job.entity.JobAttemptEntity;
import io.throughline.job.entity.JobEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link StageOffers} on H2 and PostgreSQL through JPA. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaStageOffers implements StageOffers {

  /** The row of a stage, as long as its attempt is held by who offers it. */
  private static final String OWN =
      " where job_id = ?1 and name = ?4 and exists (select 1 from job where id = ?1 and attempt ="
          + " ?2 and lease_owner = ?3)";

  /** The row of a stage, as long as the attempt runs and the stage is held by who claimed it. */
  private static final String HELD =
      " where job_id = ?1 and name = ?4 and offer_attempt = ?2 and lease_owner = ?3 and state ="
          + " 'running' and exists (select 1 from job where id = ?1 and attempt = ?2 and state ="
          + " 'running')";

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Override
  public boolean offer(Lease attempt, String stage) {
    return own(
                "update job_stage set offer_attempt = ?2, state = 'pending', lease_owner = null"
                    + OWN
                    + " and state <> 'completed'",
                attempt,
                stage)
            .executeUpdate()
        == 1;
  }

  @Override
  public boolean takeBack(Lease attempt, String stage) {
    return own(
                "update job_stage set offer_attempt = null, state = 'pending', lease_owner = null"
                    + OWN
                    + " and offer_attempt = ?2 and (state = 'pending' or (state = 'running' and"
                    + " lease_until <= current_timestamp))",
                attempt,
                stage)
            .executeUpdate()
        == 1;
  }

  @Override
  public Optional<String> output(Lease attempt, String stage) {
    List<?> outputs =
        own("select output from job_stage" + OWN + " and state = 'completed'", attempt, stage)
            .getResultList();
    return outputs.stream().map(String.class::cast).findFirst();
  }

  @Override
  public Optional<ClaimedStage> claim(String node, Duration lease) {
    List<?> found =
        em.createNativeQuery(
                "select job_id, name, offer_attempt from job_stage where offer_attempt is not null"
                    + " and state = 'pending' and exists (select 1 from job where id = job_id and"
                    + " attempt = offer_attempt and state = 'running') limit 1 for update skip"
                    + " locked")
            .getResultList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Object[] row = (Object[]) found.get(0);
    StageLease taken =
        new StageLease((String) row[0], ((Number) row[2]).intValue(), (String) row[1], node);
    em.createNativeQuery(
            "update job_stage set state = 'running', lease_owner = ?3, lease_until ="
                + " current_timestamp + "
                + SqlTime.interval(lease)
                + " where job_id = ?1 and name = ?2")
        .setParameter(1, taken.jobId())
        .setParameter(2, taken.stage())
        .setParameter(3, node)
        .executeUpdate();
    JobAttemptEntity attempt =
        em.find(JobAttemptEntity.class, new JobAttemptEntity.Key(taken.jobId(), taken.attempt()));
    return Optional.of(
        new ClaimedStage(
            JobRows.job(em.find(JobEntity.class, taken.jobId())),
            taken,
            outputs(taken.jobId()),
            JobRows.carrier(attempt.traceCarrier)));
  }

  private Map<String, String> outputs(String jobId) {
    Map<String, String> outputs = new HashMap<>();
    em.createQuery(
            "select s.name, s.output from JobStage s where s.jobId = :id and s.output is not null",
            Object[].class)
        .setParameter("id", jobId)
        .getResultStream()
        .forEach(row -> outputs.put((String) row[0], (String) row[1]));
    return outputs;
  }

  @Override
  public boolean heartbeat(StageLease lease, Duration extension) {
    return held(
                "update job_stage set lease_until = current_timestamp + "
                    + SqlTime.interval(extension)
                    + HELD,
                lease)
            .executeUpdate()
        == 1;
  }

  @Override
  public boolean complete(StageLease lease, Instant startedAt, String output) {
    return held(
                "update job_stage set state = 'completed', attempt = ?2, offer_attempt = null,"
                    + " started_at = "
                    + SqlTime.text("?5")
                    + ", finished_at = current_timestamp, output = ?6"
                    + HELD,
                lease)
            .setParameter(5, startedAt.toString())
            .setParameter(6, output)
            .executeUpdate()
        == 1;
  }

  @Override
  public void giveBack(StageLease lease) {
    held("update job_stage set lease_until = current_timestamp, lease_owner = null" + HELD, lease)
        .executeUpdate();
  }

  private Query own(String sql, Lease attempt, String stage) {
    return em.createNativeQuery(sql)
        .setParameter(1, attempt.jobId())
        .setParameter(2, attempt.attempt())
        .setParameter(3, attempt.owner())
        .setParameter(4, stage);
  }

  private Query held(String sql, StageLease lease) {
    return em.createNativeQuery(sql)
        .setParameter(1, lease.jobId())
        .setParameter(2, lease.attempt())
        .setParameter(3, lease.node())
        .setParameter(4, lease.stage());
  }
}
