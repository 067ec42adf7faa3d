package io.throughline.telemetry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceCarrierTest {

  @Test
  void traceIdIsReadFromTraceparent() {
    TraceCarrier carrier =
        new TraceCarrier(
            Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

    assertThat(carrier.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(carrier.isEmpty()).isFalse();
  }

  @Test
  void withoutTraceparentThereIsNoTraceId() {
    assertThat(TraceCarrier.empty().traceId()).isEmpty();
    assertThat(new TraceCarrier(Map.of("traceparent", "00-short")).traceId()).isEmpty();
  }

  @Test
  void fieldsDoNotFollowTheMapTheyCameFrom() {
    Map<String, String> source = new HashMap<>(Map.of("baggage", "a=b"));
    TraceCarrier carrier = new TraceCarrier(source);
    source.clear();

    assertThat(carrier.fields()).containsExactly(Map.entry("baggage", "a=b"));
  }
}
