package io.throughline.search.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanBody;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps spans that have ended, in the order of their start. */
final class RecordedSpans implements Telemetry {

  static final class Span implements ActiveSpan {

    final String name;
    final Span parent;
    final Map<String, Object> attributes;
    volatile Throwable failure;
    volatile boolean ended;

    Span(String name, Span parent, Map<String, Object> attributes) {
      this.name = name;
      this.parent = parent;
      this.attributes = new ConcurrentHashMap<>(attributes);
    }

    @Override
    public ActiveSpan set(String key, Object value) {
      attributes.put(key, value);
      return this;
    }

    @Override
    public ActiveSpan event(String event, Map<String, ?> with) {
      return this;
    }

    @Override
    public ActiveSpan rename(String other) {
      return this;
    }

    @Override
    public String traceId() {
      return "";
    }

    @Override
    public String spanId() {
      return "";
    }
  }

  final List<Span> started = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Span> current = new ThreadLocal<>();
  private final ThreadLocal<Boolean> untraced = ThreadLocal.withInitial(() -> false);

  List<String> names() {
    return started.stream().map(span -> span.name).toList();
  }

  Span span(String name) {
    return started.stream().filter(span -> span.name.equals(name)).findFirst().orElseThrow();
  }

  boolean allEnded() {
    return started.stream().allMatch(span -> span.ended);
  }

  @Override
  public <T, X extends Exception> T inSpan(SpanSpec spec, SpanBody<T, X> body) throws X {
    Span parent = current.get();
    Span span = new Span(spec.name(), parent, spec.attributes());
    if (!untraced.get()) {
      started.add(span);
    }
    current.set(span);
    try {
      return body.run(span);
    } catch (Throwable e) {
      span.failure = e;
      throw e;
    } finally {
      span.ended = true;
      current.set(parent);
    }
  }

  @Override
  public void record(SpanSpec spec, Instant start, Instant end) {}

  @Override
  public <T, X extends Exception> T untraced(SpanBody<T, X> body) throws X {
    untraced.set(true);
    try {
      return body.run(Telemetry.off().current());
    } finally {
      untraced.set(false);
    }
  }

  @Override
  public <T, X extends Exception> T under(TraceCarrier carrier, SpanBody<T, X> body) throws X {
    return body.run(Telemetry.off().current());
  }

  @Override
  public void recordFailure(Throwable failure) {
    current.get().failure = failure;
  }

  @Override
  public ActiveSpan current() {
    return current.get();
  }

  @Override
  public TraceCarrier capture() {
    return TraceCarrier.empty();
  }
}
