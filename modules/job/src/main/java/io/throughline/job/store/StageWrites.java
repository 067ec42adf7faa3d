package io.throughline.job.store;

import io.throughline.job.api.StagePlan;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.job.entity.JobStageEntity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link JpaJobStore} writes about stages, within its transactions. */
final class StageWrites {

  private final EntityManager em;

  StageWrites(EntityManager em) {
    this.em = em;
  }

  Map<String, String> planned(Lease lease, StagePlan plan) {
    Map<String, String> done = new HashMap<>();
    List<JobStageEntity> rows =
        em.createQuery("select s from JobStage s where s.jobId = :id", JobStageEntity.class)
            .setParameter("id", lease.jobId())
            .getResultList();
    if (rows.isEmpty()) {
      insert(lease, plan.stages());
    }
    rows.stream().filter(s -> s.output != null).forEach(s -> done.put(s.name, s.output));
    return done;
  }

  private void insert(Lease lease, List<StagePlan.Stage> stages) {
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

  boolean completed(Lease lease, String stage, Instant startedAt, Optional<String> output) {
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
}
