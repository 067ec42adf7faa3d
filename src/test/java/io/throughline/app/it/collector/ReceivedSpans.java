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

  public int size() {
    return spans.size();
  }
}
