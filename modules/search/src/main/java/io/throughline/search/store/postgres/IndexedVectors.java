package io.throughline.search.store.postgres;

import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Finds vectors by the HNSW index of pgvector (Malkov and Yashunin 2016), on the same column that
 * is compared without it.
 */
final class IndexedVectors implements VectorSearch {

  /** Longer vectors cannot be indexed. */
  private static final int MOST_DIMENSIONS = 2_000;

  /** Candidates kept while the graph is walked; the extension's 40 finds fewer of the nearest. */
  private static final int CANDIDATES = 200;

  /** The index is of all collections: it is walked on until enough are of the one searched. */
  private static final String WALK =
      "select set_config('hnsw.iterative_scan', 'strict_order', true),"
          + " set_config('hnsw.ef_search', '"
          + CANDIDATES
          + "', true)";

  private final int dimensions;

  private IndexedVectors(int dimensions) {
    this.dimensions = dimensions;
  }

  /** True if the extension is there, or may be made by this user, in a version that walks on. */
  static boolean available(EntityManager em, int dimensions) {
    return dimensions > 0
        && dimensions <= MOST_DIMENSIONS
        && !em.createNativeQuery(
                "select 1 from pg_available_extension_versions where name = 'vector'"
                    + " and cast(string_to_array(substring(version from"
                    + " '^[0-9]+[.][0-9]+'), '.') as integer array) >= array[0, 8]"
                    + " and (installed or not exists (select 1 from pg_extension where extname ="
                    + " 'vector') and (trusted and has_database_privilege(current_database(),"
                    + " 'create') or (select rolsuper from pg_roles where rolname ="
                    + " current_user)))")
            .getResultList()
            .isEmpty();
  }

  /** Makes what is missing of the extension and its index; takes minutes if there are many rows. */
  static IndexedVectors prepare(EntityManager em, int dimensions) {
    IndexedVectors search = new IndexedVectors(dimensions);
    em.createNativeQuery("create extension if not exists vector").executeUpdate();
    em.createNativeQuery(
            "create index if not exists search_passage_vectors_"
                + dimensions
                + " on search_passage using hnsw (("
                + search.vector("embedding")
                + ") vector_cosine_ops) where cardinality(embedding) = "
                + dimensions)
        .executeUpdate();
    return search;
  }

  @Override
  public String kind() {
    return "hnsw";
  }

  @Override
  public String consequence() {
    return "search finds vectors by an index of pgvector, for " + dimensions + " dimensions.";
  }

  @Override
  public List<?> nearest(EntityManager em, Shelf shelf, float[] vector, int limit) {
    em.createNativeQuery(WALK).getSingleResult();
    List<?> found = rows(em, walking(limit), shelf, vector);
    return found.size() < limit ? rows(em, comparing(limit), shelf, vector) : found;
  }

  private static List<?> rows(EntityManager em, String sql, Shelf shelf, float[] vector) {
    return shelf
        .in(em.createNativeQuery(sql))
        .setParameter(4, VectorText.of(vector, '[', ']'))
        .getResultList();
  }

  String walking(int limit) {
    return "select p.version, p.position, 1 - ("
        + distance()
        + ")"
        + on()
        + " order by "
        + distance()
        + " limit "
        + limit;
  }

  /** Ordered by what is computed before, so that no index is walked that gives up too soon. */
  private String comparing(int limit) {
    return "with compared as materialized (select p.version, p.position, "
        + distance()
        + " as distance"
        + on()
        + ") select version, position, 1 - distance from compared order by distance limit "
        + limit;
  }

  private String on() {
    return Shelf.FROM + " and cardinality(p.embedding) = " + dimensions;
  }

  private String distance() {
    return vector("p.embedding") + " <=> cast(?4 as vector(" + dimensions + "))";
  }

  private String vector(String column) {
    return "cast(" + column + " as vector(" + dimensions + "))";
  }
}
