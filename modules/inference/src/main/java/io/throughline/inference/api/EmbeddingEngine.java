package io.throughline.inference.api;

import java.util.List;

/**
 * Turns texts into vectors that are near each other when the texts mean alike. The vector of a text
 * does not depend on the texts that it comes with.
 *
 * @param <M> the loaded model
 */
public non-sealed interface EmbeddingEngine<M extends AutoCloseable>
    extends StageEngine<List<String>, Embeddings, M> {

  /** Length of the vectors. Cheap: must not load anything. */
  int dimensions();
}
