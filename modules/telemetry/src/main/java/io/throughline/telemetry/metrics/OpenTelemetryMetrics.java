package io.throughline.telemetry.metrics;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.context.Context;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.otel.RecordingSpan;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@link Metrics} on an OpenTelemetry meter. */
final class OpenTelemetryMetrics implements Metrics {

  private final Meter meter;

  OpenTelemetryMetrics(MeterProvider provider) {
    this.meter = provider.get("io.throughline");
  }

  @Override
  public Counter counter(Metric metric) {
    LongCounter counter =
        meter
            .counterBuilder(metric.name())
            .setUnit(metric.unit())
            .setDescription(metric.description())
            .build();
    Series series = new Series(metric.labels());
    return (amount, labelValues) -> counter.add(amount, series.of(Arrays.asList(labelValues)));
  }

  @Override
  public Histogram histogram(Metric metric) {
    DoubleHistogramBuilder builder =
        meter
            .histogramBuilder(metric.name())
            .setUnit(metric.unit())
            .setDescription(metric.description())
            .setExplicitBucketBoundariesAdvice(metric.buckets());
    DoubleHistogram histogram = builder.build();
    Series series = new Series(metric.labels());
    return (value, example, labelValues) ->
        histogram.record(value, series.of(Arrays.asList(labelValues)), context(example));
  }

  private static Context context(ActiveSpan example) {
    return example instanceof RecordingSpan recording
        ? Context.root().with(recording.span())
        : Context.root();
  }

  @Override
  public void observe(Metric metric, Supplier<? extends Collection<Reading>> readings) {
    Series series = new Series(metric.labels());
    Consumer<ObservableDoubleMeasurement> callback =
        measurement ->
            readings
                .get()
                .forEach(
                    reading ->
                        measurement.record(reading.value(), series.of(reading.labelValues())));
    if (metric.kind() == Metric.Kind.COUNTER) {
      meter
          .counterBuilder(metric.name())
          .ofDoubles()
          .setUnit(metric.unit())
          .setDescription(metric.description())
          .buildWithCallback(callback);
    } else {
      meter
          .gaugeBuilder(metric.name())
          .setUnit(metric.unit())
          .setDescription(metric.description())
          .buildWithCallback(callback);
    }
  }
}
