package io.throughline.search.store.postgres;

import jakarta.persistence.EntityManager;
import java.util.List;

/** Compares every vector on the shelf in plain SQL, which needs no extension. */
final class ComparedVectors implements VectorSearch {

  /** As real numbers, products of small ones are an error. */
  private static final String NEAREST =
      "select p.version, p.position, (select sum(cast(n.a as double precision) * n.b)"
          + " from unnest(p.embedding, cast(?4 as real array)) as n(a, b)) as score"
          + Shelf.FROM
          + " order by score desc limit ";

  @Override
  public String kind() {
    return "exact";
  }

  @Override
  public String consequence() {
    return "search compares a question with every passage of a collection, in SQL, as this"
        + " PostgreSQL offers no pgvector 0.8 or newer. For large collections install it, or set"
        + " THROUGHLINE_SEARCH_STORE=lucene: then each node has an index.";
  }

  @Override
  public List<?> nearest(EntityManager em, Shelf shelf, float[] vector, int limit) {
    return shelf
        .in(em.createNativeQuery(NEAREST + limit))
        .setParameter(4, VectorText.of(vector, '{', '}'))
        .getResultList();
  }
}
