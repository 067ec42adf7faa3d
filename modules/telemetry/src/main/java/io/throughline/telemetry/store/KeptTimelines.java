package io.throughline.telemetry.store;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.throughline.telemetry.api.Timelines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest slices in memory, as many as fit. Thread-safe. */
@ApplicationScoped
public class KeptTimelines implements Timelines {

  /** About 16 MiB. */
  private static final int MOST = 200_000;

  /**
   * What one call brought.
   *
   * @param traceId of the span in which it was
   */
  record Timeline(String traceId, String lane, List<Slice> slices) {}

  private final int most;
  private final Deque<Timeline> timelines = new ArrayDeque<>();
  private int size;

  public KeptTimelines() {
    this(MOST);
  }

  KeptTimelines(int most) {
    this.most = most;
  }

  @Override
  public void keep(String lane, List<Slice> slices) {
    SpanContext span = Span.current().getSpanContext();
    if (!span.isSampled() || slices.isEmpty()) {
      return;
    }
    List<Slice> kept = List.copyOf(slices.subList(0, Math.min(slices.size(), most)));
    synchronized (timelines) {
      timelines.addLast(new Timeline(span.getTraceId(), lane, kept));
      size += kept.size();
      while (size > most) {
        size -= timelines.removeFirst().slices().size();
      }
    }
  }

  /** What was kept with a trace, in the order in which it came. */
  List<Timeline> of(String traceId) {
    synchronized (timelines) {
      return timelines.stream().filter(timeline -> timeline.traceId().equals(traceId)).toList();
    }
  }
}
