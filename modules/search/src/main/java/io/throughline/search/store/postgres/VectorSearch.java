package io.throughline.search.store.postgres;

import jakarta.persistence.EntityManager;
import java.util.List;

/** Finds the nearest vectors among the rows, in the transaction of its caller. Thread-safe. */
interface VectorSearch {

  /** How: {@code exact} compares all, {@code hnsw} has an index. */
  String kind();

  /** What an operator should know at start. */
  String consequence();

  /**
   * Rows of version, position and score, best first; the score is the inner product, which is the
   * cosine as all vectors have length 1.
   */
  List<?> nearest(EntityManager em, Shelf shelf, float[] vector, int limit);
}
