package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SpanStoreTest {

  @Test
  void runningSpansAreVisibleAndEndedOnesStay() {
    StoredTraces traces = new StoredTraces();
    Span root = traces.tracer.spanBuilder("root").startSpan();
    root.setAttribute("seen", "while it runs");

    SpanData running = traces.store.trace(StoredTraces.TRACE_1).get(0);
    assertThat(running.hasEnded()).isFalse();
    assertThat(running.getAttributes().size()).isEqualTo(1);

    root.end();
    assertThat(traces.store.trace(StoredTraces.TRACE_1).get(0).hasEnded()).isTrue();
  }

  @Test
  void spansComeByStartTime() {
    StoredTraces traces = new StoredTraces();
    Span root = traces.tracer.spanBuilder("root").startSpan();
    traces.passMicros(10);
    child(traces, root, "second");
    traces
        .tracer
        .spanBuilder("before everything")
        .setParent(Context.root().with(root))
        .setStartTimestamp(StoredTraces.START.minusSeconds(1))
        .startSpan()
        .end();

    assertThat(traces.store.trace(StoredTraces.TRACE_1))
        .extracting(SpanData::getName)
        .containsExactly("before everything", "root", "second");
  }

  @Test
  void anUnknownTraceIsEmpty() {
    assertThat(new StoredTraces().store.trace("0".repeat(32))).isEmpty();
  }

  @Test
  void theOldestTraceLeavesWhenThereAreTooMany() {
    StoredTraces traces = new StoredTraces(new SpanStore(2, 100, 100));
    for (int i = 0; i < 3; i++) {
      traces.tracer.spanBuilder("root").startSpan().end();
    }

    assertThat(traces.store.traceIds()).containsExactly("%032x".formatted(3), "%032x".formatted(2));
    assertThat(traces.store.trace(StoredTraces.TRACE_1)).isEmpty();
  }

  @Test
  void theOldestTraceLeavesWhenThereAreTooManySpans() {
    StoredTraces traces = new StoredTraces(new SpanStore(10, 5, 5));
    for (int i = 0; i < 3; i++) {
      child(traces, traces.tracer.spanBuilder("root").startSpan(), "child");
    }

    assertThat(traces.store.traceIds()).containsExactly("%032x".formatted(3), "%032x".formatted(2));
  }

  @Test
  void aTraceKeepsItsFirstSpansWhenItHasTooMany() {
    StoredTraces traces = new StoredTraces(new SpanStore(10, 100, 3));
    Span root = traces.tracer.spanBuilder("root").startSpan();
    for (int i = 0; i < 9; i++) {
      traces.passMicros(1);
      child(traces, root, "child " + i);
    }

    assertThat(traces.store.trace(StoredTraces.TRACE_1))
        .extracting(SpanData::getName)
        .containsExactly("root", "child 0", "child 1");
  }

  @Test
  void boundsHoldWhileManyThreadsWriteAndRead() throws Exception {
    StoredTraces traces = new StoredTraces(new SpanStore(8, 40, 10));
    int threads = 4;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<?>> writers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      writers.add(
          executor.submit(
              () -> {
                together.await();
                for (int i = 0; i < 300; i++) {
                  Span root = traces.tracer.spanBuilder("root").startSpan();
                  for (int c = 0; c < 4; c++) {
                    child(traces, root, "child");
                  }
                  root.end();
                  assertThat(traces.store.traceIds()).hasSizeLessThanOrEqualTo(8);
                  assertThat(traces.store.trace(root.getSpanContext().getTraceId()))
                      .hasSizeLessThanOrEqualTo(5);
                }
                return null;
              }));
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    executor.shutdown();

    int kept = traces.store.traceIds().stream().mapToInt(id -> traces.store.trace(id).size()).sum();
    assertThat(kept).isBetween(1, 40);
  }

  private static void child(StoredTraces traces, Span parent, String name) {
    traces.tracer.spanBuilder(name).setParent(Context.root().with(parent)).startSpan().end();
  }
}
