package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final int TRACES = 40;

  private final StoredTraces traces = new StoredTraces(new SpanStore(TRACES, 10_000, 10));

  @Test
  void failedTracesStayWhenOrdinaryOnesLeave() {
    Span failed = traces.tracer.spanBuilder("read").startSpan();
    failed.setStatus(StatusCode.ERROR);
    failed.end();

    ordinary(10 * TRACES);

    assertThat(operations()).hasSize(TRACES);
    assertThat(ids()).contains(id(failed));
  }

  @Test
  void tracesThatTookLongForTheirKindStayWhenOrdinaryOnesLeave() {
    ordinary(TRACES / 2);
    Span slow = traces.tracer.spanBuilder("read").startSpan();
    traces.passMicros(5_000);
    slow.end();

    ordinary(10 * TRACES);

    assertThat(ids()).contains(id(slow));
  }

  @Test
  void aKindThatAlwaysTakesLongIsNotSlow() {
    ordinary(TRACES / 2);
    for (int i = 0; i < 20; i++) {
      Span job = traces.tracer.spanBuilder("job").startSpan();
      traces.passMicros(5_000_000);
      job.end();
      ordinary(1);
    }

    ordinary(10 * TRACES);

    assertThat(operations().stream().filter("job"::equals)).hasSizeLessThan(10);
  }

  @Test
  void runningTracesStay() {
    Span running = traces.tracer.spanBuilder("job").startSpan();

    ordinary(10 * TRACES);

    assertThat(ids()).contains(id(running));
  }

  @Test
  void theNewestAreAlwaysThereHoweverManyFailedBefore() {
    for (int i = 0; i < 3 * TRACES; i++) {
      traces.passMicros(10);
      Span failed = traces.tracer.spanBuilder("failed").startSpan();
      failed.setStatus(StatusCode.ERROR);
      failed.end();
    }

    ordinary(TRACES / 2);

    assertThat(operations().subList(0, TRACES / 2)).containsOnly("read");
  }

  private void ordinary(int count) {
    for (int i = 0; i < count; i++) {
      traces.passMicros(10);
      Span span = traces.tracer.spanBuilder("read").startSpan();
      traces.passMicros(10);
      span.end();
    }
  }

  private List<String> ids() {
    return traces.store.summaries().map(TraceSummary::traceId).toList();
  }

  private List<String> operations() {
    return traces.store.summaries().map(TraceSummary::operation).toList();
  }

  private static String id(Span span) {
    return span.getSpanContext().getTraceId();
  }
}
