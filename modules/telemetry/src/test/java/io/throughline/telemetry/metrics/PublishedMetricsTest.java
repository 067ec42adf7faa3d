package io.throughline.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Metrics.Reading;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.export.SpanAccount;
import io.throughline.telemetry.otel.RecordingSpan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedMetricsTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Metric COUNTER =
      Metric.counter("throughline.things.made", "{thing}", "Things.", "thing.kind");
  private static final Metric TIME =
      Metric.shortTime("throughline.thing.duration", "Time.", "thing.kind").within(0.1, 1.0);

  private final MetricsReader reader = new MetricsReader();
  private final MeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final Metrics metrics = new OpenTelemetryMetrics(provider);
  private final PublishedMetrics published = new PublishedMetrics(reader);

  @Test
  void aCounterIsWrittenWithItsLabelsAndASuffix() throws IOException {
    Metrics.Counter things = metrics.counter(COUNTER);
    things.add(2, "big");
    things.add(1, "big");

    assertThat(text(Exposition.PROMETHEUS))
        .contains("# HELP throughline_things_made_total Things.")
        .contains("# TYPE throughline_things_made_total counter")
        .contains("throughline_things_made_total{thing_kind=\"big\"} 3.0");
  }

  @Test
  void aHistogramIsWrittenInItsUnitWithItsBounds() throws IOException {
    Metrics.Histogram time = metrics.histogram(TIME);
    time.record(0.05, Telemetry.off().current(), "big");
    time.record(5, Telemetry.off().current(), "big");

    assertThat(text(Exposition.PROMETHEUS))
        .contains("throughline_thing_duration_seconds_bucket{thing_kind=\"big\",le=\"0.1\"} 1")
        .contains("throughline_thing_duration_seconds_bucket{thing_kind=\"big\",le=\"1.0\"} 1")
        .contains("throughline_thing_duration_seconds_bucket{thing_kind=\"big\",le=\"+Inf\"} 2")
        .contains("throughline_thing_duration_seconds_sum{thing_kind=\"big\"} 5.05");
  }

  @Test
  void openMetricsLinkAValueToItsTrace() throws IOException {
    metrics.histogram(TIME).record(0.05, sampled(), "big");

    assertThat(text(Exposition.OPEN_METRICS))
        .containsPattern("le=\"0.1\"} 1 # \\{.*trace_id=\"" + TRACE + "\"")
        .endsWith("# EOF\n");
  }

  @Test
  void whatIsNotSampledIsNoExample() throws IOException {
    metrics.histogram(TIME).record(0.05, span(TraceFlags.getDefault()), "big");

    assertThat(text(Exposition.OPEN_METRICS)).doesNotContain(TRACE);
  }

  @Test
  void whatIsObservedIsReadWhenSomebodyLooks() throws IOException {
    List<Reading> readings = new java.util.ArrayList<>(List.of(Reading.of(1)));
    metrics.observe(Metric.gauge("throughline.things", "{thing}", "Now."), () -> readings);
    assertThat(text(Exposition.PROMETHEUS)).contains("throughline_things 1.0");

    readings.set(0, Reading.of(7));

    assertThat(text(Exposition.PROMETHEUS)).contains("throughline_things 7.0");
  }

  @Test
  void openMetricsAreForThoseThatAskForThem() {
    assertThat(Exposition.accepted("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"))
        .isEqualTo(Exposition.OPEN_METRICS);
    assertThat(Exposition.accepted("text/plain")).isEqualTo(Exposition.PROMETHEUS);
    assertThat(Exposition.accepted(null)).isEqualTo(Exposition.PROMETHEUS);
  }

  @Test
  void theAccountOfSpansAddsUpForEachPlaceTheyGo() throws IOException {
    SpanAccount otlp = new SpanAccount("otlp");
    SpanAccount store = new SpanAccount("store");
    new SpanAccounting(() -> List.of(store, otlp)).publish(metrics);
    for (int i = 0; i < 9; i++) {
      otlp.queuedOne();
    }
    otlp.droppedOne();
    otlp.exported(5);
    otlp.failed(2);

    assertThat(otlp.counts().difference()).isZero();
    assertThat(text(Exposition.PROMETHEUS))
        .contains("otel_sdk_span_ended_total{destination=\"store\"} 0.0")
        .contains("otel_sdk_span_ended_total{destination=\"otlp\"} 10.0")
        .contains("otel_sdk_span_settled_total{destination=\"otlp\",outcome=\"exported\"} 5.0")
        .contains("otel_sdk_span_settled_total{destination=\"otlp\",outcome=\"failed\"} 2.0")
        .contains("otel_sdk_span_settled_total{destination=\"otlp\",outcome=\"dropped\"} 1.0")
        .contains("otel_sdk_span_queued{destination=\"otlp\"} 2.0");
  }

  private static RecordingSpan sampled() {
    return span(TraceFlags.getSampled());
  }

  private static RecordingSpan span(TraceFlags flags) {
    return new RecordingSpan(
        Span.wrap(SpanContext.create(TRACE, "b7ad6b7169203331", flags, TraceState.getDefault())));
  }

  private String text(Exposition format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    published.write(format, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
