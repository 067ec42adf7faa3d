package io.throughline.telemetry.store;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.concurrent.atomic.AtomicLong;

/** Trace and span ids that count up from 1, for exact text. */
final class NumberedIds implements IdGenerator {

  private final AtomicLong traces = new AtomicLong();
  private final AtomicLong spans = new AtomicLong();

  @Override
  public String generateTraceId() {
    return "%032x".formatted(traces.incrementAndGet());
  }

  @Override
  public String generateSpanId() {
    return "%016x".formatted(spans.incrementAndGet());
  }
}
