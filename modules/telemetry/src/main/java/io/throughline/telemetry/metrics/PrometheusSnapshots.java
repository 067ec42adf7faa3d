package io.throughline.telemetry.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What an OpenTelemetry SDK measured, in the model of Prometheus. */
final class PrometheusSnapshots {

  private PrometheusSnapshots() {}

  static MetricSnapshots of(Collection<MetricData> metrics) {
    // Two instrumentations may measure under one name; Prometheus knows names only.
    Map<String, MetricSnapshot> byName = new TreeMap<>();
    for (MetricData metric : metrics) {
      MetricSnapshot snapshot = snapshot(metric);
      if (snapshot != null) {
        byName.putIfAbsent(snapshot.getMetadata().getName(), snapshot);
      }
    }
    metrics.stream()
        .findFirst()
        .ifPresent(metric -> byName.put("target", target(metric.getResource())));
    return new MetricSnapshots(byName.values());
  }

  private static MetricSnapshot snapshot(MetricData metric) {
    MetricMetadata about = PrometheusNames.of(metric);
    return switch (metric.getType()) {
      case LONG_SUM ->
          metric.getLongSumData().isMonotonic()
              ? counter(about, metric.getLongSumData().getPoints(), LongPointData::getValue)
              : gauge(about, metric.getLongSumData().getPoints(), LongPointData::getValue);
      case DOUBLE_SUM ->
          metric.getDoubleSumData().isMonotonic()
              ? counter(about, metric.getDoubleSumData().getPoints(), DoublePointData::getValue)
              : gauge(about, metric.getDoubleSumData().getPoints(), DoublePointData::getValue);
      case LONG_GAUGE ->
          gauge(about, metric.getLongGaugeData().getPoints(), LongPointData::getValue);
      case DOUBLE_GAUGE ->
          gauge(about, metric.getDoubleGaugeData().getPoints(), DoublePointData::getValue);
      case HISTOGRAM -> histogram(about, metric.getHistogramData().getPoints());
      case SUMMARY, EXPONENTIAL_HISTOGRAM -> null; // nothing here makes them
    };
  }

  private static <P extends PointData> MetricSnapshot counter(
      MetricMetadata about, Collection<P> points, Function<P, Number> value) {
    return new CounterSnapshot(
        about,
        distinct(
            points,
            (point, labels) ->
                new CounterDataPointSnapshot(
                    value.apply(point).doubleValue(),
                    labels,
                    exemplars(point).getLatest(),
                    millis(point.getStartEpochNanos()))));
  }

  private static <P extends PointData> MetricSnapshot gauge(
      MetricMetadata about, Collection<P> points, Function<P, Number> value) {
    return new GaugeSnapshot(
        about,
        distinct(
            points,
            (point, labels) ->
                new GaugeDataPointSnapshot(value.apply(point).doubleValue(), labels, null)));
  }

  private static MetricSnapshot histogram(
      MetricMetadata about, Collection<HistogramPointData> points) {
    return new HistogramSnapshot(
        about,
        distinct(
            points,
            (point, labels) ->
                new HistogramDataPointSnapshot(
                    buckets(point),
                    point.getSum(),
                    labels,
                    exemplars(point),
                    millis(point.getStartEpochNanos()))));
  }

  private static ClassicHistogramBuckets buckets(HistogramPointData point) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    List<Double> bounds = point.getBoundaries();
    for (int i = 0; i < point.getCounts().size(); i++) {
      double bound = i < bounds.size() ? bounds.get(i) : Double.POSITIVE_INFINITY;
      buckets.bucket(bound, point.getCounts().get(i));
    }
    return buckets.build();
  }

  private static Exemplars exemplars(PointData point) {
    return Exemplars.of(
        point.getExemplars().stream()
            .filter(example -> example.getSpanContext().isValid())
            .map(PrometheusSnapshots::exemplar)
            .toList());
  }

  private static Exemplar exemplar(ExemplarData example) {
    double value =
        example instanceof io.opentelemetry.sdk.metrics.data.DoubleExemplarData exact
            ? exact.getValue()
            : ((io.opentelemetry.sdk.metrics.data.LongExemplarData) example).getValue();
    return Exemplar.builder()
        .value(value)
        .traceId(example.getSpanContext().getTraceId())
        .spanId(example.getSpanContext().getSpanId())
        .timestampMillis(millis(example.getEpochNanos()))
        .build();
  }

  private static MetricSnapshot target(Resource resource) {
    return new InfoSnapshot(
        new MetricMetadata("target", "What is measured here"),
        List.of(new InfoDataPointSnapshot(labels(resource.getAttributes()))));
  }

  private interface Point<P, S> {
    S of(P point, Labels labels);
  }

  /** Names that differ in dots only become one; the first point of equal ones stays. */
  private static <P extends PointData, S> Collection<S> distinct(
      Collection<P> points, Point<P, S> make) {
    Map<Labels, S> out = new LinkedHashMap<>();
    for (P point : points) {
      out.computeIfAbsent(labels(point.getAttributes()), labels -> make.of(point, labels));
    }
    return out.values();
  }

  private static Labels labels(Attributes attributes) {
    Map<String, String> sorted = new TreeMap<>();
    attributes.forEach(
        (key, value) -> sorted.put(PrometheusNames.label(key.getKey()), value.toString()));
    return Labels.of(List.copyOf(sorted.keySet()), List.copyOf(sorted.values()));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
