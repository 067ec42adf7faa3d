package io.throughline.telemetry.metrics;

import java.io.IOException;
import java.io.OutputStream;

/** All metrics of this application, for {@code /metrics}. Thread-safe. */
public final class PublishedMetrics {

  private final MetricsReader reader;

  PublishedMetrics(MetricsReader reader) {
    this.reader = reader;
  }

  /** False when the operator switched OpenTelemetry off altogether. */
  public boolean areOn() {
    return reader.isRegistered();
  }

  /** Measures and writes. */
  public void write(Exposition format, OutputStream out) throws IOException {
    format.write(PrometheusSnapshots.of(reader.collect()), out);
  }
}
