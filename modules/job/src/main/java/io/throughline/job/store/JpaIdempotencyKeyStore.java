package io.throughline.job.store;

import io.throughline.job.control.IdempotencyKeyStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@link IdempotencyKeyStore} on H2 and PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaIdempotencyKeyStore implements IdempotencyKeyStore {

  private static final String KEY = " where tenant = ?1 and key_hash = ?2";

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Override
  public boolean take(
      String tenant, String keyHash, String holder, Duration keptFor, Duration heldFor) {
    query(
            "delete from idempotency_key"
                + KEY
                + " and (created_at < current_timestamp - "
                + SqlTime.interval(keptFor)
                + " or job_id is null and created_at < current_timestamp - "
                + SqlTime.interval(heldFor)
                + ")",
            tenant,
            keyHash)
        .executeUpdate();
    return query(
                "insert into idempotency_key (tenant, key_hash, holder, created_at) values (?1, ?2,"
                    + " ?3, current_timestamp) on conflict do nothing",
                tenant,
                keyHash)
            .setParameter(3, holder)
            .executeUpdate()
        == 1;
  }

  @Override
  public Optional<Bound> bound(String tenant, String keyHash) {
    List<?> rows =
        query("select fingerprint, job_id from idempotency_key" + KEY, tenant, keyHash)
            .getResultList();
    return rows.stream()
        .map(row -> (Object[]) row)
        .filter(row -> row[1] != null)
        .map(row -> new Bound((String) row[0], (String) row[1]))
        .findFirst();
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public boolean bind(String tenant, String keyHash, String holder, Bound to) {
    return query(
                "update idempotency_key set fingerprint = ?4, job_id = ?5"
                    + KEY
                    + " and holder = ?3 and job_id is null",
                tenant,
                keyHash)
            .setParameter(3, holder)
            .setParameter(4, to.fingerprint())
            .setParameter(5, to.jobId())
            .executeUpdate()
        == 1;
  }

  @Override
  public void release(String tenant, String keyHash, String holder) {
    query(
            "delete from idempotency_key" + KEY + " and holder = ?3 and job_id is null",
            tenant,
            keyHash)
        .setParameter(3, holder)
        .executeUpdate();
  }

  private Query query(String sql, String tenant, String keyHash) {
    return em.createNativeQuery(sql).setParameter(1, tenant).setParameter(2, keyHash);
  }
}
