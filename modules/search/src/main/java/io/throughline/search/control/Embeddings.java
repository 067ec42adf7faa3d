package io.throughline.search.control;

import java.util.List;
import java.util.Optional;

/**
 * The vectors of a document's passages.
 *
 * @param model name of the model they are of; empty if there are none
 * @param vectors one for each passage, in their order; empty if there are none
 */
public record Embeddings(Optional<String> model, List<float[]> vectors) {

  public Embeddings {
    vectors = List.copyOf(vectors);
  }

  /** For documents that are found by their words only. */
  public static Embeddings none() {
    return new Embeddings(Optional.empty(), List.of());
  }

  /** The vector of the passage at this position, if there is one. */
  public Optional<float[]> of(int position) {
    return vectors.isEmpty() ? Optional.empty() : Optional.of(vectors.get(position));
  }
}
