package io.throughline.telemetry.api;

import java.util.List;

/**
 * What is measured. A metric is a constant of the code that measures it, so that the set of metrics
 * is known; docs/metrics.md lists them all.
 *
 * @param name dotted, in OpenTelemetry's style; semantic conventions' own where there is one
 * @param unit UCUM: {@code s}, {@code By}, {@code 1}, or what is counted in braces
 * @param labels names of what it is split by; few values each, none from users
 * @param buckets upper bounds of a histogram, in its unit; empty for others
 */
public record Metric(
    String name,
    Kind kind,
    String unit,
    String description,
    List<String> labels,
    List<Double> buckets) {

  /** How values of a metric add up. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** The value right now. */
    GAUGE,
    /** How values are distributed. */
    HISTOGRAM
  }

  /** Seconds, from a quick answer to a slow one. */
  private static final List<Double> SHORT_TIMES =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  /** Seconds, from an instant to an hour. */
  private static final List<Double> LONG_TIMES =
      List.of(0.01, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0, 1800.0, 3600.0);

  public Metric {
    labels = List.copyOf(labels);
    buckets = List.copyOf(buckets);
  }

  public static Metric counter(String name, String unit, String description, String... labels) {
    return new Metric(name, Kind.COUNTER, unit, description, List.of(labels), List.of());
  }

  public static Metric gauge(String name, String unit, String description, String... labels) {
    return new Metric(name, Kind.GAUGE, unit, description, List.of(labels), List.of());
  }

  /** A histogram of what usually takes less than ten seconds. */
  public static Metric shortTime(String name, String description, String... labels) {
    return new Metric(name, Kind.HISTOGRAM, "s", description, List.of(labels), SHORT_TIMES);
  }

  /** A histogram of what may take up to an hour. */
  public static Metric longTime(String name, String description, String... labels) {
    return new Metric(name, Kind.HISTOGRAM, "s", description, List.of(labels), LONG_TIMES);
  }

  /** The same histogram with other bounds. */
  public Metric within(Double... bounds) {
    return new Metric(name, Kind.HISTOGRAM, unit, description, labels, List.of(bounds));
  }

  /** The same histogram in another unit. */
  public Metric in(String otherUnit) {
    return new Metric(name, Kind.HISTOGRAM, otherUnit, description, labels, buckets);
  }
}
