package io.throughline.job.webhook;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import java.time.Duration;
import java.util.List;

/** What is measured of webhooks. Thread-safe. */
final class WebhookMetrics {

  static final String DELIVERED = "delivered";
  static final String RETRIED = "retried";
  static final String GIVEN_UP = "given_up";
  static final String DISABLED = "disabled";

  static final Metric DELIVERIES =
      Metric.counter(
          "throughline.webhook.deliveries",
          "{attempt}",
          "Attempts to deliver webhooks, by what came of it.",
          "outcome");
  static final Metric DURATION =
      Metric.longTime(
          "throughline.webhook.delivery.duration",
          "From the start of an attempt to deliver a webhook to its answer or failure.",
          "outcome");

  private final Metrics.Counter deliveries;
  private final Metrics.Histogram duration;

  WebhookMetrics(Metrics metrics) {
    this.deliveries = metrics.counter(DELIVERIES);
    this.duration = metrics.histogram(DURATION);
    // growth from no series at all is not seen as growth
    List.of(DELIVERED, RETRIED, GIVEN_UP, DISABLED).forEach(outcome -> deliveries.add(0, outcome));
  }

  void ended(String outcome, Duration took, ActiveSpan span) {
    deliveries.add(1, outcome);
    duration.record(Math.max(0, took.toNanos() / 1e9), span, outcome);
  }
}
