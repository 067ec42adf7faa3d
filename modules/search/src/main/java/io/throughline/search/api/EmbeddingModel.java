package io.throughline.search.api;

import java.util.List;

/** Turns text into vectors that are near each other when the texts mean alike. Thread-safe. */
public interface EmbeddingModel {

  /** Name of the model; vectors of different models must not be compared. */
  String id();

  /** Length of the vectors. */
  int dimensions();

  /**
   * Embeds texts.
   *
   * @return a vector of length 1 (Euclidean) and {@link #dimensions()} numbers for each text, in
   *     their order
   * @throws EmbeddingException if the model cannot be loaded or reached
   */
  List<float[]> embed(List<String> texts);
}
