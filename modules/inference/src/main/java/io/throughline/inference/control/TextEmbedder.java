package io.throughline.inference.control;

import io.throughline.inference.api.Embeddings;
import io.throughline.search.api.EmbeddingModel;
import java.util.List;

/** An {@link EmbeddingModel} that also tells what embedding took. Thread-safe. */
public interface TextEmbedder extends EmbeddingModel {

  /**
   * Embeds texts, as {@link #embed} does.
   *
   * @throws io.throughline.search.api.EmbeddingException if the model cannot be loaded or reached
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  Embeddings embeddings(List<String> texts);

  @Override
  default List<float[]> embed(List<String> texts) {
    return embeddings(texts).vectors();
  }
}
