package io.throughline.search.control;

import java.util.List;

/**
 * Finds passages of the documents in a {@link DocumentStore}, which is the truth: an index can
 * always be made again from it. Thread-safe.
 */
public interface PassageIndex {

  /** Says that this node committed a change; searches from now on find what it wrote. */
  void changed(long change);

  /**
   * The passages of a collection whose vectors are nearest to {@code vector}, best first.
   *
   * @param vector of the model that this index is for; none is found if it is empty
   */
  List<PassageHit> nearest(String tenant, String collection, float[] vector, int limit);

  /**
   * The passages of a collection that have words of {@code text}, best first.
   *
   * @param text anything; it has no syntax
   */
  List<PassageHit> matching(String tenant, String collection, String text, int limit);

  /** How it is doing. */
  IndexState state();

  /**
   * How an index is doing.
   *
   * @param kind what it is, e.g. {@code lucene}
   * @param vectorSearch how the nearest vectors are found, e.g. {@code hnsw}
   * @param change the newest change that searches find; -1 if they read the database itself
   * @param bytes on disk; -1 if that is part of the database
   */
  record IndexState(String kind, String vectorSearch, long change, long bytes) {}
}
