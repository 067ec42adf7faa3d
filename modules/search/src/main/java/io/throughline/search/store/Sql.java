package io.throughline.search.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;

/** Native statements with their parameters. */
final class Sql {

  private final EntityManager em;

  Sql(EntityManager em) {
    this.em = em;
  }

  int update(String text, Object... values) {
    return query(text, values).executeUpdate();
  }

  /** Rows of more than one column. */
  List<Object[]> rows(String text, Object... values) {
    List<?> rows = query(text, values).getResultList();
    return rows.stream().map(row -> (Object[]) row).toList();
  }

  private Query query(String text, Object... values) {
    Query query = em.createNativeQuery(text);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query;
  }
}
