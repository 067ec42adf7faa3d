package io.throughline.telemetry.api;

import java.util.Collection;
import java.util.function.Supplier;

/** Metrics switched off. */
enum NoMetrics implements Metrics {
  INSTANCE;

  @Override
  public Counter counter(Metric metric) {
    return (amount, labelValues) -> {};
  }

  @Override
  public Histogram histogram(Metric metric) {
    return (value, example, labelValues) -> {};
  }

  @Override
  public void observe(Metric metric, Supplier<? extends Collection<Reading>> readings) {}
}
