package io.throughline.telemetry.api;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * The one way to publish measurements. Inject it in CDI beans; give {@link #off()} to plain cores
 * under test. Thread-safe.
 *
 * <p>Label values come in the order of the metric's labels. A metric keeps a limited number of
 * combinations; whatever comes after that is counted under the value {@code other}.
 */
public interface Metrics {

  /** Counts. */
  Counter counter(Metric metric);

  /** Measures a distribution. */
  Histogram histogram(Metric metric);

  /**
   * Publishes what {@code readings} gives whenever somebody looks; for gauges, and for counters
   * that are kept elsewhere. Must be quick, and must not touch the database.
   */
  void observe(Metric metric, Supplier<? extends Collection<Reading>> readings);

  /** Something that only grows. Thread-safe. */
  @FunctionalInterface
  interface Counter {
    void add(long amount, String... labelValues);
  }

  /** A distribution of values. Thread-safe. */
  @FunctionalInterface
  interface Histogram {
    /**
     * @param example the span that the value comes from; a sampled one may be published as an
     *     example of it
     */
    void record(double value, ActiveSpan example, String... labelValues);
  }

  /** A value with the values of its metric's labels. */
  record Reading(double value, List<String> labelValues) {

    public static Reading of(double value, String... labelValues) {
      return new Reading(value, List.of(labelValues));
    }
  }

  /** Metrics that go nowhere. */
  static Metrics off() {
    return NoMetrics.INSTANCE;
  }
}
