package io.throughline.telemetry.store;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.List;

/** A span as one line of JSON, and back. Of the resource only the service's name is kept. */
final class SpanLine {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private SpanLine() {}

  static String write(SpanData span) {
    JsonArrayBuilder events = JSON.createArrayBuilder();
    for (EventData event : span.getEvents()) {
      events.add(
          JSON.createObjectBuilder()
              .add("n", event.getName())
              .add("t", event.getEpochNanos())
              .add("a", attributes(event.getAttributes())));
    }
    JsonArrayBuilder links = JSON.createArrayBuilder();
    for (LinkData link : span.getLinks()) {
      links.add(link.getSpanContext().getTraceId() + link.getSpanContext().getSpanId());
    }
    String service = span.getResource().getAttribute(SERVICE);
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("trace", span.getTraceId())
            .add("span", span.getSpanId())
            .add("parent", span.getParentSpanContext().isValid() ? span.getParentSpanId() : "")
            .add("name", span.getName())
            .add("kind", span.getKind().name())
            .add("start", span.getStartEpochNanos())
            .add("status", span.getStatus().getStatusCode().name())
            .add("scope", span.getInstrumentationScopeInfo().getName())
            .add("service", service == null ? "" : service)
            .add("a", attributes(span.getAttributes()))
            .add("events", events)
            .add("links", links);
    if (span.hasEnded()) {
      json.add("end", span.getEndEpochNanos());
    }
    return json.build().toString();
  }

  /**
   * @throws RuntimeException if {@code line} is not what {@link #write} gives
   */
  static StoredSpan read(String line) {
    try (JsonReader reader = JSON.createReader(new StringReader(line))) {
      JsonObject json = reader.readObject();
      String trace = json.getString("trace");
      String parent = json.getString("parent");
      return new StoredSpan(
          context(trace, json.getString("span")),
          parent.isEmpty() ? SpanContext.getInvalid() : context(trace, parent),
          json.getString("name"),
          SpanKind.valueOf(json.getString("kind")),
          number(json, "start"),
          number(json, json.containsKey("end") ? "end" : "start"),
          json.containsKey("end"),
          status(json.getString("status")),
          attributes(json.getJsonObject("a")),
          events(json.getJsonArray("events")),
          links(json.getJsonArray("links")),
          InstrumentationScopeInfo.create(json.getString("scope")),
          Resource.create(Attributes.of(SERVICE, json.getString("service"))));
    }
  }

  private static JsonObjectBuilder attributes(Attributes attributes) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    attributes.forEach((key, value) -> add(json, key, value));
    return json;
  }

  private static void add(JsonObjectBuilder json, AttributeKey<?> key, Object value) {
    switch (key.getType()) {
      case BOOLEAN -> json.add(key.getKey(), (Boolean) value);
      case LONG -> json.add(key.getKey(), (Long) value);
      case DOUBLE -> {
        if (Double.isFinite((Double) value)) {
          json.add(key.getKey(), (Double) value);
        }
      }
      case STRING_ARRAY -> {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        ((List<?>) value).forEach(item -> array.add(String.valueOf(item)));
        json.add(key.getKey(), array);
      }
      default -> json.add(key.getKey(), String.valueOf(value));
    }
  }

  private static Attributes attributes(JsonObject json) {
    AttributesBuilder builder = Attributes.builder();
    json.forEach((key, value) -> put(builder, key, value));
    return builder.build();
  }

  private static void put(AttributesBuilder builder, String key, JsonValue value) {
    switch (value.getValueType()) {
      case TRUE, FALSE -> builder.put(key, value == JsonValue.TRUE);
      case NUMBER -> {
        JsonNumber number = (JsonNumber) value;
        if (number.isIntegral()) {
          builder.put(key, number.longValue());
        } else {
          builder.put(key, number.doubleValue());
        }
      }
      case ARRAY ->
          builder.put(
              AttributeKey.stringArrayKey(key),
              value.asJsonArray().getValuesAs(JsonString::getString));
      default -> builder.put(key, ((JsonString) value).getString());
    }
  }

  private static List<EventData> events(JsonArray json) {
    return json.stream()
        .map(JsonValue::asJsonObject)
        .map(
            event ->
                EventData.create(
                    number(event, "t"), event.getString("n"), attributes(event.getJsonObject("a"))))
        .toList();
  }

  private static List<LinkData> links(JsonArray json) {
    return json.getValuesAs(JsonString::getString).stream()
        .map(ids -> LinkData.create(context(ids.substring(0, 32), ids.substring(32))))
        .toList();
  }

  private static StatusData status(String code) {
    return switch (StatusCode.valueOf(code)) {
      case UNSET -> StatusData.unset();
      case OK -> StatusData.ok();
      case ERROR -> StatusData.error();
    };
  }

  private static SpanContext context(String traceId, String spanId) {
    return SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static long number(JsonObject json, String name) {
    return json.getJsonNumber(name).longValue();
  }
}
