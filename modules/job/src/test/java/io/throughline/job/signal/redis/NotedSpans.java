package io.throughline.job.signal.redis;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanBody;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes how spans start, save those of threads that asked for none. */
final class NotedSpans implements Telemetry {

  final List<SpanSpec> started = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Boolean> untraced = ThreadLocal.withInitial(() -> false);

  @Override
  public <T, X extends Exception> T inSpan(SpanSpec spec, SpanBody<T, X> body) throws X {
    if (!untraced.get()) {
      started.add(spec);
    }
    return body.run(current());
  }

  @Override
  public <T, X extends Exception> T untraced(SpanBody<T, X> body) throws X {
    boolean before = untraced.get();
    untraced.set(true);
    try {
      return body.run(current());
    } finally {
      untraced.set(before);
    }
  }

  @Override
  public <T, X extends Exception> T under(TraceCarrier carrier, SpanBody<T, X> body) throws X {
    return body.run(current());
  }

  @Override
  public void record(SpanSpec spec, Instant start, Instant end) {
    started.add(spec);
  }

  @Override
  public void recordFailure(Throwable failure) {}

  @Override
  public ActiveSpan current() {
    return Telemetry.off().current();
  }

  @Override
  public TraceCarrier capture() {
    return TraceCarrier.empty();
  }
}
