package io.throughline.telemetry.log;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.throughline.telemetry.api.LogFields;

/** Values of log fields for the current thread; null where there is none. */
final class LogTrace {

  private LogTrace() {}

  static String traceId() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid() ? span.getTraceId() : null;
  }

  static String spanId() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid() ? span.getSpanId() : null;
  }

  static String sampled() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid() ? Boolean.toString(span.isSampled()) : null;
  }

  static String requestId() {
    return orNull(LogFields.current().requestId());
  }

  static String jobId() {
    return orNull(LogFields.current().jobId());
  }

  private static String orNull(String value) {
    return value.isEmpty() ? null : value;
  }
}
