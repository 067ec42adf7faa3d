package io.throughline.search.control;

import io.throughline.search.api.EmbeddingException;
import io.throughline.search.api.EmbeddingModel;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Telemetry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Embeds queries, each text once a day. Thread-safe. */
final class QueryEmbedding {

  private static final Duration KEPT = Duration.ofHours(24);
  private static final String KIND = "embedding";

  /** Without a vector passages are found by their words. */
  private static final float[] NONE = {};

  private final EmbeddingModel model;
  private final SearchCache cache;
  private final SearchMetrics metrics;
  private final Telemetry telemetry;

  QueryEmbedding(
      EmbeddingModel model, SearchCache cache, SearchMetrics metrics, Telemetry telemetry) {
    this.model = model;
    this.cache = cache;
    this.metrics = metrics;
    this.telemetry = telemetry;
  }

  /**
   * The vector of a query; empty if it cannot be embedded now.
   *
   * @param span of the step
   */
  float[] of(NormalizedQuery query, ActiveSpan span) {
    span.set("model", model.id()).set("embedding_dimensions", model.dimensions());
    String key = CacheKey.of(KIND, model.id(), query.text());
    Optional<float[]> known = cache.get(key).flatMap(this::vector);
    span.set("embedding.cache_hit", known.isPresent());
    metrics.asked(KIND, known.isPresent());
    return known.orElseGet(() -> embedded(query.text(), key));
  }

  private float[] embedded(String text, String key) {
    try {
      float[] vector = model.embed(List.of(text)).get(0);
      ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
      bytes.asFloatBuffer().put(vector);
      cache.put(key, bytes.array(), KEPT);
      return vector;
    } catch (EmbeddingException e) {
      telemetry.recordFailure(e);
      return NONE;
    }
  }

  private Optional<float[]> vector(byte[] bytes) {
    if (bytes.length != model.dimensions() * Float.BYTES) {
      return Optional.empty();
    }
    float[] vector = new float[model.dimensions()];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return Optional.of(vector);
  }
}
