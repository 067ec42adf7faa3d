package io.throughline.search.boundary;

import io.throughline.search.control.QueryLog.Feedback;
import io.throughline.search.control.QueryLog.LoggedQuery;
import io.throughline.search.control.QueryLog.RatedQuery;
import io.throughline.search.control.QueryLog.Statistics;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/** The query log for admins. */
final class QueryLogJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private QueryLogJson() {}

  static JsonObject of(RatedQuery rated) {
    LoggedQuery query = rated.query();
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("query_id", query.id())
            .add("at", query.at().toString())
            .add("caller_hash", query.caller())
            .add("query_hash", query.queryHash())
            .add("query_length", query.queryLength())
            .add("cached", query.cached())
            .add("generator", query.generator())
            .add("fallback", query.fallback())
            .add("sources", query.sources())
            .add("latency_ms", rounded(query.latency().toNanos() / 1e6));
    rated.feedback().ifPresent(feedback -> json.add("feedback", of(feedback)));
    return json.build();
  }

  private static JsonObjectBuilder of(Feedback feedback) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("rating", feedback.positive() ? "positive" : "negative")
            .add("at", feedback.at().toString());
    feedback.text().ifPresent(text -> json.add("feedback_text", text));
    return json;
  }

  static JsonObject of(Statistics sums, int days) {
    return JSON.createObjectBuilder()
        .add("days", days)
        .add("queries", sums.queries())
        .add("callers", sums.callers())
        .add("cached", sums.cached())
        .add("fallbacks", sums.fallbacks())
        .add("without_sources", sums.withoutSources())
        .add(
            "latency_ms",
            JSON.createObjectBuilder()
                .add("median", rounded(sums.medianMillis()))
                .add("p95", rounded(sums.p95Millis())))
        .add(
            "feedback",
            JSON.createObjectBuilder()
                .add("positive", sums.positive())
                .add("negative", sums.negative()))
        .build();
  }

  private static double rounded(double millis) {
    return Math.round(millis * 100) / 100.0;
  }
}
