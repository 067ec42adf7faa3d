package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.config.TraceDetail;
import java.util.List;

/** The real SDK with production's sampler and propagators; ended spans are kept in their order. */
final class RecordedTracing {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  final OpenTelemetrySdk sdk;
  final Telemetry telemetry;

  RecordedTracing() {
    this(Sampler.parentBased(Sampler.alwaysOn()));
  }

  RecordedTracing(Sampler sampler) {
    sdk = sdk(exporter, sampler);
    telemetry = new OpenTelemetryTelemetry(sdk);
  }

  private static OpenTelemetrySdk sdk(InMemorySpanExporter exporter, Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setSampler(new ThroughlineSampler(sampler, TraceDetail.DEFAULT))
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .setPropagators(
            ContextPropagators.create(
                TextMapPropagator.composite(
                    W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
        .build();
  }

  /** Ended spans, the first that ended first. */
  List<SpanData> ended() {
    return exporter.getFinishedSpanItems();
  }

  SpanData onlySpan() {
    assertThat(ended()).hasSize(1);
    return ended().get(0);
  }
}
