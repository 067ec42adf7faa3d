package io.throughline.search.control;

import java.util.List;

/**
 * What to look for.
 *
 * @param tenant whose documents
 * @param collections where to look
 * @param text the question, as words
 * @param vector the question, as an embedding; empty to look by words only
 * @param topK at most so many passages of each collection
 */
public record RetrievalQuery(
    String tenant, List<String> collections, String text, float[] vector, int topK) {

  public RetrievalQuery {
    collections = List.copyOf(collections);
  }
}
