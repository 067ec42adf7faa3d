package io.throughline.telemetry.store;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spans in the JSON of OTLP, as Jaeger's {@code /api/v3/traces} gives them: ids in hexadecimal,
 * enumerations as numbers, 64-bit numbers as strings.
 */
public final class OtlpTraces {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private OtlpTraces() {}

  /** {@code {"result":{"resourceSpans":[...]}}}. */
  public static JsonObject answer(List<SpanData> spans) {
    return JSON.createObjectBuilder()
        .add("result", JSON.createObjectBuilder().add("resourceSpans", resources(spans)))
        .build();
  }

  private static JsonArrayBuilder resources(List<SpanData> spans) {
    Map<Resource, Map<InstrumentationScopeInfo, JsonArrayBuilder>> grouped = new LinkedHashMap<>();
    for (SpanData span : spans) {
      grouped
          .computeIfAbsent(span.getResource(), resource -> new LinkedHashMap<>())
          .computeIfAbsent(span.getInstrumentationScopeInfo(), scope -> JSON.createArrayBuilder())
          .add(span(span));
    }
    JsonArrayBuilder resources = JSON.createArrayBuilder();
    grouped.forEach(
        (resource, scopes) ->
            resources.add(
                JSON.createObjectBuilder()
                    .add(
                        "resource",
                        JSON.createObjectBuilder()
                            .add("attributes", attributes(resource.getAttributes())))
                    .add("scopeSpans", scopes(scopes))));
    return resources;
  }

  private static JsonArrayBuilder scopes(Map<InstrumentationScopeInfo, JsonArrayBuilder> scopes) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    scopes.forEach(
        (scope, spans) ->
            list.add(
                JSON.createObjectBuilder()
                    .add("scope", JSON.createObjectBuilder().add("name", scope.getName()))
                    .add("spans", spans)));
    return list;
  }

  private static JsonObjectBuilder span(SpanData span) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("traceId", span.getTraceId())
            .add("spanId", span.getSpanId());
    if (span.getParentSpanContext().isValid()) {
      json.add("parentSpanId", span.getParentSpanId());
    }
    json.add("name", span.getName())
        .add("kind", span.getKind().ordinal() + 1)
        .add("startTimeUnixNano", Long.toString(span.getStartEpochNanos()));
    if (span.hasEnded()) {
      json.add("endTimeUnixNano", Long.toString(span.getEndEpochNanos()));
    }
    return json.add("attributes", attributes(span.getAttributes()))
        .add("events", events(span.getEvents()))
        .add("links", links(span.getLinks()))
        .add("status", status(span.getStatus().getStatusCode()));
  }

  private static JsonObjectBuilder status(StatusCode code) {
    JsonObjectBuilder status = JSON.createObjectBuilder();
    return code == StatusCode.UNSET ? status : status.add("code", code.ordinal());
  }

  private static JsonArrayBuilder events(List<EventData> events) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (EventData event : events) {
      list.add(
          JSON.createObjectBuilder()
              .add("timeUnixNano", Long.toString(event.getEpochNanos()))
              .add("name", event.getName())
              .add("attributes", attributes(event.getAttributes())));
    }
    return list;
  }

  private static JsonArrayBuilder links(List<LinkData> links) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (LinkData link : links) {
      list.add(
          JSON.createObjectBuilder()
              .add("traceId", link.getSpanContext().getTraceId())
              .add("spanId", link.getSpanContext().getSpanId())
              .add("attributes", attributes(link.getAttributes())));
    }
    return list;
  }

  private static JsonArrayBuilder attributes(Attributes attributes) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    attributes.asMap().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getKey()))
        .forEach(
            entry ->
                list.add(
                    JSON.createObjectBuilder()
                        .add("key", entry.getKey().getKey())
                        .add("value", value(entry.getValue()))));
    return list;
  }

  private static JsonObjectBuilder value(Object value) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    if (value instanceof Boolean flag) {
      return json.add("boolValue", flag);
    }
    if (value instanceof Long number) {
      return json.add("intValue", number.toString());
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return json.add("doubleValue", number);
    }
    if (value instanceof List<?> items) {
      JsonArrayBuilder values = JSON.createArrayBuilder();
      items.forEach(item -> values.add(value(item)));
      return json.add("arrayValue", JSON.createObjectBuilder().add("values", values));
    }
    return json.add("stringValue", String.valueOf(value));
  }
}
