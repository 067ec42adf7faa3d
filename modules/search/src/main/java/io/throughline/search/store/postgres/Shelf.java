package io.throughline.search.store.postgres;

import jakarta.persistence.Query;

/** What a search for vectors looks through. */
record Shelf(String tenant, String collection, String model) {

  /** The passages on it, by the parameters that {@link #in} fills: the first three. */
  static final String FROM =
      " from search_passage p join search_document d on d.version = p.version"
          + " where d.tenant = ?1 and d.collection = ?2 and d.model = ?3";

  Query in(Query query) {
    return query.setParameter(1, tenant).setParameter(2, collection).setParameter(3, model);
  }
}
