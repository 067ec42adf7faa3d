package io.throughline.search.store;

import io.throughline.search.control.QueryLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** {@link QueryLog} on H2 and PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaQueryLog implements QueryLog {

  private static final String COLUMNS =
      "select q.id, q.tenant, q.caller, q.query_hash, q.query_length, q.cached, q.generator,"
          + " q.fallback, q.sources, q.latency_ms, "
          + millis("q.created_at")
          + ", f.positive, f.feedback_text, "
          + millis("f.created_at")
          + " from search_query q ";
  private static final int KEY_BYTES = 32;

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Override
  public void add(LoggedQuery query) {
    em.createNativeQuery(
            "insert into search_query (id, tenant, caller, query_hash, query_length, cached,"
                + " generator, fallback, sources, latency_ms, created_at) values (?1, ?2, ?3, ?4,"
                + " ?5, ?6, ?7, ?8, ?9, ?10, "
                + time("?11")
                + ")")
        .setParameter(1, query.id())
        .setParameter(2, query.tenant())
        .setParameter(3, query.caller())
        .setParameter(4, query.queryHash())
        .setParameter(5, query.queryLength())
        .setParameter(6, query.cached())
        .setParameter(7, query.generator())
        .setParameter(8, query.fallback())
        .setParameter(9, query.sources())
        .setParameter(10, query.latency().toNanos() / 1e6)
        .setParameter(11, query.at().toString())
        .executeUpdate();
  }

  @Override
  public boolean rate(String tenant, String queryId, Feedback feedback) {
    String change =
        "update search_feedback set positive = ?3, feedback_text = cast(?4 as varchar), created_at"
            + " = "
            + time("?5")
            + " where query_id = (select id from search_query where tenant = ?1 and id = ?2)";
    String add =
        "insert into search_feedback (query_id, positive, feedback_text, created_at) select id, ?3,"
            + " cast(?4 as varchar), "
            + time("?5")
            + " from search_query where tenant = ?1 and id = ?2 on conflict do nothing";
    // Between the first two somebody else may have added one.
    return rated(change, tenant, queryId, feedback)
        || rated(add, tenant, queryId, feedback)
        || rated(change, tenant, queryId, feedback);
  }

  private boolean rated(String sql, String tenant, String queryId, Feedback feedback) {
    return em.createNativeQuery(sql)
            .setParameter(1, tenant)
            .setParameter(2, queryId)
            .setParameter(3, feedback.positive())
            .setParameter(4, feedback.text().orElse(null))
            .setParameter(5, feedback.at().toString())
            .executeUpdate()
        == 1;
  }

  @Override
  public List<RatedQuery> list(String tenant, int offset, int limit) {
    return page(
        "left join search_feedback f on f.query_id = q.id where q.tenant = ?1 order by q.created_at"
            + " desc, q.id",
        tenant,
        offset,
        limit);
  }

  @Override
  public List<RatedQuery> rated(String tenant, int offset, int limit) {
    return page(
        "join search_feedback f on f.query_id = q.id where q.tenant = ?1 order by f.created_at"
            + " desc, q.id",
        tenant,
        offset,
        limit);
  }

  private List<RatedQuery> page(String rest, String tenant, int offset, int limit) {
    List<?> rows =
        em.createNativeQuery(COLUMNS + rest)
            .setParameter(1, tenant)
            .setFirstResult(offset)
            .setMaxResults(limit)
            .getResultList();
    return rows.stream().map(row -> query((Object[]) row)).toList();
  }

  private static RatedQuery query(Object[] row) {
    LoggedQuery query =
        new LoggedQuery(
            (String) row[0],
            (String) row[1],
            (String) row[2],
            (String) row[3],
            ((Number) row[4]).intValue(),
            (Boolean) row[5],
            (String) row[6],
            (Boolean) row[7],
            ((Number) row[8]).intValue(),
            Duration.ofNanos(Math.round(((Number) row[9]).doubleValue() * 1e6)),
            instant(row[10]));
    Optional<Feedback> feedback =
        row[11] == null
            ? Optional.empty()
            : Optional.of(
                new Feedback(
                    (Boolean) row[11], Optional.ofNullable((String) row[12]), instant(row[13])));
    return new RatedQuery(query, feedback);
  }

  @Override
  public Statistics statistics(String tenant, Instant since) {
    Object[] row =
        (Object[])
            em.createNativeQuery(
                    "select count(*), count(distinct q.caller), count(case when q.cached then 1"
                        + " end), count(case when q.fallback then 1 end), count(case when q.sources"
                        + " = 0 then 1 end), percentile_cont(0.5) within group (order by"
                        + " q.latency_ms), percentile_cont(0.95) within group (order by"
                        + " q.latency_ms), count(case when f.positive then 1 end), count(case when"
                        + " not f.positive then 1 end) from search_query q left join"
                        + " search_feedback f on f.query_id = q.id where q.tenant = ?1 and"
                        + " q.created_at >= "
                        + time("?2"))
                .setParameter(1, tenant)
                .setParameter(2, since.toString())
                .getSingleResult();
    return new Statistics(
        count(row[0]),
        count(row[1]),
        count(row[2]),
        count(row[3]),
        count(row[4]),
        number(row[5]),
        number(row[6]),
        count(row[7]),
        count(row[8]));
  }

  @Override
  public int forgetBefore(Instant time) {
    return em.createNativeQuery("delete from search_query where created_at < " + time("?1"))
        .setParameter(1, time.toString())
        .executeUpdate();
  }

  @Override
  public byte[] hashKey() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    Query add =
        em.createNativeQuery(
                "insert into search_hash_key (id, hash_key) values (1, ?1) on conflict do nothing")
            .setParameter(1, HexFormat.of().formatHex(random));
    Query read = em.createNativeQuery("select hash_key from search_hash_key where id = 1");
    if (read.getResultList().isEmpty()) {
      add.executeUpdate();
    }
    return HexFormat.of().parseHex((String) read.getSingleResult());
  }

  /** A time that comes as text: JPA would turn it into a local one. */
  private static String time(String parameter) {
    return "cast(" + parameter + " as timestamp with time zone)";
  }

  private static String millis(String column) {
    return "cast(extract(epoch from " + column + ") * 1000 as bigint)";
  }

  private static Instant instant(Object millis) {
    return Instant.ofEpochMilli(((Number) millis).longValue());
  }

  private static long count(Object value) {
    return ((Number) value).longValue();
  }

  private static double number(Object value) {
    return value == null ? 0 : ((Number) value).doubleValue();
  }
}
