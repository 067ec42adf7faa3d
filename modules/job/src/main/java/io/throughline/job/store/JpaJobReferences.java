package io.throughline.job.store;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.throughline.job.api.JobReferences;
import io.throughline.job.api.JobState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link JobReferences} on H2 and PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaJobReferences implements JobReferences {

  /** What decides about a job's results. */
  private record Row(JobState state, Optional<String> resultKey) {

    boolean needs(String key) {
      return switch (state) {
        case COMPLETED -> resultKey.filter(key::equals).isPresent();
        case CANCELLED -> false;
        default -> true;
      };
    }
  }

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Override
  public Set<String> uploads(Collection<String> uploadIds) {
    return Set.copyOf(
        em.createQuery(
                "select distinct j.uploadId from Job j where j.uploadId in :ids", String.class)
            .setParameter("ids", uploadIds)
            .getResultList());
  }

  @Override
  public Set<String> results(Map<String, String> jobs) {
    Map<String, Row> rows =
        em
            .createQuery(
                "select j.id, j.state, j.resultKey from Job j where j.id in :ids", Object[].class)
            .setParameter("ids", Set.copyOf(jobs.values()))
            .getResultList()
            .stream()
            .collect(toMap(row -> (String) row[0], JpaJobReferences::row));
    return jobs.entrySet().stream()
        .filter(e -> rows.containsKey(e.getValue()) && rows.get(e.getValue()).needs(e.getKey()))
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  private static Row row(Object[] columns) {
    return new Row(JobState.of((String) columns[1]), Optional.ofNullable((String) columns[2]));
  }
}
