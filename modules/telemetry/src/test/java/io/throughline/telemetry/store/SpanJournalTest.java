package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpanJournalTest {

  private static final long BYTES = 1_000_000;

  @TempDir Path directory;

  @Test
  void aRestartedServerShowsTheSpansOfTheOneBefore() throws Exception {
    SpanStore before = new SpanStore(10, 100, 100);
    SpanJournal journal = new SpanJournal(directory, BYTES);
    before.keepIn(journal);
    Span span = tracer(before).spanBuilder("ml.align").startSpan();
    span.setAttribute("flag", true).setAttribute("count", 3).setAttribute("ratio", 1.0);
    span.setAttribute(AttributeKey.stringArrayKey("list"), List.of("a", "b"));
    span.addEvent("alignment_started", Attributes.of(AttributeKey.stringKey("k"), "v"));
    span.setStatus(StatusCode.ERROR);
    span.end();
    stop(journal);

    SpanData kept = restarted().trace(traceId(span)).get(0);

    SpanData original = before.trace(traceId(span)).get(0);
    assertThat(kept.getName()).isEqualTo("ml.align");
    assertThat(kept.getAttributes().asMap()).isEqualTo(original.getAttributes().asMap());
    assertThat(kept.getEvents().get(0).getAttributes())
        .isEqualTo(original.getEvents().get(0).getAttributes());
    assertThat(kept.getStartEpochNanos()).isEqualTo(original.getStartEpochNanos());
    assertThat(kept.getEndEpochNanos()).isEqualTo(original.getEndEpochNanos());
    assertThat(kept.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aSpanThatNeverEndedIsLostAtTheLastSignOfLife() throws Exception {
    SpanStore before = new SpanStore(10, 100, 100);
    before.keepIn(new SpanJournal(directory, BYTES));
    Tracer tracer = tracer(before);
    Span parent = tracer.spanBuilder("attempt").startSpan();
    Span child = tracer.spanBuilder("step").setParent(Context.root().with(parent)).startSpan();
    child.end();
    SpanData running = before.trace(traceId(parent)).get(0);
    SpanData ended = before.trace(traceId(parent)).get(1);
    append(SpanLine.write(running));
    append(SpanLine.write(ended));

    SpanData lost = restarted().trace(traceId(parent)).get(0);

    assertThat(lost.hasEnded()).isTrue();
    assertThat(lost.getEndEpochNanos()).isEqualTo(ended.getEndEpochNanos());
    assertThat(lost.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(lost.getAttributes().get(AttributeKey.booleanKey("throughline.lost"))).isTrue();
  }

  @Test
  void aLineCutOffByAKillIsLeftOut() throws Exception {
    SpanStore before = new SpanStore(10, 100, 100);
    Span span = tracer(before).spanBuilder("whole").startSpan();
    span.end();
    String line = SpanLine.write(before.trace(traceId(span)).get(0));
    append(line);
    append(line.substring(0, line.length() / 2));

    assertThat(restarted().trace(traceId(span))).hasSize(1);
  }

  @Test
  void aFullFileMakesRoomForTheNext() throws Exception {
    SpanStore store = new SpanStore(10, 100, 100);
    for (int i = 0; i < 3; i++) {
      SpanJournal journal = new SpanJournal(directory, 1);
      store.keepIn(journal);
      tracer(store).spanBuilder("span-" + i).startSpan().end();
      stop(journal);
    }

    assertThat(Files.readString(directory.resolve("spans.ndjson"))).contains("span-2");
    assertThat(Files.readString(directory.resolve("spans.1.ndjson")))
        .contains("span-1")
        .doesNotContain("span-0");
  }

  @Test
  void failedTracesGoOnIntoTheNextFile() throws Exception {
    SpanStore store = new SpanStore(8, 1_000, 100);
    long bytes = 8_000;
    SpanJournal journal = new SpanJournal(directory, bytes);
    store.keepIn(journal);
    Span failed = tracer(store).spanBuilder("failed").startSpan();
    failed.setStatus(StatusCode.ERROR);
    failed.end();
    for (int i = 0; i < 100; i++) {
      tracer(store).spanBuilder("ordinary").startSpan().end();
      stop(journal);
    }

    assertThat(restarted().trace(traceId(failed))).hasSize(1);
  }

  private SpanStore restarted() throws IOException {
    SpanStore store = new SpanStore(10, 100, 100);
    store.keepIn(new SpanJournal(directory, BYTES));
    return store;
  }

  private void append(String line) throws IOException {
    Files.writeString(
        directory.resolve("spans.ndjson"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** An interrupted writer writes what is waiting and returns. */
  private static void stop(SpanJournal journal) {
    Thread.currentThread().interrupt();
    journal.writeLoop();
    assertThat(Thread.interrupted()).isTrue();
  }

  private static Tracer tracer(SpanStore store) {
    return SdkTracerProvider.builder().addSpanProcessor(store).build().get("test");
  }

  private static String traceId(Span span) {
    return span.getSpanContext().getTraceId();
  }
}
