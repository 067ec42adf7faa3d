package io.throughline.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Map;

/** Plain Java values as OpenTelemetry attributes. */
final class AttributeValues {

  private AttributeValues() {}

  static Attributes of(Map<String, ?> values) {
    if (values.isEmpty()) {
      return Attributes.empty();
    }
    AttributesBuilder builder = Attributes.builder();
    values.forEach((key, value) -> put(builder, key, value));
    return builder.build();
  }

  private static void put(AttributesBuilder builder, String key, Object value) {
    put(builder::put, key, value);
  }

  /** Sets one attribute of a span. */
  static void set(Span span, String key, Object value) {
    put(span::setAttribute, key, value);
  }

  /** Where an attribute goes. */
  private interface Target {
    <T> Object put(AttributeKey<T> key, T value);
  }

  private static void put(Target target, String key, Object value) {
    if (value == null) {
      return;
    }
    if (value instanceof Boolean flag) {
      target.put(AttributeKey.booleanKey(key), flag);
    } else if (value instanceof Float || value instanceof Double) {
      target.put(AttributeKey.doubleKey(key), ((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      target.put(AttributeKey.longKey(key), number.longValue());
    } else if (value instanceof List<?> list) {
      target.put(AttributeKey.stringArrayKey(key), list.stream().map(String::valueOf).toList());
    } else {
      target.put(AttributeKey.stringKey(key), String.valueOf(value));
    }
  }
}
