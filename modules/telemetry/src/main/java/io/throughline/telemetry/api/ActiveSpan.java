package io.throughline.telemetry.api;

import java.util.Map;

/**
 * A span that is being recorded. Thread-safe. Calls after its end, and calls when tracing is off,
 * do nothing.
 */
public interface ActiveSpan {

  /**
   * Sets an attribute.
   *
   * @param value a String, Boolean, Integer, Long, Float, Double or a list of String; null is
   *     ignored
   */
  ActiveSpan set(String key, Object value);

  /** Adds an event that happened now. Attribute values as in {@link #set}. */
  ActiveSpan event(String name, Map<String, ?> attributes);

  /** Adds an event without attributes that happened now. */
  default ActiveSpan event(String name) {
    return event(name, Map.of());
  }

  /** Gives it another name: for a span that the server started before it knew what for. */
  ActiveSpan rename(String name);

  /** 32 lower-case hex digits, or an empty string when tracing is off. */
  String traceId();

  /** 16 lower-case hex digits, or an empty string when tracing is off. */
  String spanId();
}
