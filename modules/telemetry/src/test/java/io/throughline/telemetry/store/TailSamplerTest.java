package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.throughline.telemetry.export.SpanAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailSamplerTest {

  private static final int PER_SECOND = 2;
  private static final int BURST = 20;
  private static final int FLOOD = 500;

  private final SpanAccount account = new SpanAccount("store");
  private final StoredTraces traces =
      new StoredTraces(new SpanStore(new StoreLimits(1_000, 10_000, 300, 10_000_000), account));

  TailSamplerTest() {
    traces.store.sample(PER_SECOND);
  }

  @Test
  void aFloodOfOneOperationKeepsItsFirstAndThenSoManyASecond() {
    flood("GET /v1/models");
    assertThat(kept()).isEqualTo(BURST);

    traces.passMicros(3_000_000);
    flood("GET /v1/models");
    assertThat(kept()).isEqualTo(BURST + 3 * PER_SECOND);
  }

  @Test
  void otherOperationsAreNotAffected() {
    flood("GET /v1/models");
    request("GET /api/v1/jobs");

    assertThat(kept()).isEqualTo(BURST + 1);
  }

  @Test
  void failedTracesAlwaysStay() {
    flood("GET /v1/models");
    Span parent = traces.tracer.spanBuilder("GET /v1/models").startSpan();
    Span child =
        traces.tracer.spanBuilder("SELECT").setParent(Context.root().with(parent)).startSpan();
    child.setStatus(StatusCode.ERROR);
    child.end();
    parent.end();

    assertThat(has(parent)).isTrue();
  }

  @Test
  void tracesThatTookLongForTheirKindStayInAFlood() {
    flood("GET /v1/models");
    Span slow = traces.tracer.spanBuilder("GET /v1/models").startSpan();
    traces.passMicros(5_000);
    slow.end();

    assertThat(has(slow)).isTrue();
  }

  @Test
  void aTraceThatGoesOnInAJobStaysInAFlood() {
    flood("POST /v1/audio/transcriptions");
    Span request = traces.tracer.spanBuilder("POST /v1/audio/transcriptions").startSpan();
    traces
        .tracer
        .spanBuilder("send jobs")
        .setSpanKind(SpanKind.PRODUCER)
        .setParent(Context.root().with(request))
        .startSpan()
        .end();
    request.end();

    assertThat(has(request)).isTrue();
  }

  @Test
  void aTraceThatSomebodyAskedForStaysInAFlood() {
    traces.store.insistOn(context -> true);
    flood("GET /v1/models");

    assertThat(kept()).isEqualTo(FLOOD);
  }

  @Test
  void everySpanIsAccountedFor() {
    flood("GET /v1/models");
    Span running = traces.tracer.spanBuilder("GET /v1/models").startSpan();
    traces.tracer.spanBuilder("SELECT").setParent(Context.root().with(running)).startSpan().end();

    SpanAccount.Counts counts = account.counts();
    assertThat(counts.exported()).isEqualTo(BURST);
    assertThat(counts.dropped()).isEqualTo(FLOOD - BURST);
    assertThat(counts.queued()).isEqualTo(1);
    assertThat(counts.difference()).isZero();
  }

  @Test
  void theStoreForgetsWhatDoesNotStay() {
    flood("GET /v1/models");

    assertThat(traces.store.size()).isEqualTo(BURST);
    traces.store.limit(new StoreLimits(1, 1, 1, 1));
    assertThat(traces.store.size()).isEqualTo(1);
  }

  @Test
  void onlyWhatStaysIsWrittenDown(@TempDir Path directory) throws Exception {
    SpanJournal journal = new SpanJournal(directory, 10_000_000);
    traces.store.keepIn(journal);
    flood("GET /v1/models");
    Thread.currentThread().interrupt();
    journal.writeLoop();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.readAllLines(directory.resolve("spans.ndjson"))).hasSize(BURST);
  }

  private void flood(String operation) {
    for (int i = 0; i < FLOOD; i++) {
      request(operation);
    }
  }

  private void request(String operation) {
    Span span = traces.tracer.spanBuilder(operation).startSpan();
    traces.passMicros(10);
    span.end();
  }

  private long kept() {
    return traces.store.summaries().count();
  }

  private boolean has(Span span) {
    return traces.store.has(span.getSpanContext().getTraceId());
  }
}
