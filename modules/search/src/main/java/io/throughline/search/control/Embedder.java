package io.throughline.search.control;

import io.throughline.search.api.EmbeddingException;
import io.throughline.search.api.EmbeddingModel;
import io.throughline.search.api.Passage;
import io.throughline.telemetry.api.OutageLog;
import java.util.List;
import java.util.Optional;

/** Embeds passages, or does without: a document that has no embeddings is found by its words. */
public final class Embedder {

  private static final String EMBEDDING =
      "embedding documents, which POST /api/admin/search/reindex catches up with,";

  private final Optional<EmbeddingModel> model;
  private final OutageLog outages;

  /**
   * @param model empty if this server has none
   */
  public Embedder(Optional<EmbeddingModel> model, OutageLog outages) {
    this.model = model;
    this.outages = outages;
  }

  /** The model that this server embeds with. */
  public Optional<String> model() {
    return model.map(EmbeddingModel::id);
  }

  /** Length of its vectors; 0 without a model. */
  public int dimensions() {
    return model.map(EmbeddingModel::dimensions).orElse(0);
  }

  /** Embeddings of passages; none if there is no model or it does not answer. */
  Embeddings embed(List<Passage> passages) {
    if (model.isEmpty() || passages.isEmpty()) {
      return Embeddings.none();
    }
    try {
      List<float[]> vectors = model.get().embed(passages.stream().map(Passage::text).toList());
      outages.worked(EMBEDDING);
      return new Embeddings(model(), vectors);
    } catch (EmbeddingException e) {
      outages.failed(EMBEDDING, e);
      return Embeddings.none();
    }
  }

  /** The vector of a question; empty if there is no model or it does not answer. */
  float[] embed(String question) {
    return embed(List.of(Passage.of(question))).of(0).orElse(new float[0]);
  }
}
