package io.throughline.telemetry.store;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A trace as an indented plain-text tree, for terminals. */
public final class TraceTree {

  private final List<SpanData> spans;
  private final Map<String, List<SpanData>> children;
  private final StringBuilder out = new StringBuilder();

  private TraceTree(List<SpanData> spans) {
    this.spans = spans;
    this.children = spans.stream().collect(Collectors.groupingBy(SpanData::getParentSpanId));
  }

  /**
   * @param spans of one trace, by start time
   */
  public static String render(List<SpanData> spans) {
    return new TraceTree(spans).render();
  }

  private String render() {
    Set<String> known = spans.stream().map(SpanData::getSpanId).collect(Collectors.toSet());
    List<SpanData> roots =
        spans.stream().filter(s -> !known.contains(s.getParentSpanId())).toList();
    long start = spans.get(0).getStartEpochNanos();
    long end = spans.stream().mapToLong(SpanData::getEndEpochNanos).max().orElse(start);
    out.append("trace ").append(spans.get(0).getTraceId());
    out.append("  ").append(spans.size()).append(" spans");
    out.append("  ").append(duration(Math.max(0, end - start))).append('\n');
    for (SpanData root : roots) {
      node(root, "", "", start);
    }
    return out.toString();
  }

  private void node(SpanData span, String firstPrefix, String restPrefix, long traceStart) {
    out.append(firstPrefix).append(span.getName()).append("  ").append(span.getKind());
    out.append("  +").append(duration(span.getStartEpochNanos() - traceStart));
    out.append("  ").append(span.hasEnded() ? length(span) : "running");
    if (span.getStatus().getStatusCode() == StatusCode.ERROR) {
      out.append("  ERROR");
    }
    out.append(attributes(span.getAttributes())).append('\n');
    List<SpanData> below = children.getOrDefault(span.getSpanId(), List.of());
    for (EventData event : span.getEvents()) {
      out.append(restPrefix).append(below.isEmpty() ? "   " : "│  ").append("· ");
      out.append(event.getName()).append("  +");
      out.append(duration(event.getEpochNanos() - traceStart)).append('\n');
    }
    for (int i = 0; i < below.size(); i++) {
      boolean last = i == below.size() - 1;
      node(
          below.get(i),
          restPrefix + (last ? "└─ " : "├─ "),
          restPrefix + (last ? "   " : "│  "),
          traceStart);
    }
  }

  private static String length(SpanData span) {
    return duration(span.getEndEpochNanos() - span.getStartEpochNanos());
  }

  private static String attributes(Attributes attributes) {
    Map<String, String> sorted = new TreeMap<>();
    attributes.forEach(
        (key, value) -> sorted.put(key.getKey(), String.valueOf(value).replaceAll("\\s+", " ")));
    String text =
        sorted.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
    return text.isEmpty() ? "" : "  {" + text + "}";
  }

  private static String duration(long nanos) {
    if (nanos >= 1_000_000_000L) {
      return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }
}
