package io.throughline.telemetry.boundary;

import io.throughline.telemetry.store.TraceQuery;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads the parameters of Jaeger's two ways to search: the classic one ({@code start} and {@code
 * end} in microseconds) and v3 ({@code query.startTimeMin} and {@code query.startTimeMax} in RFC
 * 3339). Every method throws {@link JaegerRefusal} for what it cannot read.
 */
final class QueryParameters {

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1500;
  private static final int MAX_TAGS = 32;

  private final MultivaluedMap<String, String> given;

  QueryParameters(MultivaluedMap<String, String> given) {
    this.given = given;
  }

  TraceQuery classic() {
    return new TraceQuery(
        text("service"),
        text("operation"),
        tags("tags"),
        micros("start", 0),
        micros("end", Long.MAX_VALUE),
        duration("minDuration", 0),
        longest("maxDuration", "minDuration"),
        limit("limit"));
  }

  TraceQuery v3() {
    String min = name("query.startTimeMin", "query.start_time_min");
    String max = name("query.startTimeMax", "query.start_time_max");
    String depth = name("query.searchDepth", "query.search_depth", "query.num_traces");
    String shortest = name("query.durationMin", "query.duration_min");
    long from = time(min);
    long to = time(max);
    if (from >= to) {
      throw JaegerRefusal.malformed(min, "must be before query.startTimeMax");
    }
    return new TraceQuery(
        text(name("query.serviceName", "query.service_name")),
        text(name("query.operationName", "query.operation_name")),
        tags("query.attributes"),
        from,
        to,
        duration(shortest, 0),
        longest(name("query.durationMax", "query.duration_max"), shortest),
        limit(depth));
  }

  /** The first of the names that was sent; the first if none was. */
  String name(String... names) {
    for (String name : names) {
      if (!text(name).isEmpty()) {
        return name;
      }
    }
    return names[0];
  }

  String text(String name) {
    String value = given.getFirst(name);
    return value == null ? "" : value;
  }

  private long micros(String name, long otherwise) {
    String value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      return TimeUnit.MICROSECONDS.toNanos(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw JaegerRefusal.malformed(name, "not a number of microseconds");
    }
  }

  private long time(String name) {
    if (text(name).isEmpty()) {
      throw JaegerRefusal.malformed(name, "it is required");
    }
    try {
      Instant time = OffsetDateTime.parse(text(name)).toInstant();
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw JaegerRefusal.malformed(name, "not a time such as 2026-01-02T03:04:05Z");
    }
  }

  private long longest(String name, String shortestName) {
    long longest = duration(name, Long.MAX_VALUE);
    if (longest < duration(shortestName, 0)) {
      throw JaegerRefusal.malformed(name, "must not be less than " + shortestName);
    }
    return longest;
  }

  private long duration(String name, long otherwise) {
    String value = text(name);
    try {
      return value.isEmpty() ? otherwise : GoDuration.nanos(value);
    } catch (IllegalArgumentException e) {
      throw JaegerRefusal.malformed(name, e.getMessage());
    }
  }

  private int limit(String name) {
    String value = text(name);
    try {
      int limit = value.isEmpty() ? DEFAULT_LIMIT : Integer.parseInt(value);
      if (limit < 1) {
        throw JaegerRefusal.malformed(name, "must be at least 1");
      }
      return Math.min(limit, MAX_LIMIT);
    } catch (NumberFormatException e) {
      throw JaegerRefusal.malformed(name, "not a number");
    }
  }

  /** {@code tags={"key":"value"}}, and in the classic API {@code tag=key:value} as well. */
  private Map<String, String> tags(String name) {
    Map<String, String> tags = new HashMap<>();
    for (String tag : given.getOrDefault("tag", List.of())) {
      int colon = tag.indexOf(':');
      if (colon < 1) {
        throw JaegerRefusal.malformed("tag", "expected key:value");
      }
      tags.put(tag.substring(0, colon), tag.substring(colon + 1));
    }
    for (String json : given.getOrDefault(name, List.of())) {
      if (!json.isEmpty()) {
        tags.putAll(object(name, json));
      }
    }
    if (tags.size() > MAX_TAGS) {
      throw JaegerRefusal.malformed(name, "more than " + MAX_TAGS);
    }
    return tags;
  }

  private static Map<String, String> object(String name, String text) {
    Map<String, String> tags = new HashMap<>();
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      json.forEach((key, value) -> tags.put(key, plain(name, value)));
    } catch (JsonException | IllegalStateException e) {
      throw JaegerRefusal.malformed(name, "not a JSON object of strings");
    }
    return tags;
  }

  private static String plain(String name, JsonValue value) {
    return switch (value.getValueType()) {
      case STRING -> ((JsonString) value).getString();
      case TRUE, FALSE, NUMBER -> value.toString();
      default -> throw JaegerRefusal.malformed(name, "not a JSON object of strings");
    };
  }
}
