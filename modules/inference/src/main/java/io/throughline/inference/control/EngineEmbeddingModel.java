package io.throughline.inference.control;

import io.throughline.inference.api.EmbeddingEngine;
import io.throughline.inference.api.Embeddings;
import io.throughline.inference.api.Progress;
import io.throughline.inference.control.EngineRunner.StageName;
import io.throughline.search.api.EmbeddingException;
import java.util.List;
import java.util.concurrent.CancellationException;

/** {@link TextEmbedder} by an engine of this server, whose model is loaded when first needed. */
public final class EngineEmbeddingModel implements TextEmbedder {

  private static final StageName STAGE = new StageName("ml.embed", "embedding");

  private final EngineRunner runner;
  private final EmbeddingEngine<?> engine;

  EngineEmbeddingModel(EngineRunner runner, EmbeddingEngine<?> engine) {
    this.runner = runner;
    this.engine = engine;
  }

  @Override
  public String id() {
    return engine.description().id();
  }

  @Override
  public int dimensions() {
    return engine.dimensions();
  }

  @Override
  public Embeddings embeddings(List<String> texts) {
    try {
      return runner.run(
          STAGE,
          engine,
          texts,
          Progress.none(),
          (span, done) -> span.set("ml.texts_count", done.vectors().size()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EmbeddingException("the embedding engine " + id() + " failed", e);
    }
  }
}
