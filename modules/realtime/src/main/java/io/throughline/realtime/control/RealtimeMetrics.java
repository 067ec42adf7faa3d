package io.throughline.realtime.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Metrics.Reading;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What is measured of live transcription. Thread-safe. */
final class RealtimeMetrics {

  static final Metric ACTIVE =
      Metric.gauge("throughline.realtime.sessions.active", "{session}", "Sessions on this node.");
  static final Metric LIMIT =
      Metric.gauge(
          "throughline.realtime.sessions.limit",
          "{session}",
          "Sessions that this node has at once.");
  static final Metric ENDED =
      Metric.counter(
          "throughline.realtime.sessions",
          "{session}",
          "Sessions that ended or were refused, by why.",
          "ending");
  static final Metric LAG =
      Metric.shortTime(
          "throughline.realtime.lag",
          "How far behind what is spoken a session was, after each chunk of audio.");
  static final Metric AUDIO =
      Metric.longTime("throughline.realtime.audio.duration", "Audio that a session heard.");

  private final Metrics metrics;
  private final Metrics.Counter ended;
  private final Metrics.Histogram lag;
  private final Metrics.Histogram audio;

  RealtimeMetrics(Metrics metrics) {
    this.metrics = metrics;
    this.ended = metrics.counter(ENDED);
    this.lag = metrics.histogram(LAG);
    this.audio = metrics.histogram(AUDIO);
  }

  void watch(IntSupplier active, int limit) {
    metrics.observe(ACTIVE, () -> List.of(Reading.of(active.getAsInt())));
    metrics.observe(LIMIT, () -> List.of(Reading.of(limit)));
  }

  void lagged(double seconds, ActiveSpan session) {
    lag.record(seconds, session);
  }

  void ended(Ending ending, double seconds, ActiveSpan session) {
    audio.record(seconds, session);
    count(ending);
  }

  void refused(Ending ending) {
    count(ending);
  }

  private void count(Ending ending) {
    ended.add(1, ending.name().toLowerCase(Locale.ROOT));
  }
}
