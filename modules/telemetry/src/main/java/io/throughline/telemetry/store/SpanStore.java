package io.throughline.telemetry.store;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.metrics.SpanTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The most recent traces, readable while their spans still run. Bounded by traces and spans; the
 * oldest trace leaves first. Thread-safe.
 */
public final class SpanStore implements SpanProcessor {

  private static final SpanStore SHARED = new SpanStore(2_000, 100_000, 2_000);

  private final int maxTraces;
  private final int maxSpans;
  private final int maxSpansPerTrace;
  private final Map<String, Map<String, Supplier<SpanData>>> traces = new LinkedHashMap<>();
  private int spans;
  private volatile SpanJournal journal;

  SpanStore(int maxTraces, int maxSpans, int maxSpansPerTrace) {
    this.maxTraces = maxTraces;
    this.maxSpans = maxSpans;
    this.maxSpansPerTrace = maxSpansPerTrace;
  }

  /**
   * The store of this application. The SDK creates its processors through a service loader, outside
   * CDI, hence one instance per class loader.
   */
  public static SpanStore shared() {
    return SHARED;
  }

  /** The spans of a trace by start time, running ones included; empty if the trace is not known. */
  public List<SpanData> trace(String traceId) {
    return snapshot(traceId).stream()
        .map(Supplier::get)
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .toList();
  }

  /** Ids of the known traces, newest first. */
  public List<String> traceIds() {
    synchronized (traces) {
      List<String> ids = new ArrayList<>(traces.keySet());
      Collections.reverse(ids);
      return ids;
    }
  }

  private List<Supplier<SpanData>> snapshot(String traceId) {
    synchronized (traces) {
      Map<String, Supplier<SpanData>> trace = traces.get(traceId);
      return trace == null ? List.of() : List.copyOf(trace.values());
    }
  }

  /**
   * Shows what {@code kept} has from before, and keeps what comes from now on.
   *
   * @throws IOException if the journal cannot be read
   */
  public void keepIn(SpanJournal kept) throws IOException {
    for (StoredSpan span : kept.read()) {
      add(span.getTraceId(), span.getSpanId(), () -> span);
    }
    journal = kept;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    add(span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId(), span::toSpanData);
    SpanJournal kept = journal;
    if (kept != null) {
      kept.started(span);
    }
  }

  private void add(String traceId, String spanId, Supplier<SpanData> span) {
    synchronized (traces) {
      Map<String, Supplier<SpanData>> trace =
          traces.computeIfAbsent(traceId, id -> new LinkedHashMap<>());
      if (trace.size() < maxSpansPerTrace && trace.put(spanId, span) == null) {
        spans++;
      }
      evict();
    }
  }

  private void evict() {
    var oldest = traces.values().iterator();
    while ((traces.size() > maxTraces || spans > maxSpans) && traces.size() > 1) {
      spans -= oldest.next().size();
      oldest.remove();
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    count(span.getSpanContext());
    SpanJournal kept = journal;
    if (kept != null) {
      kept.ended(span);
    }
  }

  private void count(SpanContext span) {
    SpanTally.STORE.ended();
    synchronized (traces) {
      Map<String, Supplier<SpanData>> trace = traces.get(span.getTraceId());
      if (trace != null && trace.containsKey(span.getSpanId())) {
        SpanTally.STORE.exported(1);
      } else {
        SpanTally.STORE.dropped(1);
      }
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
