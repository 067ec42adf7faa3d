package io.throughline.search.store;

import io.throughline.search.control.QueryLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** {@link QueryLog} on H2 and PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaQueryLog implements QueryLog {

  private static final int KEY_BYTES = 32;

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Override
  public void add(LoggedQuery query) {
    sql()
        .update(
            "insert into search_query (id, tenant, caller, query_hash, query_length, cached,"
                + " generator, fallback, sources, latency_ms, created_at) values (?1, ?2, ?3, ?4,"
                + " ?5, ?6, ?7, ?8, ?9, ?10, "
                + SqlTime.of("?11")
                + ")",
            query.id(),
            query.tenant(),
            query.caller(),
            query.queryHash(),
            query.queryLength(),
            query.cached(),
            query.generator(),
            query.fallback(),
            query.sources(),
            query.latency().toNanos() / 1e6,
            query.at().toString());
  }

  @Override
  public boolean rate(String tenant, String queryId, Feedback feedback) {
    String change =
        "update search_feedback set positive = ?3, feedback_text = cast(?4 as varchar), created_at"
            + " = "
            + SqlTime.of("?5")
            + " where query_id = (select id from search_query where tenant = ?1 and id = ?2)";
    String add =
        "insert into search_feedback (query_id, positive, feedback_text, created_at) select id, ?3,"
            + " cast(?4 as varchar), "
            + SqlTime.of("?5")
            + " from search_query where tenant = ?1 and id = ?2 on conflict do nothing";
    // Between the first two somebody else may have added one.
    return rated(change, tenant, queryId, feedback)
        || rated(add, tenant, queryId, feedback)
        || rated(change, tenant, queryId, feedback);
  }

  private boolean rated(String statement, String tenant, String queryId, Feedback feedback) {
    return sql()
            .update(
                statement,
                tenant,
                queryId,
                feedback.positive(),
                feedback.text().orElse(null),
                feedback.at().toString())
        == 1;
  }

  @Override
  public List<RatedQuery> list(String tenant, int offset, int limit) {
    return page("left join", "q.created_at", tenant, offset, limit);
  }

  @Override
  public List<RatedQuery> rated(String tenant, int offset, int limit) {
    return page("join", "f.created_at", tenant, offset, limit);
  }

  private List<RatedQuery> page(String join, String newest, String tenant, int offset, int limit) {
    return sql()
        .rows(
            QueryLogRows.COLUMNS
                + " from search_query q "
                + join
                + " search_feedback f on f.query_id = q.id where q.tenant = ?1 order by "
                + newest
                + " desc, q.id limit "
                + limit
                + " offset "
                + offset,
            tenant)
        .stream()
        .map(QueryLogRows::query)
        .toList();
  }

  @Override
  public Statistics statistics(String tenant, Instant since) {
    return QueryLogRows.statistics(
        sql()
            .rows(
                QueryLogRows.SUMS
                    + " from search_query q left join search_feedback f on f.query_id = q.id where"
                    + " q.tenant = ?1 and q.created_at >= "
                    + SqlTime.of("?2"),
                tenant,
                since.toString())
            .get(0));
  }

  @Override
  public int forgetBefore(Instant time) {
    return sql()
        .update("delete from search_query where created_at < " + SqlTime.of("?1"), time.toString());
  }

  @Override
  public byte[] hashKey() {
    String read = "select hash_key, id from search_hash_key where id = 1";
    if (sql().rows(read).isEmpty()) {
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      sql()
          .update(
              "insert into search_hash_key (id, hash_key) values (1, ?1) on conflict do nothing",
              HexFormat.of().formatHex(random));
    }
    return HexFormat.of().parseHex((String) sql().rows(read).get(0)[0]);
  }

  private Sql sql() {
    return new Sql(em);
  }
}
