package io.throughline.telemetry.store;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.store.TraceSummary.ServiceShare;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the {@link TraceSummary} of one trace. */
final class Summing {

  private final Map<String, ServiceShare> services = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private int errors;
  private int running;
  private int orphans;
  private SpanData root;
  private boolean rootIsTop;

  private Summing() {}

  /**
   * @param spans ended ones, or running ones as they are now
   * @param latest how far the running spans have come, nanoseconds since 1970; 0 if none runs
   */
  static TraceSummary of(String traceId, Collection<SpanData> spans, long latest, int omitted) {
    Summing sum = new Summing();
    spans.forEach(span -> sum.ids.add(span.getSpanId()));
    spans.forEach(sum::add);
    boolean known = sum.root != null;
    return new TraceSummary(
        traceId,
        known ? SpanTags.service(sum.root) : "",
        known ? sum.root.getName() : "",
        sum.start,
        Math.max(latest, sum.end),
        spans.size(),
        sum.errors,
        sum.running,
        sum.orphans,
        omitted,
        sum.services);
  }

  private void add(SpanData span) {
    boolean failed = span.getStatus().getStatusCode() == StatusCode.ERROR;
    services.merge(
        SpanTags.service(span), ServiceShare.NONE.plus(failed), (share, one) -> share.plus(failed));
    errors += failed ? 1 : 0;
    running += span.hasEnded() ? 0 : 1;
    start = Math.min(start, span.getStartEpochNanos());
    end = Math.max(end, span.hasEnded() ? span.getEndEpochNanos() : span.getStartEpochNanos());
    boolean top = !span.getParentSpanContext().isValid();
    boolean orphan = !top && !ids.contains(span.getParentSpanId());
    orphans += orphan ? 1 : 0;
    if (top || orphan) {
      offerRoot(span, top);
    }
  }

  /** A span without a parent is the root; if there is none, the first whose parent is elsewhere. */
  private void offerRoot(SpanData span, boolean top) {
    boolean earlier = root == null || span.getStartEpochNanos() < root.getStartEpochNanos();
    if (top == rootIsTop ? earlier : top) {
      root = span;
      rootIsTop = top;
    }
  }
}
