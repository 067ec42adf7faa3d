package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.throughline.telemetry.store.TraceSearch.Operation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSearchTest {

  private static final long START = nanos();

  private final StoredTraces traces = new StoredTraces();
  private final TraceSearch search = new TraceSearch(traces.store);
  private Span running;

  /** quick (1 ms, with a step of 400 us), a second later failed (3 ms), a second later running. */
  @BeforeEach
  void threeTraces() {
    Span quick = root("quick", SpanKind.SERVER);
    quick.setAttribute("job.id", "j-1").setAttribute("http.response.status_code", 201);
    Span step = traces.tracer.spanBuilder("step").setParent(Context.root().with(quick)).startSpan();
    traces.passMicros(400);
    step.setAttribute(AttributeKey.booleanKey("cold"), true).end();
    traces.passMicros(600);
    quick.end();
    traces.passMicros(1_000_000);
    Span failed = root("failed", SpanKind.CONSUMER);
    failed.addEvent("exception", Attributes.of(AttributeKey.stringKey("exception.type"), "E"));
    traces.passMicros(3_000);
    failed.setStatus(StatusCode.ERROR).end();
    traces.passMicros(1_000_000);
    running = root("running", SpanKind.INTERNAL);
    traces.passMicros(9_000);
  }

  @Test
  void everythingIsFoundNewestFirst() {
    assertThat(found(TraceQuery.ALL)).containsExactly("running", "failed", "quick");
  }

  @Test
  void theLimitKeepsTheNewest() {
    assertThat(found(query("", Map.of(), 0, Long.MAX_VALUE, 2)))
        .containsExactly("running", "failed");
  }

  @ParameterizedTest
  @CsvSource({
    "tl, running failed quick",
    "other, ''",
  })
  void byService(String service, String expected) {
    TraceQuery query =
        new TraceQuery(service, "", Map.of(), 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 9);
    assertThat(String.join(" ", found(query))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"quick, quick", "step, quick", "STEP, ''"})
  void byOperationOfAnySpan(String operation, String expected) {
    assertThat(String.join(" ", found(query(operation, Map.of(), 0, Long.MAX_VALUE, 9))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "job.id, j-1, quick",
    "job.id, j-2, ''",
    "http.response.status_code, 201, quick",
    "cold, true, quick",
    "error, true, failed",
    "span.kind, consumer, failed",
    "otel.status_code, ERROR, failed",
    "exception.type, E, failed",
    "event, exception, failed",
    "service.name, tl, running failed quick",
    "throughline.running, true, running"
  })
  void byTag(String key, String value, String expected) {
    assertThat(String.join(" ", found(query("", Map.of(key, value), 0, Long.MAX_VALUE, 9))))
        .isEqualTo(expected);
  }

  @Test
  void allTagsMustBeOnOneSpan() {
    assertThat(
            found(query("", Map.of("job.id", "j-1", "span.kind", "server"), 0, Long.MAX_VALUE, 9)))
        .containsExactly("quick");
    assertThat(found(query("", Map.of("job.id", "j-1", "cold", "true"), 0, Long.MAX_VALUE, 9)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2, 100, running failed",
    "'', 0, 2, quick",
    "'', 3, 3, failed",
    "step, 0, 1, quick",
    "step, 1, 100, ''",
    "running, 60000, 90000, ''"
  })
  void byDurationInMilliseconds(String operation, long min, long max, String expected) {
    TraceQuery query =
        query(
            operation,
            Map.of(),
            TimeUnit.MILLISECONDS.toNanos(min),
            TimeUnit.MILLISECONDS.toNanos(max),
            9);
    assertThat(String.join(" ", found(query))).isEqualTo(expected);
  }

  @Test
  void byStart() {
    long second = TimeUnit.SECONDS.toNanos(1);
    TraceQuery query =
        new TraceQuery("", "", Map.of(), START + second, START + 2 * second, 0, Long.MAX_VALUE, 9);
    assertThat(found(query)).containsExactly("failed");
  }

  @Test
  void aRunningTraceGrowsUntilItEnds() {
    TraceSummary before = search.find(TraceQuery.ALL).get(0);
    assertThat(before.running()).isEqualTo(1);
    assertThat(before.durationNanos()).isEqualTo(9_000_000);

    traces.passMicros(1_000);
    running.end();

    TraceSummary after = search.find(TraceQuery.ALL).get(0);
    assertThat(after.running()).isZero();
    assertThat(after.durationNanos()).isEqualTo(10_000_000);
  }

  @Test
  void servicesAndOperationsAreThoseOfKeptSpans() {
    assertThat(search.services()).containsExactly("tl");
    assertThat(search.operations("tl", ""))
        .containsExactly(
            new Operation("failed", "consumer"),
            new Operation("quick", "server"),
            new Operation("running", "internal"),
            new Operation("step", "internal"));
    assertThat(search.operations("", "server")).containsExactly(new Operation("quick", "server"));
    assertThat(search.operations("other", "")).isEmpty();
  }

  @Test
  void aSummaryCountsSpansAndErrors() {
    TraceSummary quick = search.find(TraceQuery.ALL).get(2);

    assertThat(quick.spans()).isEqualTo(2);
    assertThat(quick.errors()).isZero();
    assertThat(quick.orphans()).isZero();
    assertThat(quick.services()).containsOnlyKeys("tl");
    assertThat(TraceSummaries.answer(List.of(quick)).toString())
        .isEqualTo(
            "{\"summaries\":[{\"traceId\":\"00000000000000000000000000000001\","
                + "\"rootServiceName\":\"tl\",\"rootOperationName\":\"quick\","
                + "\"minStartTimeUnixNano\":\"1767323045000001002\","
                + "\"maxEndTimeUnixNano\":\"1767323045001001002\",\"spanCount\":2,"
                + "\"services\":[{\"name\":\"tl\",\"spanCount\":2}]}]}");
  }

  private Span root(String name, SpanKind kind) {
    return traces.tracer.spanBuilder(name).setNoParent().setSpanKind(kind).startSpan();
  }

  private List<String> found(TraceQuery query) {
    return search.find(query).stream().map(TraceSummary::operation).toList();
  }

  private static TraceQuery query(
      String operation, Map<String, String> tags, long min, long max, int limit) {
    return new TraceQuery("", operation, tags, 0, Long.MAX_VALUE, min, max, limit);
  }

  private static long nanos() {
    return TimeUnit.SECONDS.toNanos(StoredTraces.START.getEpochSecond())
        + StoredTraces.START.getNano();
  }
}
