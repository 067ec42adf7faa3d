package io.throughline.telemetry.metrics;

import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Metrics.Reading;
import io.throughline.telemetry.export.SpanAccount;
import io.throughline.telemetry.export.SpanAccount.Counts;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Shows what became of spans: for each place they go, ended = exported + failed + dropped + queued.
 */
final class SpanAccounting {

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

  private final Supplier<? extends Collection<SpanAccount>> accounts;

  /**
   * @param accounts asked at every reading: exporters may come later
   */
  SpanAccounting(Supplier<? extends Collection<SpanAccount>> accounts) {
    this.accounts = accounts;
  }

  void publish(Metrics metrics) {
    metrics.observe(ENDED, () -> read(SpanAccounting::ended));
    metrics.observe(SETTLED, () -> read(SpanAccounting::settled));
    metrics.observe(QUEUED, () -> read(SpanAccounting::queued));
  }

  private List<Reading> read(Function<SpanAccount, Stream<Reading>> readings) {
    return accounts.get().stream().flatMap(readings).toList();
  }

  private static Stream<Reading> ended(SpanAccount account) {
    return Stream.of(Reading.of(account.counts().ended(), account.exporter()));
  }

  private static Stream<Reading> queued(SpanAccount account) {
    return Stream.of(Reading.of(account.counts().queued(), account.exporter()));
  }

  private static Stream<Reading> settled(SpanAccount account) {
    Counts counts = account.counts();
    return Stream.of(
        Reading.of(counts.exported(), account.exporter(), "exported"),
        Reading.of(counts.failed(), account.exporter(), "failed"),
        Reading.of(counts.dropped(), account.exporter(), "dropped"));
  }
}
