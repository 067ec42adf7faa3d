package io.throughline.app.it.trace;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The expected and the recorded tree as one text: what is missing has a minus in front, what should
 * not be there a plus.
 */
final class TreeComparison {

  private final RecordedTrace trace;
  private final StringBuilder text = new StringBuilder();
  private int differences;

  private TreeComparison(RecordedTrace trace) {
    this.trace = trace;
  }

  static TreeComparison of(RecordedTrace trace, ExpectedSpan root) {
    TreeComparison comparison = new TreeComparison(trace);
    comparison.siblings("", List.of(root), trace.roots());
    return comparison;
  }

  int differences() {
    return differences;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Pairs spans of the same name in the order of time. */
  private void siblings(String indent, List<ExpectedSpan> wanted, List<RecordedSpan> found) {
    List<RecordedSpan> rest = new ArrayList<>(found);
    for (ExpectedSpan span : wanted) {
      RecordedSpan match =
          rest.stream().filter(s -> s.name().equals(span.name())).findFirst().orElse(null);
      if (match == null) {
        missing(indent, span);
      } else {
        rest.remove(match);
        compare(indent, span, match);
        siblings(indent + "  ", span.children(), trace.childrenOf(match));
      }
    }
    rest.forEach(span -> surplus(indent, span));
  }

  private void missing(String indent, ExpectedSpan span) {
    line('-', indent, title(span));
    span.children().forEach(child -> missing(indent + "  ", child));
  }

  private void surplus(String indent, RecordedSpan span) {
    line('+', indent, title(span));
    span.attributes().forEach((key, value) -> line('+', indent, attribute(key, value)));
    span.events().forEach(event -> line('+', indent, event(event.name(), event.attributes())));
    trace.childrenOf(span).forEach(child -> surplus(indent + "  ", child));
  }

  private void compare(String indent, ExpectedSpan span, RecordedSpan found) {
    line(indent, title(span), title(found));
    attributes(indent, span.attributes(), found.attributes());
    int events = Math.max(span.events().size(), found.events().size());
    for (int i = 0; i < events; i++) {
      String wanted = i < span.events().size() ? wantedEvent(span.events().get(i)) : null;
      String seen = null;
      if (i < found.events().size()) {
        RecordedSpan.Event event = found.events().get(i);
        Map<String, ExpectedValue> values =
            wanted == null ? Map.of() : span.events().get(i).attributes();
        Map<String, String> shown = new TreeMap<>();
        event.attributes().forEach((key, value) -> shown.put(key, shown(value, values.get(key))));
        seen = event(event.name(), shown);
      }
      line(indent, wanted, seen);
    }
  }

  private void attributes(
      String indent, Map<String, ExpectedValue> wanted, Map<String, JsonValue> found) {
    TreeSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(found.keySet());
    for (String key : keys) {
      ExpectedValue value = wanted.get(key);
      line(
          indent,
          value == null ? null : attribute(key, value.description()),
          found.containsKey(key) ? attribute(key, shown(found.get(key), value)) : null);
    }
  }

  /** A value that fits is shown as what it had to fit, so that the lines are equal. */
  private static String shown(JsonValue value, ExpectedValue wanted) {
    return wanted != null && wanted.fits().test(value) ? wanted.description() : value.toString();
  }

  private static String title(ExpectedSpan span) {
    return span.name() + " " + span.kind() + " " + span.status();
  }

  private static String title(RecordedSpan span) {
    String title = span.name() + " " + span.kind() + " " + span.status();
    return span.ended() ? title : title + " still running";
  }

  private static String attribute(String key, Object value) {
    return "    " + key + "=" + value;
  }

  private static String wantedEvent(ExpectedSpan.Event event) {
    Map<String, String> shown = new TreeMap<>();
    event.attributes().forEach((key, value) -> shown.put(key, value.description()));
    return event(event.name(), shown);
  }

  private static String event(String name, Map<String, ?> attributes) {
    return "    · " + name + (attributes.isEmpty() ? "" : " " + attributes);
  }

  private void line(String indent, String wanted, String found) {
    if (wanted != null && wanted.equals(found)) {
      line(' ', indent, wanted);
      return;
    }
    if (wanted != null) {
      line('-', indent, wanted);
    }
    if (found != null) {
      line('+', indent, found);
    }
  }

  private void line(char sign, String indent, String content) {
    differences += sign == ' ' ? 0 : 1;
    text.append(sign).append(' ').append(indent).append(content).append('\n');
  }
}
