package io.throughline.telemetry.otel;

import io.opentelemetry.api.trace.Span;
import io.throughline.telemetry.api.ActiveSpan;
import java.util.Map;

/** An OpenTelemetry span behind the telemetry API. */
public record RecordingSpan(Span span) implements ActiveSpan {

  @Override
  public ActiveSpan set(String key, Object value) {
    if (value != null && span.isRecording()) {
      AttributeValues.set(span, key, value);
    }
    return this;
  }

  @Override
  public ActiveSpan event(String name, Map<String, ?> attributes) {
    if (span.isRecording()) {
      span.addEvent(name, AttributeValues.of(attributes));
    }
    return this;
  }

  @Override
  public ActiveSpan rename(String name) {
    span.updateName(name);
    return this;
  }

  @Override
  public String traceId() {
    return span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : "";
  }

  @Override
  public String spanId() {
    return span.getSpanContext().isValid() ? span.getSpanContext().getSpanId() : "";
  }
}
