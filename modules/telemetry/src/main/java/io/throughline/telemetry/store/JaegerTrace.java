package io.throughline.telemetry.store;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A trace in the JSON of Jaeger's query API ({@code GET /api/traces/{id}}). Times are microseconds
 * as Jaeger has them; the exact nanoseconds are in the tags {@code throughline.start_ns} and {@code
 * throughline.duration_ns}.
 */
public final class JaegerTrace {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final Map<String, String> processes = new LinkedHashMap<>();

  private JaegerTrace() {}

  /** {@code {"data":[...]}} with one trace, or none when {@code spans} is empty. */
  public static JsonObject answer(List<SpanData> spans) {
    return answer(List.of(new Spans(spans, 0)));
  }

  /** {@code {"data":[...]}} with every trace that the store has. */
  public static JsonObject answer(SpanStore store, List<String> traceIds) {
    return answer(
        traceIds.stream().map(id -> new Spans(store.trace(id), store.omitted(id))).toList());
  }

  private static JsonObject answer(Collection<Spans> traces) {
    JsonArrayBuilder data = JSON.createArrayBuilder();
    List<Spans> known = traces.stream().filter(trace -> !trace.kept().isEmpty()).toList();
    known.forEach(
        trace -> {
          JsonObjectBuilder json = new JaegerTrace().trace(trace.kept());
          if (trace.omitted() > 0) {
            json.add(
                "warnings",
                JSON.createArrayBuilder().add(trace.omitted() + " more spans were not kept"));
          }
          data.add(json);
        });
    return JaegerAnswer.of(data, known.size());
  }

  /** The spans of one trace, and how many more it had. */
  private record Spans(List<SpanData> kept, int omitted) {}

  private JsonObjectBuilder trace(List<SpanData> spans) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    spans.forEach(span -> list.add(span(span)));
    JsonObjectBuilder resources = JSON.createObjectBuilder();
    processes.forEach((service, id) -> resources.add(id, process(service, spans)));
    return JSON.createObjectBuilder()
        .add("traceID", spans.get(0).getTraceId())
        .add("spans", list)
        .add("processes", resources);
  }

  private JsonObjectBuilder process(String service, List<SpanData> spans) {
    Attributes resource =
        spans.stream()
            .filter(s -> service(s).equals(service))
            .findFirst()
            .map(s -> s.getResource().getAttributes())
            .orElse(Attributes.empty());
    return JSON.createObjectBuilder().add("serviceName", service).add("tags", tags(resource));
  }

  private JsonObjectBuilder span(SpanData span) {
    String process = processes.computeIfAbsent(service(span), s -> "p" + (processes.size() + 1));
    long end = span.hasEnded() ? span.getEndEpochNanos() : span.getStartEpochNanos();
    return JSON.createObjectBuilder()
        .add("traceID", span.getTraceId())
        .add("spanID", span.getSpanId())
        .add("operationName", span.getName())
        .add("references", references(span))
        .add("startTime", span.getStartEpochNanos() / 1000)
        .add("duration", (end - span.getStartEpochNanos()) / 1000)
        .add("tags", tags(span, end))
        .add("logs", logs(span))
        .add("processID", process)
        .add("warnings", jakarta.json.JsonValue.NULL);
  }

  private static JsonArrayBuilder references(SpanData span) {
    JsonArrayBuilder references = JSON.createArrayBuilder();
    if (span.getParentSpanContext().isValid()) {
      references.add(reference("CHILD_OF", span.getTraceId(), span.getParentSpanId()));
    }
    for (LinkData link : span.getLinks()) {
      references.add(
          reference(
              "FOLLOWS_FROM",
              link.getSpanContext().getTraceId(),
              link.getSpanContext().getSpanId()));
    }
    return references;
  }

  private static JsonObjectBuilder reference(String type, String traceId, String spanId) {
    return JSON.createObjectBuilder()
        .add("refType", type)
        .add("traceID", traceId)
        .add("spanID", spanId);
  }

  private static JsonArrayBuilder tags(SpanData span, long end) {
    JsonArrayBuilder tags = tags(span.getAttributes());
    if (span.getKind() != SpanKind.INTERNAL) {
      tags.add(tag("span.kind", "string", span.getKind().name().toLowerCase(Locale.ROOT)));
    } else {
      tags.add(tag("span.kind", "string", "internal"));
    }
    if (span.getStatus().getStatusCode() != StatusCode.UNSET) {
      tags.add(tag("otel.status_code", "string", span.getStatus().getStatusCode().name()));
    }
    if (span.getStatus().getStatusCode() == StatusCode.ERROR) {
      tags.add(
          JSON.createObjectBuilder().add("key", "error").add("type", "bool").add("value", true));
    }
    if (!span.hasEnded()) {
      tags.add(
          JSON.createObjectBuilder()
              .add("key", "throughline.running")
              .add("type", "bool")
              .add("value", true));
    }
    tags.add(tag("otel.scope.name", "string", span.getInstrumentationScopeInfo().getName()));
    tags.add(tag("throughline.start_ns", "string", Long.toString(span.getStartEpochNanos())));
    tags.add(
        tag("throughline.duration_ns", "string", Long.toString(end - span.getStartEpochNanos())));
    return tags;
  }

  private static JsonArrayBuilder logs(SpanData span) {
    JsonArrayBuilder logs = JSON.createArrayBuilder();
    for (EventData event : span.getEvents()) {
      JsonArrayBuilder fields = tags(event.getAttributes());
      fields.add(tag("event", "string", event.getName()));
      logs.add(
          JSON.createObjectBuilder()
              .add("timestamp", event.getEpochNanos() / 1000)
              .add("fields", fields));
    }
    return logs;
  }

  private static JsonArrayBuilder tags(Attributes attributes) {
    JsonArrayBuilder tags = JSON.createArrayBuilder();
    attributes.asMap().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getKey()))
        .forEach(entry -> tags.add(tag(entry.getKey(), entry.getValue())));
    return tags;
  }

  private static JsonObjectBuilder tag(AttributeKey<?> key, Object value) {
    JsonObjectBuilder tag = JSON.createObjectBuilder().add("key", key.getKey());
    return switch (key.getType()) {
      case BOOLEAN -> tag.add("type", "bool").add("value", (Boolean) value);
      case LONG -> tag.add("type", "int64").add("value", (Long) value);
      case DOUBLE -> tag.add("type", "float64").add("value", finite((Double) value));
      default -> tag.add("type", "string").add("value", String.valueOf(value));
    };
  }

  private static JsonObjectBuilder tag(String key, String type, String value) {
    return JSON.createObjectBuilder().add("key", key).add("type", type).add("value", value);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static String service(SpanData span) {
    String name = span.getResource().getAttribute(AttributeKey.stringKey("service.name"));
    return name == null ? "unknown_service" : name;
  }
}
