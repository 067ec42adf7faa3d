package io.throughline.telemetry.api;

/** Role of a span, as OpenTelemetry's span kinds (specification, Trace API, SpanKind). */
public enum SpanKind {
  INTERNAL,
  SERVER,
  CLIENT,
  PRODUCER,
  CONSUMER
}
