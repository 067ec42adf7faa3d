package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.throughline.telemetry.config.TraceDetail;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThroughlineSamplerTest {

  private final Sampler sampler = new ThroughlineSampler(Sampler.alwaysOn(), TraceDetail.DEFAULT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/health/ready",
        "/metrics",
        "/openapi",
        "/traces/0af7",
        "/api/traces/0af7",
        "/api/services"
      })
  void requestsAboutTheServerItselfAreDropped(String path) {
    assertThat(decision(Context.root(), SpanKind.SERVER, path)).isEqualTo(SamplingDecision.DROP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/audio/transcriptions", "/healthy", "/tracesque", "/", "/api/v1/jobs"})
  void otherRequestsAreLeftToTheConfiguredSampler(String path) {
    assertThat(decision(Context.root(), SpanKind.SERVER, path))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
  }

  @Test
  void callsToAnotherServersHealthAreNotOurs() {
    assertThat(decision(Context.root(), SpanKind.CLIENT, "/health"))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
  }

  @Test
  void aSpanWithoutPathIsLeftToTheConfiguredSampler() {
    assertThat(
            sampler
                .shouldSample(
                    Context.root(), "t", "n", SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision())
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
  }

  @Test
  void untracedWorkIsDropped() {
    assertThat(decision(Untraced.mark(Context.root()), SpanKind.INTERNAL, "/v1"))
        .isEqualTo(SamplingDecision.DROP);
  }

  @Test
  void theConfiguredSamplerCanStillDrop() {
    Sampler off = new ThroughlineSampler(Sampler.alwaysOff(), TraceDetail.DEFAULT);

    assertThat(
            off.shouldSample(
                    Context.root(), "t", "n", SpanKind.INTERNAL, Attributes.empty(), List.of())
                .getDecision())
        .isEqualTo(SamplingDecision.DROP);
    assertThat(off.getDescription()).isEqualTo("Throughline{AlwaysOffSampler}");
  }

  private SamplingDecision decision(Context parent, SpanKind kind, String path) {
    Attributes attributes = Attributes.of(AttributeKey.stringKey("url.path"), path);
    return sampler.shouldSample(parent, "t", "n", kind, attributes, List.of()).getDecision();
  }
}
