package io.throughline.telemetry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFieldsTest {

  @Test
  void aScopePutsBackWhatWasThereBefore() {
    LogFields outer = LogFields.current().withRequest("req_1");
    try (LogFields.Scope request = outer.makeCurrent()) {
      try (LogFields.Scope job = LogFields.current().withJob("job-1").makeCurrent()) {
        assertThat(LogFields.current()).isEqualTo(new LogFields("req_1", "job-1"));
      }
      assertThat(LogFields.current()).isEqualTo(outer);
    }
    assertThat(LogFields.current()).isEqualTo(new LogFields("", ""));
  }

  @Test
  void theRequestTravelsWithTheCarrierAndTheJobDoesNot() {
    TraceCarrier carrier = new TraceCarrier(Map.of("traceparent", "00-a-b-01"));

    TraceCarrier sent = new LogFields("req_1", "job-1").onto(carrier);

    assertThat(sent.fields()).containsEntry("traceparent", "00-a-b-01");
    assertThat(LogFields.of(sent)).isEqualTo(new LogFields("req_1", ""));
  }

  @Test
  void withoutARequestTheCarrierStaysAsItIs() {
    TraceCarrier carrier = TraceCarrier.empty();

    assertThat(new LogFields("", "job-1").onto(carrier)).isSameAs(carrier);
    assertThat(LogFields.of(carrier)).isEqualTo(new LogFields("", ""));
  }
}
