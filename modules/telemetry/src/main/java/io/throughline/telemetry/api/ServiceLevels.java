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

  private static final String GOOD = "good";
  private static final String BAD = "bad";

  private final Metrics.Counter events;

  /**
   * @param objectives a handful, e.g. {@code http_availability}; each starts at nothing, because
   *     growth from no series at all is not seen as growth
   */
  public ServiceLevels(Metrics metrics, String... objectives) {
    this.events = metrics.counter(EVENTS);
    for (String objective : objectives) {
      events.add(0, objective, GOOD);
      events.add(0, objective, BAD);
    }
  }

  public void count(String objective, boolean kept) {
    events.add(1, objective, kept ? GOOD : BAD);
  }
}
