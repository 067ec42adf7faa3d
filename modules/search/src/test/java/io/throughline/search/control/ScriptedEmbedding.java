package io.throughline.search.control;

import io.throughline.search.api.EmbeddingException;
import io.throughline.search.api.EmbeddingModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Embeds every text alike, or fails as it is told. */
final class ScriptedEmbedding implements EmbeddingModel {

  final AtomicInteger calls = new AtomicInteger();
  EmbeddingException failure;

  @Override
  public String id() {
    return "scripted";
  }

  @Override
  public int dimensions() {
    return 2;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    calls.incrementAndGet();
    if (failure != null) {
      throw failure;
    }
    return texts.stream().map(text -> new float[] {1, 0}).toList();
  }
}
