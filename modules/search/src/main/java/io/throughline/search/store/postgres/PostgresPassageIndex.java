package io.throughline.search.store.postgres;

import io.throughline.search.control.PassageHit;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.PassageRef;
import io.throughline.telemetry.api.AuditLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.logging.Logger;

/**
 * {@link PassageIndex} in the PostgreSQL that nodes share: it searches the rows themselves, so that
 * every node finds what any has committed. Words by full-text search with an index; vectors by
 * comparing every passage of the collection, which needs no extension.
 */
@ApplicationScoped
@Typed(PostgresPassageIndex.class)
@Transactional(TxType.REQUIRES_NEW)
public class PostgresPassageIndex implements PassageIndex {

  private static final Logger LOG = Logger.getLogger(PostgresPassageIndex.class.getName());

  /** Any number that nobody else locks: nodes that start together make an index one by one. */
  private static final long PREPARING = 0x7468_726f_7567_686cL;

  private static final String WORDS = "to_tsvector('english', p.text)";

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  private volatile String model = "";

  /**
   * Makes the index that is missing. To be called once, before the first search.
   *
   * @param embeddingModel whose vectors are searched; empty if there are none
   */
  public void prepare(String embeddingModel) {
    em.createNativeQuery("select 1 from (select pg_advisory_xact_lock(" + PREPARING + ")) as held")
        .getResultList();
    em.createNativeQuery(
            "create index if not exists search_passage_words on search_passage using gin"
                + " (to_tsvector('english', text))")
        .executeUpdate();
    model = embeddingModel;
    LOG.log(
        AuditLevel.AUDIT,
        "search compares a question with every passage of a collection, in SQL. Set"
            + " THROUGHLINE_SEARCH_STORE=lucene for large collections: then each node has an index.");
  }

  @Override
  public void changed(long change) {
    // Searches read the rows.
  }

  /** By inner product, which is the cosine as all vectors have length 1. */
  @Override
  public List<PassageHit> nearest(String tenant, String collection, float[] vector, int limit) {
    if (vector.length == 0 || limit == 0) {
      return List.of();
    }
    return hits(
        em.createNativeQuery(
                // as real numbers, products of small ones are an error
                "select p.version, p.position, (select sum(cast(n.a as double precision) * n.b)"
                    + " from unnest(p.embedding, cast(?4 as real array)) as n(a, b)) as score from"
                    + " search_passage p join"
                    + " search_document d on d.version = p.version where d.tenant = ?1 and"
                    + " d.collection = ?2 and d.model = ?3 order by score desc limit "
                    + limit)
            .setParameter(1, tenant)
            .setParameter(2, collection)
            .setParameter(3, model)
            .setParameter(4, text(vector)));
  }

  /** As PostgreSQL writes an array. */
  private static String text(float[] vector) {
    StringBuilder text = new StringBuilder("{");
    for (float number : vector) {
      text.append(text.length() > 1 ? "," : "").append(number);
    }
    return text.append('}').toString();
  }

  /** By how often the words are there; ts_rank_cd would want them near each other. */
  @Override
  public List<PassageHit> matching(String tenant, String collection, String text, int limit) {
    String words = AnyWord.of(text);
    if (words.isEmpty() || limit == 0) {
      return List.of();
    }
    return hits(
        em.createNativeQuery(
                "select p.version, p.position, ts_rank("
                    + WORDS
                    + ", q.words, 1) as score from to_tsquery('english', ?3) as q(words),"
                    + " search_passage p join search_document d on d.version = p.version where"
                    + " d.tenant = ?1 and d.collection = ?2 and "
                    + WORDS
                    + " @@ q.words order by score desc limit "
                    + limit)
            .setParameter(1, tenant)
            .setParameter(2, collection)
            .setParameter(3, words));
  }

  private static List<PassageHit> hits(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(row -> hit((Object[]) row)).toList();
  }

  private static PassageHit hit(Object[] row) {
    return new PassageHit(
        new PassageRef((String) row[0], ((Number) row[1]).intValue()),
        ((Number) row[2]).doubleValue());
  }

  @Override
  public IndexState state() {
    return new IndexState("postgres", "exact", -1, -1);
  }
}
