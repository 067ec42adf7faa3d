package io.throughline.telemetry.store;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.time.TestClock;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.time.Instant;

/** A store behind a real SDK with a clock that stands still and numbered ids. */
final class StoredTraces {

  static final Instant START = Instant.parse("2026-01-02T03:04:05.000001002Z");
  static final String TRACE_1 = "00000000000000000000000000000001";

  final SpanStore store;
  final Tracer tracer;
  private final TestClock clock = TestClock.create(START);

  StoredTraces(SpanStore store) {
    this.store = store;
    this.tracer =
        SdkTracerProvider.builder()
            .setClock(clock)
            .setIdGenerator(new NumberedIds())
            .setResource(Resource.create(Attributes.builder().put("service.name", "tl").build()))
            .addSpanProcessor(store)
            .build()
            .get("io.throughline");
  }

  StoredTraces() {
    this(new SpanStore(10, 100, 50));
  }

  void passMicros(long micros) {
    clock.advance(Duration.ofNanos(micros * 1000));
  }
}
