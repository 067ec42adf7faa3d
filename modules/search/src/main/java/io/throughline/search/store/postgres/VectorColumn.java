package io.throughline.search.store.postgres;

import jakarta.persistence.EntityManager;

/** How the database compares embeddings, which are rows' arrays either way. */
enum VectorColumn {
  /** Every passage of the collection, in plain SQL. */
  ARRAY;

  /** Finds out what the database can do, and makes the index that it needs. */
  static VectorColumn of(EntityManager em, int dimensions) {
    return ARRAY;
  }

  String id() {
    return "exact";
  }

  String announcement() {
    return "this PostgreSQL has no pgvector: search compares the question with every passage of a"
        + " collection. Install the extension vector, or set THROUGHLINE_SEARCH_STORE=lucene, for"
        + " large collections.";
  }

  void beforeSearch(EntityManager em) {}

  /** The inner product, which is the cosine as all vectors have length 1. */
  String similarity(String parameter) {
    return "(select sum(n.a * n.b) from unnest(p.embedding, cast("
        + parameter
        + " as real[])) as n(a, b))";
  }

  String order(String parameter) {
    return "score desc";
  }

  String text(float[] vector) {
    StringBuilder text = new StringBuilder("{");
    for (float number : vector) {
      text.append(text.length() > 1 ? "," : "").append(number);
    }
    return text.append('}').toString();
  }
}
