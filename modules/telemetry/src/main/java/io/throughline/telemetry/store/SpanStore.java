package io.throughline.telemetry.store;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.export.SpanAccount;
import io.throughline.telemetry.export.SpanExports;
import io.throughline.telemetry.store.KeptTrace.Change;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The most recent traces, readable while their spans still run. Bounded by traces, spans and bytes;
 * {@link Retention} says which trace leaves first. Thread-safe: a span that starts or ends locks
 * its own trace only, unless space is short.
 */
public final class SpanStore implements SpanProcessor {

  private static final SpanStore SHARED =
      new SpanStore(StoreLimits.DEFAULT, SpanExports.shared().store());

  private final Map<String, KeptTrace> traces = new ConcurrentHashMap<>();
  private final TypicalDurations typical = new TypicalDurations();
  private final Retention retention = new Retention(typical);
  private final AtomicInteger spans = new AtomicInteger();
  private final SpanAccount account;
  private final AtomicLong bytes = new AtomicLong();
  private volatile StoreLimits limits;
  private volatile SpanJournal journal;
  private volatile UnaryOperator<SpanData> shape = UnaryOperator.identity();
  private volatile TailSampler sampler = new TailSampler(Integer.MAX_VALUE, typical);
  private volatile Predicate<Context> wanted = context -> false;

  SpanStore(StoreLimits limits, SpanAccount account) {
    this.limits = limits;
    this.account = account;
  }

  SpanStore(int maxTraces, int maxSpans, int maxSpansPerTrace) {
    this(
        new StoreLimits(maxTraces, maxSpans, maxSpansPerTrace, Long.MAX_VALUE),
        new SpanAccount("store"));
  }

  /**
   * The store of this application. The SDK creates its processors through a service loader, outside
   * CDI, hence one instance per class loader.
   */
  public static SpanStore shared() {
    return SHARED;
  }

  /** What the store may hold from now on. */
  public void limit(StoreLimits other) {
    limits = other;
    makeRoom();
  }

  /** From now on keeps so many ordinary traces a second of each operation. */
  void sample(int perSecond) {
    sampler = new TailSampler(perSecond, typical);
  }

  /** From now on keeps every trace that has a span started in such a context. */
  public void insistOn(Predicate<Context> context) {
    wanted = context;
  }

  /** From now on shows spans as {@code form} makes them; the journal keeps them as they are. */
  public void showAs(UnaryOperator<SpanData> form) {
    shape = form;
  }

  /** The spans of a trace by start time, running ones included; empty if the trace is not known. */
  public List<SpanData> trace(String traceId) {
    KeptTrace trace = traces.get(traceId);
    return trace == null
        ? List.of()
        : trace.spans().stream()
            .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
            .toList();
  }

  /** Whether anything of the trace is kept. */
  public boolean has(String traceId) {
    return traces.containsKey(traceId);
  }

  /** How many spans of a trace were left out because it has too many. */
  public int omitted(String traceId) {
    KeptTrace trace = traces.get(traceId);
    return trace == null ? 0 : trace.summary().omitted();
  }

  /** Every trace in one line, newest first. */
  public Stream<TraceSummary> summaries() {
    return traces.values().stream()
        .map(KeptTrace::summary)
        .filter(summary -> summary.spans() > 0)
        .sorted(Comparator.comparingLong(TraceSummary::startNanos).reversed());
  }

  /** Whether a span of the trace is as wanted; false if the trace is not known. */
  boolean anyMatch(String traceId, Predicate<SpanData> wanted) {
    KeptTrace trace = traces.get(traceId);
    return trace != null && trace.anyMatch(wanted);
  }

  /** Shows every span as it is now, in no order. */
  void eachSpan(Consumer<SpanData> look) {
    traces.values().forEach(trace -> trace.spans().forEach(look));
  }

  /** How many spans are kept. */
  public int size() {
    return spans.get();
  }

  /** Estimate of the memory that they take. */
  public long bytes() {
    return bytes.get();
  }

  /**
   * Shows what {@code kept} has from before, and keeps what comes from now on.
   *
   * @throws IOException if the journal cannot be read
   */
  public void keepIn(SpanJournal kept) throws IOException {
    for (StoredSpan span : kept.read()) {
      Change change = null;
      while (change == null) {
        change = opened(span.getTraceId()).restored(span);
      }
      count(change);
    }
    kept.carryOver(this::telling);
    journal = kept;
  }

  private List<SpanData> telling() {
    List<KeptTrace> telling;
    synchronized (retention) {
      telling = retention.telling();
    }
    return telling.stream().flatMap(trace -> trace.spans().stream()).toList();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    String traceId = span.getSpanContext().getTraceId();
    Change change = null;
    while (change == null) {
      change = opened(traceId).started(span, wanted.test(parent));
    }
    count(change);
    SpanJournal kept = journal;
    if (kept != null) {
      kept.started(span);
    }
  }

  private KeptTrace opened(String traceId) {
    KeptTrace known = traces.get(traceId);
    if (known != null) {
      return known;
    }
    KeptTrace trace = new KeptTrace(traceId, limits.spansPerTrace(), shape, sampler);
    KeptTrace faster = traces.putIfAbsent(traceId, trace);
    if (faster != null) {
      return faster;
    }
    synchronized (retention) {
      retention.add(trace);
    }
    return trace;
  }

  private void count(Change change) {
    if (change == Change.NONE) {
      return;
    }
    spans.addAndGet(change.spans());
    bytes.addAndGet(change.bytes());
    if (isOver()) {
      makeRoom();
    }
  }

  private boolean isOver() {
    StoreLimits now = limits;
    return spans.get() > now.spans() || bytes.get() > now.bytes() || traces.size() > now.traces();
  }

  private void makeRoom() {
    synchronized (retention) {
      while (isOver() && retention.size() > 1) {
        KeptTrace leaving = retention.leaveNext();
        traces.remove(leaving.id(), leaving);
        Change change = leaving.close();
        spans.addAndGet(change.spans());
        bytes.addAndGet(change.bytes());
        account.dropped(change.leaving());
      }
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    SpanJournal kept = journal;
    if (kept != null) {
      kept.ended(span);
    }
    KeptTrace trace = traces.get(span.getSpanContext().getTraceId());
    Change change = trace == null ? null : trace.ended(span);
    if (change == null) {
      account.droppedOne();
      return;
    }
    account.queuedOne();
    count(change);
    if (change.leaving() > 0) {
      leave(trace);
      account.dropped(change.leaving());
    } else if (!change.staying().isEmpty()) {
      account.exported(change.staying().size());
      if (kept != null) {
        kept.keep(change.staying());
      }
    }
  }

  private void leave(KeptTrace trace) {
    traces.remove(trace.id(), trace);
    synchronized (retention) {
      retention.remove(trace);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
