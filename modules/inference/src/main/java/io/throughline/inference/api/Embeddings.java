package io.throughline.inference.api;

import java.util.List;

/**
 * Texts as vectors.
 *
 * @param vectors one of Euclidean length 1 for each text, in their order
 * @param tokens how many tokens the model read
 */
public record Embeddings(List<float[]> vectors, long tokens) {

  public Embeddings {
    vectors = List.copyOf(vectors);
  }
}
