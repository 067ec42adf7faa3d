package io.throughline.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
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
    if (value == null) {
      return;
    }
    if (value instanceof Boolean flag) {
      builder.put(key, flag);
    } else if (value instanceof Float || value instanceof Double) {
      builder.put(key, ((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      builder.put(key, number.longValue());
    } else if (value instanceof List<?> list) {
      builder.put(AttributeKey.stringArrayKey(key), list.stream().map(String::valueOf).toList());
    } else {
      builder.put(key, String.valueOf(value));
    }
  }
}
