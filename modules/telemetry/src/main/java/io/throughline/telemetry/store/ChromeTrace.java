package io.throughline.telemetry.store;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.api.Timelines.Slice;
import io.throughline.telemetry.store.KeptTimelines.Timeline;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace in the Trace Event Format, which Perfetto and chrome://tracing open: its spans as one
 * process, what was kept beside them as another. Times are microseconds, with three decimals.
 */
public final class ChromeTrace {

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int SPANS = 1;
  private static final int BESIDE = 2;

  private final JsonArrayBuilder events = JSON.createArrayBuilder();

  private ChromeTrace() {}

  /** The trace with what was kept beside it. */
  public static JsonObject of(List<SpanData> spans, KeptTimelines kept) {
    ChromeTrace trace = new ChromeTrace();
    trace.name("process_name", SPANS, 0, "spans");
    trace.spans(spans);
    List<Timeline> beside = spans.isEmpty() ? List.of() : kept.of(spans.get(0).getTraceId());
    if (!beside.isEmpty()) {
      trace.name("process_name", BESIDE, 0, "devices");
      trace.beside(beside);
    }
    return JSON.createObjectBuilder()
        .add("displayTimeUnit", "ns")
        .add("traceEvents", trace.events)
        .build();
  }

  /** Each on the first line where it is either inside the span before it or after that. */
  private void spans(List<SpanData> spans) {
    List<Deque<Long>> lines = new ArrayList<>();
    spans.stream()
        .sorted(
            Comparator.comparingLong(SpanData::getStartEpochNanos)
                .thenComparing(Comparator.comparingLong(ChromeTrace::end).reversed()))
        .forEach(
            span ->
                slice(
                    SPANS,
                    line(lines, span.getStartEpochNanos(), end(span)),
                    span.getName(),
                    span.getStartEpochNanos(),
                    end(span) - span.getStartEpochNanos()));
  }

  private static long end(SpanData span) {
    return span.hasEnded() ? span.getEndEpochNanos() : span.getStartEpochNanos();
  }

  private static int line(List<Deque<Long>> lines, long start, long end) {
    for (int i = 0; i < lines.size(); i++) {
      Deque<Long> open = lines.get(i);
      while (!open.isEmpty() && open.peek() <= start) {
        open.pop();
      }
      if (open.isEmpty() || open.peek() >= end) {
        open.push(end);
        return i;
      }
    }
    lines.add(new ArrayDeque<>(List.of(end)));
    return lines.size() - 1;
  }

  private void beside(List<Timeline> timelines) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Timeline timeline : timelines) {
      int line = lines.computeIfAbsent(timeline.lane(), lane -> lines.size());
      for (Slice slice : timeline.slices()) {
        slice(BESIDE, line, slice.name(), slice.start(), slice.duration());
      }
    }
    lines.forEach((lane, line) -> name("thread_name", BESIDE, line, lane));
  }

  private void slice(int process, int line, String name, long start, long duration) {
    events.add(
        event("X", name, process, line)
            .add("ts", BigDecimal.valueOf(start, 3))
            .add("dur", BigDecimal.valueOf(duration, 3)));
  }

  private void name(String what, int process, int line, String name) {
    events.add(
        event("M", what, process, line).add("args", JSON.createObjectBuilder().add("name", name)));
  }

  private static JsonObjectBuilder event(String phase, String name, int process, int line) {
    return JSON.createObjectBuilder()
        .add("ph", phase)
        .add("name", name)
        .add("pid", process)
        .add("tid", line);
  }
}
