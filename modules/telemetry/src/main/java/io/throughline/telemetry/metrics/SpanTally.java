package io.throughline.telemetry.metrics;

import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Metrics.Reading;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What became of the spans that ended, for one place that they go to. Whoever takes a span calls
 * {@link #ended} once, and later exactly one of {@link #exported}, {@link #failed} and {@link
 * #dropped}; what is in between is queued. Hence once nothing is queued, {@code ended = exported +
 * failed + dropped}. Thread-safe and cheap: any thread may count.
 */
public final class SpanTally {

  /** All there are: the SDK's processors and exporters are made outside CDI. */
  private static final Map<String, SpanTally> ALL = new ConcurrentSkipListMap<>();

  /** The server's own span store. */
  public static final SpanTally STORE = of("store");

  static final Metric ENDED =
      Metric.counter(
          "otel.sdk.span.ended",
          "{span}",
          "Sampled spans that ended, by where they go.",
          "destination");
  static final Metric SETTLED =
      Metric.counter(
          "otel.sdk.span.settled",
          "{span}",
          "What became of the spans that ended: exported, failed or dropped.",
          "destination",
          "outcome");
  static final Metric QUEUED =
      Metric.gauge(
          "otel.sdk.span.queued",
          "{span}",
          "Spans that ended and are still on their way.",
          "destination");

  private final String destination;
  private final LongAdder ended = new LongAdder();
  private final LongAdder exported = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  SpanTally(String destination) {
    this.destination = destination;
  }

  /**
   * The tally of a destination, which shows among the metrics from now on.
   *
   * @param destination one word, e.g. {@code otlp}
   */
  public static SpanTally of(String destination) {
    return ALL.computeIfAbsent(destination, SpanTally::new);
  }

  public void ended() {
    ended.increment();
  }

  public void exported(long spans) {
    exported.add(spans);
  }

  public void failed(long spans) {
    failed.add(spans);
  }

  public void dropped(long spans) {
    dropped.add(spans);
  }

  /** Ended spans whose fate is open. */
  long queued() {
    // Fates first: read the other way round, a span that ends meanwhile would make it negative.
    long settled = exported.sum() + failed.sum() + dropped.sum();
    return ended.sum() - settled;
  }

  private Stream<Reading> settled() {
    return Stream.of(
        Reading.of(exported.sum(), destination, "exported"),
        Reading.of(failed.sum(), destination, "failed"),
        Reading.of(dropped.sum(), destination, "dropped"));
  }

  /** Shows all tallies among {@code metrics}. */
  static void publish(Metrics metrics) {
    publish(metrics, ALL.values());
  }

  static void publish(Metrics metrics, Collection<SpanTally> tallies) {
    metrics.observe(
        ENDED, () -> tallies.stream().map(t -> Reading.of(t.ended.sum(), t.destination)).toList());
    metrics.observe(SETTLED, () -> tallies.stream().flatMap(SpanTally::settled).toList());
    metrics.observe(
        QUEUED, () -> tallies.stream().map(t -> Reading.of(t.queued(), t.destination)).toList());
  }
}
