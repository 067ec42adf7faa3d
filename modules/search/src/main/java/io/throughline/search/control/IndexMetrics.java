package io.throughline.search.control;

import io.throughline.search.api.DocumentKind;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;

/** What is measured of documents that are written. Thread-safe. */
public final class IndexMetrics {

  static final Metric WRITE =
      Metric.shortTime(
          "throughline.search.index.duration",
          "Embedding a document and writing its rows, by what it stands for.",
          "kind");

  private static final double NANOS = 1e9;

  private final Metrics.Histogram write;
  private final Telemetry telemetry;

  public IndexMetrics(Metrics metrics, Telemetry telemetry) {
    this.write = metrics.histogram(WRITE);
    this.telemetry = telemetry;
  }

  void written(DocumentKind kind, long nanos) {
    write.record(nanos / NANOS, telemetry.current(), kind.id());
  }
}
