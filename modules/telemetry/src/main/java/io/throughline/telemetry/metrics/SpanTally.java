package io.throughline.telemetry.metrics;

import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Metrics.Reading;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the spans that ended, for one place that they go to. Whoever takes a span calls
 * {@link #ended} once, and later exactly one of {@link #exported}, {@link #failed} and {@link
 * #dropped}; what is in between is queued. Hence once nothing is queued, {@code ended = exported +
 * failed + dropped}. Thread-safe and cheap: any thread may count.
 */
public final class SpanTally {

  /** The server's own span store. */
  public static final SpanTally STORE = new SpanTally("store");

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

  /**
   * @param destination one word, e.g. {@code store}
   */
  public SpanTally(String destination) {
    this.destination = destination;
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

  List<Reading> settled() {
    return List.of(
        Reading.of(exported.sum(), destination, "exported"),
        Reading.of(failed.sum(), destination, "failed"),
        Reading.of(dropped.sum(), destination, "dropped"));
  }

  /** Shows the tally among {@code metrics}. */
  public void publish(Metrics metrics) {
    metrics.observe(ENDED, () -> List.of(Reading.of(ended.sum(), destination)));
    metrics.observe(SETTLED, this::settled);
    metrics.observe(QUEUED, () -> List.of(Reading.of(queued(), destination)));
  }
}
