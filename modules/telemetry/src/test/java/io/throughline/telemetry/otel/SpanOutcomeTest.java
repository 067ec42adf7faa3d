package io.throughline.telemetry.otel;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.throughline.telemetry.api.SpanSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a span looks like after its body returned, failed or was cancelled. */
@Timeout(20)
class SpanOutcomeTest {

  private final RecordedTracing tracing = new RecordedTracing();

  private static final class OwnException extends Exception {
    private static final long serialVersionUID = 1L;

    OwnException(String message) {
      super(message);
    }
  }

  @Test
  void returnedValuePassesAndTheSpanHasExactlyWhatWasSet() {
    int answer =
        tracing.telemetry.<Integer, RuntimeException>inSpan(
            SpanSpec.client("storage.upload").with("storage.system", "file"),
            span -> {
              span.set("text", "t").set("flag", true).set("int", 7).set("long", 8L);
              span.set("float", 0.5f).set("double", 1.5).set("list", List.of("a", "b"));
              span.set("nothing", null);
              span.event("plain").event("detailed", Map.of("size", 3));
              return 42;
            });

    assertThat(answer).isEqualTo(42);
    assertThat(tracing.onlySpan())
        .hasName("storage.upload")
        .hasKind(SpanKind.CLIENT)
        .hasNoParent()
        .hasStatus(StatusData.unset())
        .hasTotalRecordedLinks(0)
        .hasAttributes(
            Attributes.builder()
                .put("storage.system", "file")
                .put("text", "t")
                .put("flag", true)
                .put("int", 7)
                .put("long", 8)
                .put("float", 0.5)
                .put("double", 1.5)
                .put(AttributeKey.stringArrayKey("list"), List.of("a", "b"))
                .build())
        .hasEventsSatisfyingExactly(
            event -> event.hasName("plain").hasAttributes(Attributes.empty()),
            event ->
                event
                    .hasName("detailed")
                    .hasAttributes(Attributes.builder().put("size", 3).build()));
  }

  @Test
  void nullAttributesAreIgnoredWhereverTheyAreGiven() {
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("absent", null);

    tracing.telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.internal("s").with("absent", null),
        span -> {
          span.event("e", withNull);
          return null;
        });

