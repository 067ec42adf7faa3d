package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.throughline.telemetry.api.TraceCarrier;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CappedPropagatorTest {

  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final TextMapPropagator propagator =
      new CappedPropagator(
          TextMapPropagator.composite(
              W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance()));

  @Test
  void headersWithinTheCapsAreRead() {
    Context context = extract(Map.of("traceparent", TRACEPARENT, "baggage", members(64)));

    assertThat(Span.fromContext(context).getSpanContext().getTraceId())
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(Baggage.fromContext(context).size()).isEqualTo(64);
  }

  @Test
  void baggageOfTooManyBytesIsIgnoredAndTheTraceGoesOn() {
    Context context =
        extract(Map.of("traceparent", TRACEPARENT, "baggage", "k=" + "v".repeat(8191)));

    assertThat(Baggage.fromContext(context).isEmpty()).isTrue();
    assertThat(Span.fromContext(context).getSpanContext().isValid()).isTrue();
  }

  @Test
  void baggageOfTooManyMembersIsIgnored() {
    assertThat(Baggage.fromContext(extract(Map.of("baggage", members(65)))).isEmpty()).isTrue();
  }

  @Test
  void anOversizedTraceparentIsIgnored() {
    Context context =
        extract(Map.of("traceparent", "cc" + TRACEPARENT.substring(2) + "-" + "x".repeat(300)));

    assertThat(Span.fromContext(context).getSpanContext().isValid()).isFalse();
  }

  private Context extract(Map<String, String> headers) {
    return propagator.extract(Context.root(), new TraceCarrier(headers), CarrierGetter.INSTANCE);
  }

  private static String members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
  }
}
