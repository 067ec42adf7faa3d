package io.throughline.telemetry.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The attribute sets of one metric, made once each. Whoever sends ever new values gets no more than
 * a limited number of series out of it: the rest share one whose labels all say {@code other}.
 */
final class Series {

  static final int LIMIT = 200;
  static final String OTHER = "other";
  private static final int MAX_LENGTH = 100;

  private final List<AttributeKey<String>> keys;
  private final Map<List<String>, Attributes> known = new ConcurrentHashMap<>();
  private final Attributes other;

  Series(List<String> labels) {
    this.keys = labels.stream().map(AttributeKey::stringKey).toList();
    this.other = attributes(labels.stream().map(label -> OTHER).toList());
  }

  /**
   * @throws IllegalArgumentException if there are more or fewer values than labels
   */
  Attributes of(List<String> values) {
    Attributes attributes = known.get(values);
    return attributes == null ? add(values) : attributes;
  }

  private Attributes add(List<String> values) {
    if (values.size() != keys.size()) {
      throw new IllegalArgumentException("expected values for " + keys + " but got " + values);
    }
    // Two threads may pass here at the limit; it is a bound on memory, not a promise of a number.
    if (known.size() >= LIMIT || !values.stream().allMatch(Series::isPlain)) {
      return other;
    }
    return known.computeIfAbsent(List.copyOf(values), this::attributes);
  }

  /** Printable ASCII, not long: what a name, a route or a status is made of. */
  private static boolean isPlain(String value) {
    return value.length() <= MAX_LENGTH && value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  private Attributes attributes(List<String> values) {
    AttributesBuilder builder = Attributes.builder();
    for (int i = 0; i < keys.size(); i++) {
      if (!values.get(i).isEmpty()) {
        builder.put(keys.get(i), values.get(i));
      }
    }
    return builder.build();
  }
}
