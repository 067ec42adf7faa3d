package io.throughline.job.control;

import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Keeps how often each series was counted or measured, and what is observed. */
public final class CountedMetrics implements Metrics {

  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Map<String, Supplier<? extends Collection<Reading>>> observed =
      new ConcurrentHashMap<>();

  @Override
  public Counter counter(Metric metric) {
    return (amount, labels) -> counts.merge(series(metric, labels), amount, Long::sum);
  }

  @Override
  public Histogram histogram(Metric metric) {
    return (value, example, labels) -> counts.merge(series(metric, labels), 1L, Long::sum);
  }

  @Override
  public void observe(Metric metric, Supplier<? extends Collection<Reading>> readings) {
    observed.put(metric.name(), readings);
  }

  private static String series(Metric metric, String... labels) {
    return metric.name() + List.of(labels);
  }

  /** How often {@code metric} got these label values. */
  public long of(Metric metric, String... labels) {
    return counts.getOrDefault(series(metric, labels), 0L);
  }

  Collection<Reading> readings(Metric metric) {
    return List.copyOf(observed.get(metric.name()).get());
  }
}
