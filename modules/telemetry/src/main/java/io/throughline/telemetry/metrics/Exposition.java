package io.throughline.telemetry.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;

/** The two texts in which Prometheus reads metrics; only the newer one has exemplars. */
public enum Exposition {
  PROMETHEUS(PrometheusTextFormatWriter.create()),
  OPEN_METRICS(OpenMetricsTextFormatWriter.create());

  private final ExpositionFormatWriter writer;

  Exposition(ExpositionFormatWriter writer) {
    this.writer = writer;
  }

  /**
   * What a client wants.
   *
   * @param accept value of the Accept header, or null
   */
  public static Exposition accepted(String accept) {
    return OPEN_METRICS.writer.accepts(accept) ? OPEN_METRICS : PROMETHEUS;
  }

  public String contentType() {
    return writer.getContentType();
  }

  void write(MetricSnapshots metrics, OutputStream out) throws IOException {
    writer.write(out, metrics, EscapingScheme.UNDERSCORE_ESCAPING);
  }
}
