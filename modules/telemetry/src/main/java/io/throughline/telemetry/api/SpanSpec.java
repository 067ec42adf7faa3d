package io.throughline.telemetry.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a span starts.
 *
 * @param name low cardinality: no ids, no values
 * @param kind role of the span
 * @param parent context to continue; empty means the current one
 * @param links contexts this span relates to without being their child
 * @param attributes set at start; values as in {@link ActiveSpan#set}
 */
public record SpanSpec(
    String name,
    SpanKind kind,
    Optional<TraceCarrier> parent,
    List<TraceCarrier> links,
    Map<String, Object> attributes) {

  public SpanSpec {
    links = List.copyOf(links);
    attributes = Map.copyOf(attributes);
  }

  /** A child of the current span. */
  public static SpanSpec of(String name, SpanKind kind) {
    return new SpanSpec(name, kind, Optional.empty(), List.of(), Map.of());
  }

  /** An internal child of the current span. */
  public static SpanSpec internal(String name) {
    return of(name, SpanKind.INTERNAL);
  }

  /** A client child of the current span. */
  public static SpanSpec client(String name) {
    return of(name, SpanKind.CLIENT);
  }

  /** The same span with one more attribute; none if {@code value} is null. */
  public SpanSpec with(String key, Object value) {
    if (value == null) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(attributes);
    more.put(key, value);
    return new SpanSpec(name, kind, parent, links, more);
  }

  /** The same span below {@code carrier} instead of the current span. */
  public SpanSpec childOf(TraceCarrier carrier) {
    return new SpanSpec(name, kind, Optional.of(carrier), links, attributes);
  }

  /** The same span linked to {@code carrier}. */
  public SpanSpec linkedTo(TraceCarrier carrier) {
    return new SpanSpec(name, kind, parent, List.of(carrier), attributes);
  }
}
