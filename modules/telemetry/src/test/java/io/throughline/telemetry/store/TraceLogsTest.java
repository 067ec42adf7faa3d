package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class TraceLogsTest {

  private final StoredTraces traces = new StoredTraces();
  private final TraceLogs logs = new TraceLogs(3);

  @Test
  void aLineBelongsToTheSpanInWhichItIsWritten() {
    Span span = traces.tracer.spanBuilder("step").startSpan();
    logIn(span, "took {0}", 5, new IllegalStateException("secret"));

    assertThat(logs.of(StoredTraces.TRACE_1))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.spanId()).isEqualTo(span.getSpanContext().getSpanId());
              assertThat(line.message()).isEqualTo("took 5");
              assertThat(line.level()).isEqualTo("WARNING");
              assertThat(line.failure()).isEqualTo("java.lang.IllegalStateException");
            });
  }

  @Test
  void whatIsWrittenOutsideOfSpansIsNotKept() {
    logIn(Span.getInvalid(), "idle", 0, null);

    assertThat(logs.of(StoredTraces.TRACE_1)).isEmpty();
    assertThat(logs.of("0".repeat(32))).isEmpty();
  }

  @Test
  void theNewestAreKeptAndLongOnesAreCut() {
    Span span = traces.tracer.spanBuilder("step").startSpan();
    for (int i = 0; i < 5; i++) {
      logIn(span, "{0} " + "x".repeat(5_000), i, null);
    }

    assertThat(logs.of(StoredTraces.TRACE_1))
        .extracting(line -> line.message().substring(0, 2))
        .containsExactly("2 ", "3 ", "4 ");
    assertThat(logs.of(StoredTraces.TRACE_1).get(0).message()).hasSize(2_000);
  }

  private void logIn(Span span, String message, Object parameter, Throwable thrown) {
    LogRecord line = new LogRecord(Level.WARNING, message);
    line.setParameters(new Object[] {parameter});
    line.setThrown(thrown);
    try (Scope scope = span.makeCurrent()) {
      logs.publish(line);
    }
  }
}
