package io.throughline.search.store.postgres;

import jakarta.persistence.EntityManager;
import java.util.List;

/** Finds words among the rows by full-text search, in the transaction of its caller. */
final class WordSearch {

  private WordSearch() {}

  /**
   * Makes what is missing of the column and its index; takes minutes if there are many rows.
   * Ranking reads the column of all that match: to take the words from their texts anew took 36
   * times as long.
   */
  static void prepare(EntityManager em) {
    if (em.createNativeQuery(
            "select 1 from pg_attribute where attrelid = cast('search_passage' as regclass)"
                + " and attname = 'words'")
        .getResultList()
        .isEmpty()) {
      em.createNativeQuery(
              "alter table search_passage add column words tsvector"
                  + " generated always as (to_tsvector('english', text)) stored")
          .executeUpdate();
    }
    em.createNativeQuery(
            "create index if not exists search_passage_words on search_passage using gin (words)")
        .executeUpdate();
  }

  /**
   * Rows of version, position and score, best first; by how often the words are there, as
   * ts_rank_cd would want them near each other.
   *
   * @param query a {@code tsquery}
   */
  static List<?> matching(
      EntityManager em, String tenant, String collection, String query, int limit) {
    return em.createNativeQuery(
            "select p.version, p.position, ts_rank(p.words, q.words, 1) as score"
                + " from to_tsquery('english', ?3) as q(words),"
                + " search_passage p join search_document d on d.version = p.version where"
                + " d.tenant = ?1 and d.collection = ?2 and p.words @@ q.words"
                + " order by score desc limit "
                + limit)
        .setParameter(1, tenant)
        .setParameter(2, collection)
        .setParameter(3, query)
        .getResultList();
  }
}
