package io.throughline.telemetry.store;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Locale;
import java.util.Map;

/** A span's attributes under the names that Jaeger shows and searches them by. */
final class SpanTags {

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private SpanTags() {}

  static String service(SpanData span) {
    String name = span.getResource().getAttribute(SERVICE);
    return name == null || name.isEmpty() ? "unknown_service" : name;
  }

  static String kind(SpanData span) {
    return span.getKind().name().toLowerCase(Locale.ROOT);
  }

  /** Whether the span, one of its events or its resource has every one of the tags. */
  static boolean has(SpanData span, Map<String, String> tags) {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (!has(span, tag.getKey(), tag.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean has(SpanData span, String key, String value) {
    StatusCode status = span.getStatus().getStatusCode();
    return switch (key) {
      case "error" -> Boolean.toString(status == StatusCode.ERROR).equals(value);
      case "span.kind" -> kind(span).equalsIgnoreCase(value);
      case "otel.status_code" -> status != StatusCode.UNSET && status.name().equals(value);
      case "otel.scope.name" -> span.getInstrumentationScopeInfo().getName().equals(value);
      case "throughline.running" -> Boolean.toString(!span.hasEnded()).equals(value);
      default ->
          has(span.getAttributes(), key, value)
              || has(span.getResource().getAttributes(), key, value)
              || eventHas(span, key, value);
    };
  }

  private static boolean eventHas(SpanData span, String key, String value) {
    for (EventData event : span.getEvents()) {
      if ((key.equals("event") && event.getName().equals(value))
          || has(event.getAttributes(), key, value)) {
        return true;
      }
    }
    return false;
  }

  /** The type is not known to whoever asks, so keys and values compare as text. */
  private static boolean has(Attributes attributes, String key, String value) {
    if (attributes.isEmpty()) {
      return false;
    }
    boolean[] found = {false};
    attributes.forEach(
        (name, content) ->
            found[0] |= name.getKey().equals(key) && String.valueOf(content).equals(value));
    return found[0];
  }
}
