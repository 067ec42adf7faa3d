package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.TraceCarrier;
import io.throughline.telemetry.config.TraceDetail;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detail levels, and requests that ask for more than the server's. */
class DetailTest {

  private static final Attributes SQL =
      Attributes.of(AttributeKey.stringKey("db.system.name"), "h2database");

  @ParameterizedTest
  @CsvSource({
    "REQUEST, ml.transcribe, true",
    "REQUEST, gpu.transfer h2d, false",
    "REQUEST, gpu.kernel gemm, false",
    "DEFAULT, gpu.transfer h2d, true",
    "DEFAULT, gpu.compute, true",
    "DEFAULT, gpu.kernel gemm, false",
    "DEFAULT, gpu.kernels.other, false",
    "GPU, gpu.kernel gemm, true",
    "GPU, gpu.kernels.other, true"
  })
  void aLevelShowsOrLeavesOut(TraceDetail level, String name, boolean shown) {
    assertThat(isKept(Sampler.alwaysOn(), level, Context.root(), name, Attributes.empty()))
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"REQUEST, false", "DEFAULT, true", "GPU, true"})
  void statementsAreLeftOutAtTheLowestLevelOnly(TraceDetail level, boolean shown) {
    assertThat(isKept(Sampler.alwaysOn(), level, Context.root(), "SELECT job", SQL))
        .isEqualTo(shown);
  }

  @Test
  void aForcedTraceIsKeptAgainstTheSamplerAndShowsStatements() {
    Context forced = ForcedTrace.mark(Context.root(), TraceDetail.DEFAULT);

    assertThat(isKept(Sampler.alwaysOff(), TraceDetail.REQUEST, forced, "SELECT job", SQL))
        .isTrue();
    assertThat(
            isKept(
                Sampler.alwaysOff(), TraceDetail.REQUEST, forced, "gpu.kernel", Attributes.empty()))
        .isFalse();
  }

  @Test
  void forcingNeverShowsLessThanTheServerDoes() {
    Context forced = ForcedTrace.mark(Context.root(), TraceDetail.DEFAULT);

    assertThat(
            isKept(Sampler.alwaysOn(), TraceDetail.GPU, forced, "gpu.kernel", Attributes.empty()))
        .isTrue();
  }

  @Test
  void aForcedTraceStaysForcedInTheBackground() {
    RecordedTracing tracing = new RecordedTracing(Sampler.alwaysOff());
    TraceCarrier carrier;
    try (Scope scope = ForcedTrace.mark(Context.root(), TraceDetail.GPU).makeCurrent()) {
      carrier =
          tracing.telemetry.<TraceCarrier, RuntimeException>inSpan(
              SpanSpec.internal("send"), span -> tracing.telemetry.capture());
    }

    tracing.telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.internal("process").childOf(carrier),
        span -> tracing.telemetry.inSpan(SpanSpec.internal("gpu.kernel gemm"), kernel -> null));
    tracing.telemetry.<Void, RuntimeException>inSpan(SpanSpec.internal("other"), span -> null);

    assertThat(tracing.ended())
        .extracting(io.opentelemetry.sdk.trace.data.SpanData::getName)
        .containsExactly("send", "gpu.kernel gemm", "process");
  }

  private static boolean isKept(
      Sampler sampler, TraceDetail level, Context parent, String name, Attributes attributes) {
    return new ThroughlineSampler(sampler, level)
        .shouldSample(
            parent,
            "0af7651916cd43dd8448eb211c80319c",
            name,
            SpanKind.INTERNAL,
            attributes,
            List.of())
        .getDecision()
        .equals(SamplingDecision.RECORD_AND_SAMPLE);
  }
}
