package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.throughline.telemetry.api.TraceCarrier;
import io.throughline.telemetry.config.CallerPolicy;
import io.throughline.telemetry.config.TraceDetail;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerPropagatorTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final String HERE = "127.0.0.1";
  private static final String ELSEWHERE = "203.0.113.7";

  private final TextMapPropagator propagator =
      new CallerPropagator(
          new CappedPropagator(
              TextMapPropagator.composite(
                  W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())),
          CallerPolicy.parse("loopback").orElseThrow(),
          CallerPolicy.parse("loopback").orElseThrow());

  @Test
  void aTrustedCallersTraceAndBaggageGoOn() {
    Context context =
        extract(
            HERE, Map.of("traceparent", List.of(TRACEPARENT), "baggage", List.of("a=1", "b=2")));

    assertThat(span(context).getTraceId()).isEqualTo(TRACE);
    assertThat(Baggage.fromContext(context).size()).isEqualTo(2);
  }

  @Test
  void anotherCallersTraceAndBaggageDoNot() {
    Context context =
        extract(ELSEWHERE, Map.of("traceparent", List.of(TRACEPARENT), "baggage", List.of("a=1")));

    assertThat(span(context).isValid()).isFalse();
    assertThat(Baggage.fromContext(context).isEmpty()).isTrue();
  }

  @Test
  void severalTraceparentsAreNone() {
    Context context =
        extract(
            HERE, Map.of("traceparent", List.of(TRACEPARENT, TRACEPARENT.replace("b7ad", "0000"))));

    assertThat(span(context).isValid()).isFalse();
  }

  @Test
  void severalTracestatesAreOneList() {
    Context context =
        extract(
            HERE,
            Map.of("traceparent", List.of(TRACEPARENT), "tracestate", List.of("foo=1", "bar=2")));

    assertThat(span(context).getTraceState().asMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("foo", "1", "bar", "2"));
  }

  @Test
  void whatTheServerItselfWroteIsContinued() {
    Context context =
        propagator.extract(
            Context.root(),
            new TraceCarrier(Map.of("traceparent", TRACEPARENT)),
            CarrierGetter.INSTANCE);

    assertThat(span(context).getTraceId()).isEqualTo(TRACE);
  }

  @Test
  void onlyCallersWithTheRightForceATrace() {
    assertThat(forced(HERE, "true")).isEqualTo(TraceDetail.DEFAULT);
    assertThat(forced(HERE, "GPU")).isEqualTo(TraceDetail.GPU);
    assertThat(forced(HERE, "yes please")).isNull();
    assertThat(forced(ELSEWHERE, "true")).isNull();
  }

  private TraceDetail forced(String address, String header) {
    return ForcedTrace.detail(extract(address, Map.of("X-Force-Trace", List.of(header))))
        .orElse(null);
  }

  private static SpanContext span(Context context) {
    return Span.fromContext(context).getSpanContext();
  }

  private Context extract(String address, Map<String, List<String>> headers) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getRemoteAddr" -> address;
                      case "getHeader" ->
                          headers.getOrDefault(arguments[0], List.of()).stream()
                              .findFirst()
                              .orElse(null);
                      case "getHeaders" ->
                          Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return propagator.extract(
        Context.root(),
        request,
        new io.opentelemetry.context.propagation.TextMapGetter<HttpServletRequest>() {
          @Override
          public Iterable<String> keys(HttpServletRequest carrier) {
            return List.of();
          }

          @Override
          public String get(HttpServletRequest carrier, String key) {
            return carrier.getHeader(key);
          }
        });
  }
}
