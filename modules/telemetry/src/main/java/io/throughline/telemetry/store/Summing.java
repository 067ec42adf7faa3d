package io.throughline.telemetry.store;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.store.TraceSummary.ServiceShare;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes the {@link TraceSummary} of one trace. */
final class Summing {

  private final Set<String> ids;
  private Map<String, ServiceShare> services;
  private String service;
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private int seen;
  private int errors;
  private int running;
  private int orphans;
  private SpanData root;
  private boolean rootIsTop;

  /**
   * Most traces of a server are one span, or many of one service; for them nothing is looked up.
   */
  private Summing(Collection<SpanData> spans) {
    ids = spans.size() > 1 ? new HashSet<>(2 * spans.size()) : Set.of();
    if (spans.size() > 1) {
      spans.forEach(span -> ids.add(span.getSpanId()));
    }
  }

  /**
   * @param spans ended ones, or running ones as they are now
   * @param latest how far the running spans have come, nanoseconds since 1970; 0 if none runs
   */
  static TraceSummary of(String traceId, Collection<SpanData> spans, long latest, int omitted) {
    Summing sum = new Summing(spans);
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
        sum.services(spans.size()));
  }

  private Map<String, ServiceShare> services(int spans) {
    if (services != null) {
      return services;
    }
    return service == null ? Map.of() : Map.of(service, new ServiceShare(spans, errors));
  }

  private void add(SpanData span) {
    boolean failed = span.getStatus().getStatusCode() == StatusCode.ERROR;
    countService(SpanTags.service(span), failed);
    errors += failed ? 1 : 0;
    seen++;
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

  private void countService(String name, boolean failed) {
    if (service == null) {
      service = name;
    }
    if (services == null && !service.equals(name)) {
      services = new HashMap<>();
      services.put(service, new ServiceShare(seen, errors));
    }
    if (services != null) {
      services.merge(name, ServiceShare.NONE.plus(failed), (share, one) -> share.plus(failed));
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
