package io.throughline.search.boundary;

import io.throughline.search.control.SearchStatus.Look;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/** How search is doing, for clients. */
final class StatusJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private StatusJson() {}

  /** Degraded search still answers: without its cache, slower. */
  static JsonObject of(Look look) {
    JsonObjectBuilder answers = JSON.createObjectBuilder();
    look.answerModel()
        .ifPresentOrElse(
            model -> answers.add("generator", "model").add("model", model),
            () -> answers.add("generator", "extractive"));
    return JSON.createObjectBuilder()
        .add("status", look.cacheIsUp() ? "healthy" : "degraded")
        .add("collections", look.collections())
        .add(
            "embedding",
            JSON.createObjectBuilder()
                .add("model", look.embedding().id())
                .add("dimensions", look.embedding().dimensions()))
        .add("answers", answers)
        .add(
            "cache",
            JSON.createObjectBuilder().add("kind", look.cache().kind()).add("up", look.cacheIsUp()))
        .build();
  }
}
