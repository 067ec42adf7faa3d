package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.export.SpanAccount;
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
      traces.passMicros(1);
      traces.tracer.spanBuilder("root").startSpan().end();
    }

    assertThat(ids(traces)).containsExactly("%032x".formatted(3), "%032x".formatted(2));
    assertThat(traces.store.trace(StoredTraces.TRACE_1)).isEmpty();
  }

  @Test
  void theOldestTraceLeavesWhenThereAreTooManySpans() {
    StoredTraces traces = new StoredTraces(new SpanStore(10, 5, 5));
    for (int i = 0; i < 3; i++) {
      traces.passMicros(1);
      child(traces, traces.tracer.spanBuilder("root").startSpan(), "child");
    }

    assertThat(ids(traces)).containsExactly("%032x".formatted(3), "%032x".formatted(2));
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
                  // A thread may be between adding its span and making room.
                  assertThat(traces.store.size()).isLessThanOrEqualTo(40 + threads);
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

    assertThat(ids(traces)).hasSizeLessThanOrEqualTo(8);
    int kept = ids(traces).stream().mapToInt(id -> traces.store.trace(id).size()).sum();
    assertThat(kept).isBetween(1, 40);
  }

  @Test
  void theOldestTraceLeavesWhenThereAreTooManyBytes() {
    StoredTraces traces =
        new StoredTraces(
            new SpanStore(new StoreLimits(100, 100, 100, 8_000), new SpanAccount("store")));
    for (int i = 0; i < 4; i++) {
      traces.passMicros(1);
      traces.tracer.spanBuilder("root").setAttribute("k", "v".repeat(2_500)).startSpan().end();
    }

    // The size of the last is not known before it has ended.
    traces.tracer.spanBuilder("root").startSpan().end();
    assertThat(traces.store.bytes()).isBetween(1L, 8_000L);
    assertThat(ids(traces)).hasSizeBetween(2, 3).doesNotContain(StoredTraces.TRACE_1);
  }

  @Test
  void whatLeavesGivesItsSpaceBack() {
    StoredTraces traces = new StoredTraces();
    child(traces, traces.tracer.spanBuilder("root").startSpan(), "child");
    long first = traces.store.bytes();
    traces.tracer.spanBuilder("other").startSpan().end();
    long second = traces.store.bytes() - first;

    traces.store.limit(new StoreLimits(1, 1, 1, 1));

    assertThat(traces.store.size()).isEqualTo(1);
    assertThat(traces.store.bytes()).isEqualTo(second);
  }

  @Test
  void spansThatWereLeftOutAreCounted() {
    StoredTraces traces = new StoredTraces(new SpanStore(10, 100, 2));
    Span root = traces.tracer.spanBuilder("root").startSpan();
    for (int i = 0; i < 4; i++) {
      child(traces, root, "child");
    }

    assertThat(traces.store.summaries().findFirst().orElseThrow().omitted()).isEqualTo(3);
  }

  private static void child(StoredTraces traces, Span parent, String name) {
    traces.tracer.spanBuilder(name).setParent(Context.root().with(parent)).startSpan().end();
  }

  private static List<String> ids(StoredTraces traces) {
    return traces.store.summaries().map(TraceSummary::traceId).toList();
  }
}
