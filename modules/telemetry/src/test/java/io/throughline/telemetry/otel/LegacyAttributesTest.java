package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

class LegacyAttributesTest {

  @Test
  void oldNamesStandBesideTheNewOnes() {
    Attributes attributes =
        Attributes.builder()
            .put("http.request.method", "GET")
            .put("http.response.status_code", 404L)
            .put("db.query.text", "select 1")
            .put("job.id", "1")
            .build();

    assertThat(LegacyAttributes.of(span(attributes)).getAttributes())
        .isEqualTo(
            attributes.toBuilder()
                .put("http.method", "GET")
                .put("http.status_code", 404L)
                .put("db.statement", "select 1")
                .build());
  }

  @Test
  void whatHasAnOldNameKeepsIt() {
    Attributes attributes =
        Attributes.builder()
            .put("gen_ai.request.model", "new")
            .put(AttributeKey.stringKey("llm.model"), "old")
            .build();

    assertThat(LegacyAttributes.of(span(attributes)).getAttributes()).isEqualTo(attributes);
  }

  @Test
  void anUnexpectedTypeIsLeftAlone() {
    Attributes attributes = Attributes.builder().put("server.port", 1.5).build();

    assertThat(LegacyAttributes.of(span(attributes)).getAttributes()).isEqualTo(attributes);
  }

  private static SpanData span(Attributes attributes) {
    RecordedTracing tracing = new RecordedTracing();
    tracing.sdk.getTracer("t").spanBuilder("s").setAllAttributes(attributes).startSpan().end();
    return tracing.onlySpan();
  }
}
