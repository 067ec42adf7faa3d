package io.throughline.search.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import java.util.List;

/** What is measured of queries. Thread-safe. */
final class SearchMetrics {

  static final Metric STEP =
      Metric.shortTime(
              "throughline.search.step.duration", "How long a step of a query took.", "step")
          .within(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0);
  static final Metric QUERY =
      Metric.shortTime(
          "throughline.search.query.duration",
          "From a query to its answer, by what wrote it.",
          "generator",
          "cached");
  static final Metric CACHE =
      Metric.counter(
          "throughline.search.cache.requests",
          "{request}",
          "How often an answer or embedding was wanted, and whether it was cached.",
          "cache",
          "result");

  private static final double NANOS = 1e9;
  private static final String HIT = "hit";
  private static final String MISS = "miss";

  private final Metrics.Histogram step;
  private final Metrics.Histogram query;
  private final Metrics.Counter cache;

  SearchMetrics(Metrics metrics) {
    this.step = metrics.histogram(STEP);
    this.query = metrics.histogram(QUERY);
    this.cache = metrics.counter(CACHE);
    for (String kind : List.of("answer", "embedding")) {
      // growth from no series at all is not seen as growth
      cache.add(0, kind, HIT);
      cache.add(0, kind, MISS);
    }
  }

  void ended(String name, long nanos, ActiveSpan span) {
    step.record(nanos / NANOS, span, name);
  }

  void answered(String generator, boolean cached, long nanos, ActiveSpan span) {
    query.record(nanos / NANOS, span, generator, Boolean.toString(cached));
  }

  void asked(String kind, boolean hit) {
    cache.add(1, kind, hit ? HIT : MISS);
  }
}
