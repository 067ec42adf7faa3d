package io.throughline.search.store.postgres;

import io.throughline.search.control.PassageHit;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.PassageRef;
import io.throughline.telemetry.api.AuditLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.logging.Logger;

/**
 * {@link PassageIndex} in the PostgreSQL that nodes share: it searches the rows themselves, so that
 * every node finds what any has committed. Words by full-text search with an index; vectors by an
 * index where the database offers pgvector, else by comparing every passage of the collection.
 */
@ApplicationScoped
@Typed(PostgresPassageIndex.class)
@Transactional(TxType.REQUIRES_NEW)
public class PostgresPassageIndex implements PassageIndex {

  private static final Logger LOG = Logger.getLogger(PostgresPassageIndex.class.getName());

  /** Any number that nobody else locks: nodes that start together make an index one by one. */
  private static final long PREPARING = 0x7468_726f_7567_686cL;

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  private volatile String model = "";
  private volatile VectorSearch vectors = new ComparedVectors();

  /**
   * Makes the index that is missing. To be called once, before the first search.
   *
   * @param embeddingModel whose vectors are searched; empty if there are none
   * @param dimensions their length; 0 if there are none
   */
  public void prepare(String embeddingModel, int dimensions) {
    em.createNativeQuery("select 1 from (select pg_advisory_xact_lock(" + PREPARING + ")) as held")
        .getResultList();
    WordSearch.prepare(em);
    vectors =
        IndexedVectors.available(em, dimensions)
            ? IndexedVectors.prepare(em, dimensions)
            : new ComparedVectors();
    model = embeddingModel;
    LOG.log(AuditLevel.AUDIT, vectors.consequence());
  }

  @Override
  public void changed(long change) {
    // Searches read the rows.
  }

  @Override
  public List<PassageHit> nearest(String tenant, String collection, float[] vector, int limit) {
    return vector.length == 0 || limit == 0
        ? List.of()
        : hits(vectors.nearest(em, new Shelf(tenant, collection, model), vector, limit));
  }

  @Override
  public List<PassageHit> matching(String tenant, String collection, String text, int limit) {
    String words = AnyWord.of(text);
    return words.isEmpty() || limit == 0
        ? List.of()
        : hits(WordSearch.matching(em, tenant, collection, words, limit));
  }

  private static List<PassageHit> hits(List<?> rows) {
    return rows.stream().map(row -> hit((Object[]) row)).toList();
  }

  private static PassageHit hit(Object[] row) {
    return new PassageHit(
        new PassageRef((String) row[0], ((Number) row[1]).intValue()),
        ((Number) row[2]).doubleValue());
  }

  @Override
  public IndexState state() {
    return new IndexState("postgres", vectors.kind(), -1, -1);
  }
}
