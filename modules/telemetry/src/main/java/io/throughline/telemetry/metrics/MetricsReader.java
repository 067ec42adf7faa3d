package io.throughline.telemetry.metrics;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Collection;

/** Collects when somebody asks for {@code /metrics}. Thread-safe. */
final class MetricsReader implements MetricReader {

  private static final MetricsReader SHARED = new MetricsReader();

  private volatile CollectionRegistration registration;

  /**
   * The reader of this application. The SDK finds its customizers through a service loader, outside
   * CDI, hence one instance per class loader.
   */
  static MetricsReader shared() {
    return SHARED;
  }

  /** True once an SDK measures for this reader. */
  boolean isRegistered() {
    return registration != null;
  }

  Collection<MetricData> collect() {
    CollectionRegistration source = registration;
    return (source == null ? CollectionRegistration.noop() : source).collectAllMetrics();
  }

  @Override
  public void register(CollectionRegistration source) {
    registration = source;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    registration = null;
    return CompletableResultCode.ofSuccess();
  }
}
