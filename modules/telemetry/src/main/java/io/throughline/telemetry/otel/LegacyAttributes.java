package io.throughline.telemetry.otel;

import static java.util.Map.entry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;

/**
 * A span with the attribute names of before the stable OpenTelemetry semantic conventions beside
 * today's, so that dashboards and queries written for those go on working. Immutable.
 */
public final class LegacyAttributes extends DelegatingSpanData {

  private static final Map<String, String> OLD_NAMES =
      Map.ofEntries(
          entry("http.request.method", "http.method"),
          entry("http.response.status_code", "http.status_code"),
          entry("url.path", "http.url"),
          entry("url.scheme", "http.scheme"),
          entry("user_agent.original", "http.user_agent"),
          entry("client.address", "net.peer.ip"),
          entry("server.address", "net.host.name"),
          entry("server.port", "net.host.port"),
          entry("db.system.name", "db.system"),
          entry("db.query.text", "db.statement"),
          entry("db.operation.name", "db.operation"),
          entry("db.collection.name", "db.collection"),
          entry("db.namespace", "db.name"),
          entry("messaging.operation.name", "messaging.operation"),
          entry("gen_ai.request.model", "llm.model"),
          entry("gen_ai.usage.input_tokens", "llm.prompt_tokens"),
          entry("gen_ai.usage.output_tokens", "llm.completion_tokens"),
          entry("throughline.request_id", "dalston.request_id"));

  private final Attributes attributes;

  private LegacyAttributes(SpanData span) {
    super(span);
    this.attributes = withOldNames(span.getAttributes());
  }

  /** The same span with old names added; what has an old name already keeps it. */
  public static SpanData of(SpanData span) {
    return new LegacyAttributes(span);
  }

  private static Attributes withOldNames(Attributes attributes) {
    AttributesBuilder builder = attributes.toBuilder();
    attributes.forEach(
        (key, value) -> {
          String old = OLD_NAMES.get(key.getKey());
          if (old != null) {
            put(builder, attributes, key.getType(), old, value);
          }
        });
    return builder.build();
  }

  private static void put(
      AttributesBuilder builder,
      Attributes present,
      AttributeType type,
      String name,
      Object value) {
    switch (type) {
      case STRING -> putIfAbsent(builder, present, AttributeKey.stringKey(name), (String) value);
      case LONG -> putIfAbsent(builder, present, AttributeKey.longKey(name), (Long) value);
      default -> {
        // no old convention had another type
      }
    }
  }

  private static <T> void putIfAbsent(
      AttributesBuilder builder, Attributes present, AttributeKey<T> key, T value) {
    if (present.get(key) == null) {
      builder.put(key, value);
    }
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }
}
