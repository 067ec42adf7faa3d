package io.throughline.app.it.collector;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that a collector took. Thread-safe. */
public final class ReceivedSpans {

  private final Queue<ReceivedSpan> spans = new ConcurrentLinkedQueue<>();

  void add(ExportTraceServiceRequest request) {
    ReceivedSpan.in(request).forEach(spans::add);
  }

  /** The spans of one trace, in the order in which they came. */
  public List<ReceivedSpan> trace(String traceId) {
    return spans.stream().filter(span -> span.trace().equals(traceId)).toList();
  }

  /** All of them, in the order in which they came. */
  public List<ReceivedSpan> all() {
    return List.copyOf(spans);
  }

  /** Forgets what came so far. */
  public void clear() {
    spans.clear();
  }

  public int size() {
    return spans.size();
  }
}
