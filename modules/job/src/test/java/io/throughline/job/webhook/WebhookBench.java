package io.throughline.job.webhook;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobState;
import io.throughline.job.api.WebhookStatus;
import io.throughline.job.control.CountedMetrics;
import io.throughline.job.control.SettableClock;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import io.throughline.telemetry.otel.OpenTelemetryTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Webhooks without a server: a store in memory, a still clock, scripted answers, a real SDK. */
final class WebhookBench {

  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN_ID = "b7ad6b7169203331";
  static final String URL = "https://example.com:8443/canary-path?canary-token";
  static final Duration LEASE = Duration.ofSeconds(30);

  final SettableClock clock = new SettableClock();
  final Job job = ended("job-1");
  final InMemoryWebhookStore store = new InMemoryWebhookStore(id -> Optional.of(ended(id)), clock);
  final ScriptedTransport transport = new ScriptedTransport();
  final CountedMetrics metrics = new CountedMetrics();
  final WebhookSecret secret = WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  final Telemetry telemetry =
      new OpenTelemetryTelemetry(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                      .build())
              .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
              .build());
  final WebhookDelivery delivery =
      new WebhookDelivery(
          store,
          transport,
          secret,
          ended -> Optional.of("/results/" + ended.id()),
          telemetry,
          new WebhookMetrics(metrics),
          clock);

  WebhookBench() {
    store.add(job.id(), job.tenant(), Endpoint.of(URL));
  }

  private Job ended(String id) {
    return new Job(
        id,
        "transcription",
        JobState.FAILED,
        "default",
        0,
        "{\"prompt\":\"canary-prompt\"}",
        Optional.empty(),
        new TraceCarrier(
            Map.of(
                "traceparent",
                "00-" + TRACE_ID + "-" + SPAN_ID + "-01",
                "baggage",
                "canary=baggage")),
        TRACE_ID,
        3,
        0.5,
        clock.instant(),
        Optional.empty(),
        Optional.of(clock.instant()),
        Optional.empty(),
        Optional.of(new Job.JobError("java.io.IOException", "canary-message")),
        -1);
  }

  /** Makes the attempt that is due; false if none is. */
  boolean attempt() {
    Optional<WebhookStore.DueWebhook> due = store.claim(LEASE);
    due.ifPresent(delivery::attempt);
    return due.isPresent();
  }

  WebhookStatus status() {
    return store.find(job.id()).orElseThrow();
  }

  List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }
}
