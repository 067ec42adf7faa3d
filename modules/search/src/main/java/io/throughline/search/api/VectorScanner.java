package io.throughline.search.api;

import java.util.List;

/**
 * Compares a query with every vector there is, on a device that does so faster than an index finds
 * some of them. Thread-safe.
 */
public interface VectorScanner {

  /** An empty table of vectors of that length. */
  Table open(int dimensions);

  /**
   * Vectors by row, from 0. For one thread at a time. After an exception nothing may be asked of it
   * but to be closed.
   */
  interface Table extends AutoCloseable {

    /**
     * Adds rows at the end.
     *
     * @throws VectorScanException if the device failed or has no room
     */
    void append(List<float[]> rows) throws InterruptedException;

    /**
     * Takes a row out; the last row takes its place.
     *
     * @throws VectorScanException if the device failed
     */
    void remove(int row) throws InterruptedException;

    /**
     * The rows nearest to the query, best first, of equal ones the first.
     *
     * @param limit most of them, 1 to 1024
     * @throws VectorScanException if the device failed
     */
    List<Match> best(float[] query, int limit) throws InterruptedException;

    /** Gives the memory back. */
    @Override
    void close();
  }

  /**
   * A row that was found.
   *
   * @param cosine of the angle between it and the query
   */
  record Match(int row, double cosine) {}
}
