package io.throughline.telemetry.otel;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How spans hang together: parents, carriers, links, baggage, and work that is not traced. */
class TraceContextTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final TraceCarrier REMOTE =
      new TraceCarrier(Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-01"));

  private final RecordedTracing tracing = new RecordedTracing();

  @Test
  void capturedContextContinuesTheTraceElsewhereWithItsBaggage() {
    TraceCarrier carrier;
    try (Scope scope = Baggage.builder().put("tenant", "acme").build().makeCurrent()) {
      carrier =
          tracing.telemetry.<TraceCarrier, RuntimeException>inSpan(
              SpanSpec.internal("submit"), span -> tracing.telemetry.capture());
    }
    SpanData submit = tracing.onlySpan();

    String tenant =
        tracing.telemetry.<String, RuntimeException>under(
            carrier,
            current -> {
              assertThat(current.spanId()).isEqualTo(submit.getSpanId());
              empty("work");
              return Baggage.current().getEntryValue("tenant");
            });

    assertThat(carrier.fields()).containsOnlyKeys("traceparent", "baggage");
    assertThat(carrier.traceId()).isEqualTo(submit.getTraceId());
    assertThat(tenant).isEqualTo("acme");
    assertThat(tracing.ended().get(1))
        .hasName("work")
        .hasTraceId(submit.getTraceId())
        .hasParentSpanId(submit.getSpanId());
    assertThat(Baggage.current().isEmpty()).isTrue();
  }

  @Test
  void traceStateTravelsWithTheCarrier() {
    TraceCarrier sent =
        new TraceCarrier(
            Map.of("traceparent", REMOTE.fields().get("traceparent"), "tracestate", "vendor=x"));

    TraceCarrier received =
        tracing.telemetry.<TraceCarrier, RuntimeException>under(
            sent, current -> tracing.telemetry.capture());

    assertThat(received).isEqualTo(sent);
  }

  @Test
  void childOfACarrierIgnoresTheCurrentSpan() {
    tracing.telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.internal("current"),
        span ->
            tracing.telemetry.inSpan(
                SpanSpec.of("process", io.throughline.telemetry.api.SpanKind.CONSUMER)
                    .childOf(REMOTE),
                consumer -> null));

    assertThat(tracing.ended().get(0))
        .hasName("process")
        .hasKind(SpanKind.CONSUMER)
        .hasTraceId(TRACE)
        .hasParentSpanId(SPAN)
        .hasStatus(StatusData.unset())
        .hasAttributes(Attributes.empty());
    assertThat(tracing.ended().get(0).getParentSpanContext().isRemote()).isTrue();
  }

  @Test
  void anEmptyOrBrokenCarrierStartsATraceOfItsOwn() {
    for (TraceCarrier carrier :
        new TraceCarrier[] {
          TraceCarrier.empty(), new TraceCarrier(Map.of("traceparent", "00-no-01"))
        }) {
      tracing.telemetry.<Void, RuntimeException>inSpan(
          SpanSpec.internal("s").childOf(carrier).linkedTo(carrier), span -> null);
    }

    assertThat(tracing.ended()).hasSize(2);
    for (SpanData span : tracing.ended()) {
      assertThat(span).hasNoParent().hasTotalRecordedLinks(0);
    }
  }

  @Test
  void aLinkedSpanPointsAtTheOtherContextWithoutBeingItsChild() {
    tracing.telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.internal("attempt").linkedTo(REMOTE), span -> null);

    SpanData span = tracing.onlySpan();
    assertThat(span).hasNoParent();
    assertThat(span.getTraceId()).isNotEqualTo(TRACE);
    assertThat(span.getLinks()).hasSize(1);
    LinkData link = span.getLinks().get(0);
    assertThat(link.getSpanContext().getTraceId()).isEqualTo(TRACE);
    assertThat(link.getSpanContext().getSpanId()).isEqualTo(SPAN);
    assertThat(link.getAttributes()).isEqualTo(Attributes.empty());
  }

  @Test
  void recordMakesAFinishedChildWithTheGivenTimes() {
    Instant start = Instant.parse("2026-03-29T00:59:59.123456789Z");
    Instant end = Instant.parse("2026-03-29T01:00:01Z");

    tracing.telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.internal("attempt"),
        span -> {
          tracing.telemetry.record(
              SpanSpec.internal("job.queue_wait").with("job.priority", 0), start, end);
          return null;
        });

    SpanData attempt = tracing.ended().get(1);
    assertThat(tracing.ended().get(0))
        .hasName("job.queue_wait")
        .hasKind(SpanKind.INTERNAL)
        .hasParent(attempt)
        .startsAt(start)
        .endsAt(end)
        .hasStatus(StatusData.unset())
        .hasAttributes(Attributes.builder().put("job.priority", 0).build())
        .hasTotalRecordedEvents(0);
  }

  @Test
  void nothingBelowUntracedIsRecorded() {
    String value =
        tracing.telemetry.<String, RuntimeException>untraced(
            none -> {
              none.set("k", "v").event("e");
              assertThat(none.traceId()).isEmpty();
              empty("poll");
              return tracing.telemetry.<String, RuntimeException>inSpan(
                  SpanSpec.internal("select"), span -> "found");
            });

    assertThat(value).isEqualTo("found");
    assertThat(tracing.ended()).isEmpty();
  }

  @Test
  void untracedInsideASpanHidesOnlyWhatIsInsideIt() {
    tracing.telemetry.<Void, RuntimeException>inSpan(
        SpanSpec.internal("outer"),
        span -> {
          tracing.telemetry.untraced(
              none -> {
                empty("hidden");
                return null;
              });
          empty("seen");
          return null;
        });

    assertThat(tracing.ended()).extracting(SpanData::getName).containsExactly("seen", "outer");
  }

  @Test
  void aClaimedJobIsTracedAlthoughItWasFoundUntraced() {
    tracing.telemetry.<Void, RuntimeException>untraced(
        none -> {
          tracing.telemetry.inSpan(SpanSpec.internal("attempt").childOf(REMOTE), span -> null);
          return null;
        });

    assertThat(tracing.onlySpan()).hasName("attempt").hasTraceId(TRACE);
  }

  private void empty(String name) {
    tracing.telemetry.<Void, RuntimeException>inSpan(SpanSpec.internal(name), span -> null);
  }
}
