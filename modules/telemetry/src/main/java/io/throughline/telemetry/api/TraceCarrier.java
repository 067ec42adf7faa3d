package io.throughline.telemetry.api;

import java.util.Map;

/**
 * A trace context outside a process: the W3C {@code traceparent}, {@code tracestate} and {@code
 * baggage} fields as an opaque map, and what {@link LogFields} put beside them, kept in a job row
 * or sent with a message.
 *
 * @param fields header names, lower case, to values; empty when tracing is off
 */
public record TraceCarrier(Map<String, String> fields) {

  private static final TraceCarrier EMPTY = new TraceCarrier(Map.of());

  public TraceCarrier {
    fields = Map.copyOf(fields);
  }

  /** A carrier of nothing: work under it starts a trace of its own. */
  public static TraceCarrier empty() {
    return EMPTY;
  }

  /** True when there is no context to continue. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** The trace id inside {@code traceparent} (32 hex digits), or an empty string. */
  public String traceId() {
    String traceparent = fields.getOrDefault("traceparent", "");
    return traceparent.length() >= 35 ? traceparent.substring(3, 35) : "";
  }
}
