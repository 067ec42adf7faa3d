package io.throughline.inference.engine.minilm;

import ai.onnxruntime.OrtException;
import io.throughline.inference.api.EmbeddingEngine;
import io.throughline.inference.api.Embeddings;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import java.io.IOException;
import java.util.List;

/**
 * Sentence embeddings by all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020): needs
 * nothing but the application.
 */
public final class MiniLmEmbeddingEngine implements EmbeddingEngine<MiniLmModel> {

  private static final String ID = "all-minilm-l6-v2";
  private static final EngineDescription DESCRIPTION =
      new EngineDescription(
          ID,
          "1.20.0-beta30",
          "all-MiniLM-L6-v2",
          PipelineStage.EMBED,
          List.of("en"),
          "cpu",
          "int8",
          List.of(
              "English; other languages are matched by shared words at best.",
              "The first 256 tokens of a text count, about 200 words."));

  @Override
  public EngineDescription description() {
    return DESCRIPTION;
  }

  @Override
  public int dimensions() {
    return MiniLmModel.DIMENSIONS;
  }

  @Override
  public MiniLmModel load() throws EngineException {
    try {
      return MiniLmModel.load();
    } catch (IOException | OrtException | LinkageError e) {
      throw new EngineException(ID, "cannot load its model", e);
    }
  }

  @Override
  public Embeddings process(MiniLmModel model, List<String> texts, Progress progress)
      throws EngineException, InterruptedException {
    try {
      Embeddings embeddings = model.embed(texts);
      progress.report(1);
      return embeddings;
    } catch (OrtException e) {
      throw new EngineException(ID, "cannot embed", e);
    }
  }
}
