package io.throughline.app.it.trace;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A span as the server's Jaeger JSON shows it.
 *
 * @param parent span id of the parent
 * @param links span ids of linked spans
 * @param kind lower-case OpenTelemetry kind
 * @param status {@code unset}, {@code OK} or {@code ERROR}
 * @param start nanoseconds since the epoch
 * @param end nanoseconds since the epoch
 * @param ended false while it runs
 */
public record RecordedSpan(
    String id,
    Optional<String> parent,
    List<String> links,
    String name,
    String kind,
    String status,
    long start,
    long end,
    boolean ended,
    Map<String, JsonValue> attributes,
    List<Event> events) {

  private static final Set<String> NOT_ATTRIBUTES =
      Set.of(
          "span.kind",
          "otel.status_code",
          "error",
          "otel.scope.name",
          "throughline.running",
          "throughline.start_ns",
          "throughline.duration_ns");

  /** Something that happened in a span. */
  public record Event(String name, Map<String, JsonValue> attributes) {}

  static RecordedSpan of(JsonObject span) {
    Map<String, JsonValue> tags = tags(span, "tags");
    long start = Long.parseLong(text(tags, "throughline.start_ns").orElseThrow());
    long duration = Long.parseLong(text(tags, "throughline.duration_ns").orElseThrow());
    Map<String, JsonValue> attributes = new TreeMap<>(tags);
    attributes.keySet().removeAll(NOT_ATTRIBUTES);
    return new RecordedSpan(
        span.getString("spanID"),
        references(span, "CHILD_OF").stream().findFirst(),
        references(span, "FOLLOWS_FROM"),
        span.getString("operationName"),
        text(tags, "span.kind").orElse("no kind"),
        text(tags, "otel.status_code").orElse("unset"),
        start,
        start + duration,
        !tags.containsKey("throughline.running"),
        attributes,
        span.getJsonArray("logs").getValuesAs(JsonObject.class).stream()
            .map(RecordedSpan::event)
            .toList());
  }

  /** An attribute's text. */
  public String text(String attribute) {
    return text(attributes, attribute)
        .orElseThrow(() -> new AssertionError(name + " has no text " + attribute));
  }

  private static List<String> references(JsonObject span, String type) {
    Predicate<JsonObject> wanted = reference -> reference.getString("refType").equals(type);
    return span.getJsonArray("references").getValuesAs(JsonObject.class).stream()
        .filter(wanted)
        .map(reference -> reference.getString("spanID"))
        .toList();
  }

  private static Event event(JsonObject log) {
    Map<String, JsonValue> fields = tags(log, "fields");
    String name = text(fields, "event").orElse("no name");
    fields.remove("event");
    return new Event(name, fields);
  }

  private static Map<String, JsonValue> tags(JsonObject parent, String key) {
    Map<String, JsonValue> tags = new TreeMap<>();
    for (JsonObject tag : parent.getJsonArray(key).getValuesAs(JsonObject.class)) {
      tags.put(tag.getString("key"), tag.get("value"));
    }
    return tags;
  }

  private static Optional<String> text(Map<String, JsonValue> tags, String key) {
    return Optional.ofNullable(tags.get(key))
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).getString());
  }
}
