package io.throughline.search.control;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Answers that were given not long ago. Thread-safe. */
final class AnswerCache {

  private static final Duration KEPT = Duration.ofSeconds(300);
  private static final String KIND = "answer";

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final SearchCache cache;
  private final SearchMetrics metrics;

  AnswerCache(SearchCache cache, SearchMetrics metrics) {
    this.cache = cache;
    this.metrics = metrics;
  }

  /**
   * Where the answer to a question is.
   *
   * @param way how answers are written now
   */
  static String key(SearchQuestion question, NormalizedQuery query, String embedding, String way) {
    return CacheKey.of(
        KIND,
        question.tenant(),
        query.folded(),
        Integer.toString(question.topK()),
        embedding,
        way,
        CacheKey.of(
            "", question.collections().stream().sorted().distinct().toArray(String[]::new)));
  }

  Optional<JsonObject> get(String key) {
    Optional<JsonObject> known = cache.get(key).flatMap(AnswerCache::read);
    metrics.asked(KIND, known.isPresent());
    return known;
  }

  void put(String key, JsonObject answer) {
    cache.put(key, answer.toString().getBytes(StandardCharsets.UTF_8), KEPT);
  }

  private static Optional<JsonObject> read(byte[] bytes) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(bytes))) {
      return Optional.of(reader.readObject()).filter(AnswerJson::isAnswer);
    } catch (RuntimeException e) {
      // Whatever somebody else has put there.
      return Optional.empty();
    }
  }
}
