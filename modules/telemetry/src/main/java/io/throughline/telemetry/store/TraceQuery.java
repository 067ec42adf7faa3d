package io.throughline.telemetry.store;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;

/**
 * What traces to find: those with a span that has the service, the operation and every tag. A
 * duration is that span's if an operation is given, otherwise the whole trace's.
 *
 * @param service empty for any
 * @param operation span name; empty for any
 * @param tags attribute values as text; {@code error=true} finds failed spans
 * @param startMin earliest start of the trace, nanoseconds since 1970
 * @param startMax latest start of the trace
 * @param durationMin shortest duration in nanoseconds
 * @param durationMax longest duration in nanoseconds
 * @param limit most traces to find, the newest first
 */
public record TraceQuery(
    String service,
    String operation,
    Map<String, String> tags,
    long startMin,
    long startMax,
    long durationMin,
    long durationMax,
    int limit) {

  /** Finds everything. */
  public static final TraceQuery ALL =
      new TraceQuery("", "", Map.of(), 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, Integer.MAX_VALUE);

  public TraceQuery {
    tags = Map.copyOf(tags);
  }

  /** Whether the trace can be one of those; cheap. */
  boolean admits(TraceSummary trace) {
    return trace.startNanos() >= startMin
        && trace.startNanos() <= startMax
        && (service.isEmpty() || trace.services().containsKey(service))
        && (!"true".equals(tags.get("error")) || trace.errors() > 0)
        && (operation.isEmpty()
            ? lasts(trace.durationNanos())
            : trace.durationNanos() >= durationMin);
  }

  /** Whether the spans have to be looked at. */
  boolean asksForSpans() {
    return !operation.isEmpty() || !tags.isEmpty();
  }

  boolean matches(SpanData span) {
    return (operation.isEmpty() || (operation.equals(span.getName()) && lasts(duration(span))))
        && (service.isEmpty() || service.equals(SpanTags.service(span)))
        && SpanTags.has(span, tags);
  }

  private boolean lasts(long nanos) {
    return nanos >= durationMin && nanos <= durationMax;
  }

  /** A running span has no duration yet; whoever looks for long ones looks for it, too. */
  private long duration(SpanData span) {
    return span.hasEnded()
        ? span.getEndEpochNanos() - span.getStartEpochNanos()
        : Math.max(durationMin, 0);
  }
}
