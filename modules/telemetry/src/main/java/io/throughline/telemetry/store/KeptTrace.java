package io.throughline.telemetry.store;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The spans of one trace. Starting and ending a span costs an addition to a list; what must be
 * computed is computed once, when the last running span has ended or somebody reads. Thread-safe.
 */
final class KeptTrace {

  /** A long trace is looked through after this many ends, so that its size is known by then. */
  private static final int UNSETTLED = 128;

  private final String id;
  private final int maxSpans;
  private final List<ReadableSpan> live = new ArrayList<>(4);
  private final List<SpanData> ended = new ArrayList<>(4);
  private int ends;
  private int omitted;
  private long bytes;
  private boolean closed;
  private TraceSummary summary;

  KeptTrace(String id, int maxSpans) {
    this.id = id;
    this.maxSpans = maxSpans;
  }

  String id() {
    return id;
  }

  /** What a call changed; null when the trace had already left the store. */
  record Change(int spans, long bytes) {

    static final Change NONE = new Change(0, 0);
    static final Change STARTED = new Change(1, SpanSize.STARTED);
  }

  synchronized Change started(ReadableSpan span) {
    if (closed) {
      return null;
    }
    if (live.size() + ended.size() >= maxSpans) {
      omitted++;
      return Change.NONE;
    }
    live.add(span);
    bytes += SpanSize.STARTED;
    summary = null;
    return Change.STARTED;
  }

  synchronized Change restored(SpanData span) {
    if (closed) {
      return null;
    }
    if (live.size() + ended.size() >= maxSpans) {
      omitted++;
      return Change.NONE;
    }
    ended.add(span);
    long size = SpanSize.of(span);
    bytes += size;
    summary = null;
    return new Change(1, size);
  }

  /**
   * @return by how much the estimate of its memory changed
   */
  synchronized long ended() {
    summary = null;
    ends++;
    return ends >= live.size() || ends >= UNSETTLED ? settle() : 0;
  }

  private long settle() {
    long before = bytes;
    int running = 0;
    for (int i = 0; i < live.size(); i++) {
      ReadableSpan span = live.get(i);
      if (span.hasEnded()) {
        SpanData data = span.toSpanData();
        ended.add(data);
        bytes += SpanSize.of(data) - SpanSize.STARTED;
      } else {
        live.set(running++, span);
      }
    }
    live.subList(running, live.size()).clear();
    ends = 0;
    return closed ? 0 : bytes - before;
  }

  /** Every span as it is now. */
  synchronized List<SpanData> spans() {
    List<SpanData> all = new ArrayList<>(ended.size() + live.size());
    all.addAll(ended);
    live.forEach(span -> all.add(span.toSpanData()));
    return all;
  }

  synchronized boolean anyMatch(Predicate<SpanData> wanted) {
    for (int i = 0; i < ended.size(); i++) {
      if (wanted.test(ended.get(i))) {
        return true;
      }
    }
    for (int i = 0; i < live.size(); i++) {
      if (wanted.test(live.get(i).toSpanData())) {
        return true;
      }
    }
    return false;
  }

  /** Kept until a span starts or ends; computed anew each time while spans run. */
  synchronized TraceSummary summary() {
    TraceSummary known = summary;
    if (known == null) {
      known = Summing.of(id, spans(), latest(), omitted);
      summary = known.running() == 0 ? known : null;
    }
    return known;
  }

  private long latest() {
    long latest = 0;
    for (int i = 0; i < live.size(); i++) {
      ReadableSpan span = live.get(i);
      latest = Math.max(latest, span.toSpanData().getStartEpochNanos() + span.getLatencyNanos());
    }
    return latest;
  }

  /**
   * Lets nothing in any more.
   *
   * @return what it held
   */
  synchronized Change close() {
    closed = true;
    return new Change(live.size() + ended.size(), bytes);
  }
}
