package io.throughline.telemetry.api;

/**
 * Counts how often the server kept its objectives. The share of good events over a window, against
 * an objective such as 99.9 %, gives the error budget. Thread-safe.
 */
public final class ServiceLevels {

  static final Metric EVENTS =
      Metric.counter(
          "throughline.slo.events",
          "{event}",
          "What happened, by objective and by whether it was kept.",
          "slo",
          "outcome");

  private final Metrics.Counter events;

  public ServiceLevels(Metrics metrics) {
    this.events = metrics.counter(EVENTS);
  }

  /**
   * @param objective one of a handful, e.g. {@code http_availability}
   */
  public void count(String objective, boolean kept) {
    events.add(1, objective, kept ? "good" : "bad");
  }
}
