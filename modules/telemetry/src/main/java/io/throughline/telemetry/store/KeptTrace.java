package io.throughline.telemetry.store;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The spans of one trace. Starting and ending a span costs an addition to a list; what must be
 * computed is computed once, when the last running span has ended or somebody reads. Whether the
 * trace stays is asked when it first comes to rest; one that goes on elsewhere, was asked for or
 * runs for long stays in any case. Thread-safe.
 */
final class KeptTrace {

  /** A long trace is looked through after this many ends, so that its size is known by then. */
  private static final int MOST_UNSETTLED = 128;

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String id;
  private final int maxSpans;
  private final UnaryOperator<SpanData> shape;
  private final TailSampler sampler;
  private final List<ReadableSpan> running = new ArrayList<>(4);
  private final List<ReadableSpan> unsettled = new ArrayList<>(4);
  private final List<SpanData> ended = new ArrayList<>(4);
  private int omitted;
  private long bytes;
  private boolean closed;
  private boolean lasting;
  private ReadableSpan first;
  private int announced;
  private TraceSummary summary;

  /**
   * @param shape what is kept of a span
   * @param sampler asked whether the trace stays
   */
  KeptTrace(String id, int maxSpans, UnaryOperator<SpanData> shape, TailSampler sampler) {
    this.id = id;
    this.sampler = sampler;
    this.shape = shape;
    this.maxSpans = maxSpans;
  }

  String id() {
    return id;
  }

  /**
   * What a call changed; null when the trace had already left the store.
   *
   * @param staying spans that have ended and are now known to stay
   * @param leaving how many spans went because the trace does not stay
   */
  record Change(int spans, long bytes, List<ReadableSpan> staying, int leaving) {

    static final Change NONE = new Change(0, 0);
    static final Change STARTED = new Change(1, SpanSize.STARTED);

    Change(int spans, long bytes) {
      this(spans, bytes, List.of(), 0);
    }
  }

  /**
   * @param wanted somebody asked for this trace
   */
  synchronized Change started(ReadableSpan span, boolean wanted) {
    if (closed) {
      return null;
    }
    if (size() >= maxSpans) {
      omitted++;
      summary = null;
      return Change.NONE;
    }
    if (first == null) {
      first = span;
    }
    lasting |= wanted || goesOnElsewhere(span.getKind());
    running.add(span);
    bytes += SpanSize.STARTED;
    summary = null;
    return Change.STARTED;
  }

  private static boolean goesOnElsewhere(SpanKind kind) {
    return kind == SpanKind.PRODUCER || kind == SpanKind.CONSUMER;
  }

  synchronized Change restored(SpanData span) {
    if (closed) {
      return null;
    }
    if (size() >= maxSpans) {
      omitted++;
      summary = null;
      return Change.NONE;
    }
    SpanData kept = shape.apply(span);
    ended.add(kept);
    lasting = true;
    long size = SpanSize.of(kept);
    bytes += size;
    summary = null;
    return new Change(1, size);
  }

  private int size() {
    return running.size() + unsettled.size() + ended.size();
  }

  /**
   * @return null if the span is not kept
   */
  synchronized Change ended(ReadableSpan span) {
    int at = running.lastIndexOf(span);
    if (closed || at < 0) {
      return null;
    }
    running.remove(at);
    unsettled.add(span);
    summary = null;
    boolean atRest = running.isEmpty();
    if (atRest && !lasting && !stays()) {
      closed = true;
      return new Change(-size(), -bytes, List.of(), unsettled.size());
    }
    lasting |= atRest || first.getLatencyNanos() > LONG_NANOS || size() >= MOST_UNSETTLED;
    if (!lasting) {
      return Change.NONE;
    }
    List<ReadableSpan> staying = List.copyOf(unsettled.subList(announced, unsettled.size()));
    announced = unsettled.size();
    boolean settles = atRest || unsettled.size() >= MOST_UNSETTLED;
    return new Change(0, settles ? settle() : 0, staying, 0);
  }

  private boolean stays() {
    boolean failed = false;
    long end = 0;
    for (int i = 0; i < unsettled.size(); i++) {
      SpanData span = unsettled.get(i).toSpanData();
      failed |= span.getStatus().getStatusCode() == StatusCode.ERROR;
      end = span.getEndEpochNanos();
    }
    return sampler.keeps(first.getName(), failed, first.getLatencyNanos(), end);
  }

  /** Takes what ended as it is for good: reading it then costs nothing, and its size is known. */
  private long settle() {
    long grown = 0;
    for (int i = 0; i < unsettled.size(); i++) {
      SpanData span = data(unsettled.get(i));
      ended.add(span);
      grown += SpanSize.of(span) - SpanSize.STARTED;
    }
    unsettled.clear();
    announced = 0;
    bytes += grown;
    return grown;
  }

  private SpanData data(ReadableSpan span) {
    return shape.apply(span.toSpanData());
  }

  /** Every span as it is now. */
  synchronized List<SpanData> spans() {
    List<SpanData> all = new ArrayList<>(size());
    all.addAll(ended);
    unsettled.forEach(span -> all.add(data(span)));
    running.forEach(span -> all.add(data(span)));
    return all;
  }

  synchronized boolean anyMatch(Predicate<SpanData> wanted) {
    return ended.stream().anyMatch(wanted)
        || Stream.concat(unsettled.stream(), running.stream()).map(this::data).anyMatch(wanted);
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
    for (ReadableSpan span : running) {
      latest = Math.max(latest, span.toSpanData().getStartEpochNanos() + span.getLatencyNanos());
    }
    return latest;
  }

  /** Lets nothing in any more, and takes leave of what it held. */
  synchronized Change close() {
    closed = true;
    return new Change(-size(), -bytes, List.of(), unsettled.size() - announced);
  }
}
