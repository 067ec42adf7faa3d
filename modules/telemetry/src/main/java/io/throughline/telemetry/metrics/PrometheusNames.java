package io.throughline.telemetry.metrics;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * OpenTelemetry's names as Prometheus has them: {@code http.server.request.duration} in {@code s}
 * is {@code http_server_request_duration_seconds} (OpenTelemetry specification, Prometheus
 * compatibility).
 */
final class PrometheusNames {

  private static final Pattern UNUSABLE = Pattern.compile("[^a-zA-Z0-9_]+");
  private static final Map<String, String> UNITS =
      Map.of("s", "seconds", "ms", "milliseconds", "By", "bytes");

  private PrometheusNames() {}

  static MetricMetadata of(MetricData metric) {
    String name = label(metric.getName());
    String unit = UNITS.get(metric.getUnit());
    if (unit == null) {
      return new MetricMetadata(name, help(metric));
    }
    String full = name.endsWith("_" + unit) ? name : name + "_" + unit;
    return new MetricMetadata(full, help(metric), new Unit(unit));
  }

  /** A label's name. */
  static String label(String name) {
    return UNUSABLE.matcher(name).replaceAll("_");
  }

  private static String help(MetricData metric) {
    return metric.getDescription().isEmpty() ? metric.getName() : metric.getDescription();
  }
}
