package io.throughline.telemetry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TelemetryOffTest {

  private static final int CALLS = 10_000;
  private static final SpanSpec SPEC = SpanSpec.internal("s");
  private static final SpanBody<Integer, RuntimeException> BODY =
      span -> {
        span.set("k", "v").event("e");
        return 1;
      };

  private final Telemetry off = Telemetry.off();

  @Test
  void bodiesRunAndTheirResultsPass() {
    TraceCarrier carrier = new TraceCarrier(Map.of("traceparent", "x"));

    assertThat(off.inSpan(SPEC, BODY)).isEqualTo(1);
    assertThat(off.untraced(BODY)).isEqualTo(1);
    assertThat(off.under(carrier, BODY)).isEqualTo(1);
  }

  @Test
  void failuresPassUnchanged() {
    IOException failure = new IOException();

    assertThatThrownBy(
            () ->
                off.<Void, IOException>inSpan(
                    SPEC,
                    span -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void thereIsNoContext() {
    off.record(SPEC, Instant.EPOCH, Instant.EPOCH);
    off.recordFailure(new IOException());

    assertThat(off.capture()).isSameAs(TraceCarrier.empty());
    assertThat(off.capture().isEmpty()).isTrue();
    assertThat(off.capture().traceId()).isEmpty();
    assertThat(off.current().traceId()).isEmpty();
    assertThat(off.current().spanId()).isEmpty();
  }

  @Test
  void everyBodyGetsTheSameSpan() {
    AtomicReference<ActiveSpan> first = new AtomicReference<>();
    off.<Void, RuntimeException>inSpan(
        SPEC,
        span -> {
          first.set(span);
          return null;
        });

    assertThat(off.current()).isSameAs(first.get());
    assertThat(off.current().set("k", 1)).isSameAs(first.get());
    assertThat(off.current().event("e")).isSameAs(first.get());
  }

  @Test
  void aCallAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    callRepeatedly();
    long before = threads.getCurrentThreadAllocatedBytes();
    callRepeatedly();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(CALLS);
  }

  private void callRepeatedly() {
    for (int i = 0; i < CALLS; i++) {
      off.inSpan(SPEC, BODY);
      off.untraced(BODY);
      off.capture();
    }
  }
}