    assertThat(tracing.onlySpan())
        .hasAttributes(Attributes.empty())
        .hasEventsSatisfyingExactly(e -> e.hasName("e").hasAttributes(Attributes.empty()));
  }

  @Test
  void bodySeesTheIdsOfTheSpanItRunsIn() {
    List<String> ids =
        tracing.telemetry.<List<String>, RuntimeException>inSpan(
            SpanSpec.internal("s"),
            span ->
                List.of(
                    span.traceId(),
                    span.spanId(),
                    tracing.telemetry.current().traceId(),
                    tracing.telemetry.current().spanId()));

    String traceId = tracing.onlySpan().getTraceId();
    String spanId = tracing.onlySpan().getSpanId();
    assertThat(ids).containsExactly(traceId, spanId, traceId, spanId);
  }

  @Test
  void foreignFailureIsOneEventWithoutItsMessageAndIsRethrownAsItIs() {
    IOException failure = new IOException("canary of user content");

    assertThatThrownBy(() -> failing(failure)).isSameAs(failure);

    assertThat(tracing.onlySpan())
        .hasStatus(StatusData.error())
        .hasAttributes(Attributes.builder().put("error.type", "java.io.IOException").build())
        .hasEventsSatisfyingExactly(
            event ->
                event
                    .hasName("exception")
                    .hasAttributes(
                        Attributes.builder()
                            .put("exception.type", "java.io.IOException")
                            .put("exception.stacktrace", RecordedException.of(failure).stacktrace())
                            .build()));
    assertThat(tracing.onlySpan().toString()).doesNotContain("canary");
  }

  @Test
  void messageOfOurOwnExceptionIsKept() {
    OwnException failure = new OwnException("the form has no part named file");

    assertThatThrownBy(() -> failing(failure)).isSameAs(failure);

    assertThat(tracing.onlySpan())
        .hasStatus(StatusData.error())
        .hasAttributes(Attributes.builder().put("error.type", OwnException.class.getName()).build())
        .hasEventsSatisfyingExactly(
            event ->
                event
                    .hasName("exception")
                    .hasAttributes(
                        Attributes.builder()
                            .put("exception.type", OwnException.class.getName())
                            .put("exception.message", "the form has no part named file")
                            .put("exception.stacktrace", RecordedException.of(failure).stacktrace())
                            .build()));
  }

  @Test
  void anErrorFailsTheSpanToo() {
    assertThatThrownBy(
            () ->
                tracing.telemetry.<Void, RuntimeException>inSpan(
                    SpanSpec.internal("s"),
                    span -> {
                      throw new OutOfMemoryError("heap");
                    }))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(tracing.onlySpan())
        .hasStatus(StatusData.error())
        .hasAttributes(Attributes.builder().put("error.type", "java.lang.OutOfMemoryError").build())
        .hasTotalRecordedEvents(1);
  }

  @Test
  void cancellationLeavesStatusUnsetAndNoEvent() {
    for (Exception cancellation :
        List.of(new CancellationException(), new InterruptedException("stop"))) {
      assertThatThrownBy(() -> failing(cancellation)).isSameAs(cancellation);
    }

    assertThat(tracing.ended()).hasSize(2);
    for (SpanData span : tracing.ended()) {
      assertThat(span)
          .hasEnded()
          .hasStatus(StatusData.unset())
          .hasAttributes(Attributes.empty())
          .hasTotalRecordedEvents(0);
    }
  }

  @Test
  void nestedFailureEndsTheChildFirstAndGivesEachSpanOneEvent() {
    Throwable thrown =
        catchThrowable(
            () ->
                tracing.telemetry.<Void, Exception>inSpan(
                    SpanSpec.internal("outer"), outer -> failing(new IOException())));

    assertThat(thrown).isInstanceOf(IOException.class);
    assertThat(tracing.ended()).extracting(SpanData::getName).containsExactly("failing", "outer");
    SpanData outer = tracing.ended().get(1);
    assertThat(tracing.ended().get(0)).hasParent(outer);
    for (SpanData span : tracing.ended()) {
      assertThat(span).hasStatus(StatusData.error()).hasTotalRecordedEvents(1);
    }
    assertThat(tracing.ended().get(0).getEndEpochNanos())
        .isLessThanOrEqualTo(outer.getEndEpochNanos());
  }

  @Test
  void aFailureThatIsHandledInsideLeavesTheOuterSpanAlone() {
    tracing.telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.internal("outer"),
        outer -> {
          catchThrowable(() -> failing(new IOException()));
          return null;
        });

    assertThat(tracing.ended().get(1))
        .hasName("outer")
        .hasStatus(StatusData.unset())
        .hasTotalRecordedEvents(0);
  }

  @Test
  void recordFailureMarksTheCurrentSpan() {
    tracing.telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.of("request", io.throughline.telemetry.api.SpanKind.SERVER),
        span -> {
          tracing.telemetry.recordFailure(new IOException("canary"));
          return null;
        });

    assertThat(tracing.onlySpan())
        .hasKind(SpanKind.SERVER)
        .hasStatus(StatusData.error())
        .hasAttributes(Attributes.builder().put("error.type", "java.io.IOException").build())
        .hasTotalRecordedEvents(1);
  }

  @Test
  void nothingIsCurrentAfterASpanEnded() {
    catchThrowable(() -> failing(new IOException()));

    assertThat(tracing.telemetry.current().spanId()).isEmpty();
    assertThat(tracing.telemetry.capture().isEmpty()).isTrue();
  }

  private Void failing(Exception failure) throws Exception {
    return tracing.telemetry.<Void, Exception>inSpan(
        SpanSpec.internal("failing"),
        span -> {
          throw failure;
        });
  }
}
