package io.throughline.app.it.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A span of the tree that a trace must be. */
public final class ExpectedSpan {

  /** OpenTelemetry's span kinds. */
  public enum Kind {
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER,
    INTERNAL
  }

  record Event(String name, Map<String, ExpectedValue> attributes) {}

  private final String name;
  private final Kind kind;
  private final Map<String, ExpectedValue> attributes = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<ExpectedSpan> children = new ArrayList<>();
  private String status = "unset";

  private ExpectedSpan(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  public static ExpectedSpan span(String name, Kind kind) {
    return new ExpectedSpan(name, kind);
  }

  /** An attribute with exactly this value, or with one that fits an {@link ExpectedValue}. */
  public ExpectedSpan with(String key, Object value) {
    attributes.put(key, expected(value));
    return this;
  }

  /** Events are compared in their order. */
  public ExpectedSpan event(String event) {
    return event(event, Map.of());
  }

  public ExpectedSpan event(String event, Map<String, ?> with) {
    Map<String, ExpectedValue> values = new LinkedHashMap<>();
    with.forEach((key, value) -> values.put(key, expected(value)));
    events.add(new Event(event, values));
    return this;
  }

  /** Status ERROR, with the one event and the attribute that go with it. */
  public ExpectedSpan failed(Class<? extends Exception> failure, String message) {
    status = "ERROR";
    return with("error.type", failure.getName())
        .event(
            "exception",
            Map.of(
                "exception.type",
                failure.getName(),
                "exception.message",
                message,
                "exception.stacktrace",
                ExpectedValue.matching(
                    "(?s)" + Pattern.quote(failure.getName()) + "\n(\tat |Caused by: ).*")));
  }

  /** In any order; order in time is asserted apart, where it matters. */
  public ExpectedSpan children(ExpectedSpan... spans) {
    children.addAll(List.of(spans));
    return this;
  }

  private static ExpectedValue expected(Object value) {
    return value instanceof ExpectedValue pattern ? pattern : ExpectedValue.exactly(value);
  }

  String name() {
    return name;
  }

  String kind() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  String status() {
    return status;
  }

  Map<String, ExpectedValue> attributes() {
    return attributes;
  }

  List<Event> events() {
    return events;
  }

  List<ExpectedSpan> children() {
    return children;
  }
}
