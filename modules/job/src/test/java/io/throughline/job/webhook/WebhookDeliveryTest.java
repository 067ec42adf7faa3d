package io.throughline.job.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.job.api.WebhookStatus;
import io.throughline.job.webhook.ScriptedTransport.Posted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDeliveryTest {

  private final WebhookBench bench = new WebhookBench();

  @Test
  void theMessageSaysHowTheJobEndedAndNothingOfItsContent() {
    bench.transport.answering(200);
    bench.attempt();

    assertThat(new String(bench.transport.posted.get(0).body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"job.failed\",\"timestamp\":\""
                + bench.clock.instant()
                + "\",\"data\":{\"id\":\"job-1\",\"type\":\"transcription\",\"status\":\"failed\","
                + "\"trace_id\":\""
                + WebhookBench.TRACE_ID
                + "\",\"error\":{\"type\":\"java.io.IOException\"},"
                + "\"links\":{\"job\":\"/api/v1/jobs/job-1\",\"result\":\"/results/job-1\"}}}");
  }

  @Test
  void theRequestIsSignedAndCarriesTheTraceButNoBaggage() {
    bench.transport.answering(204);
    bench.attempt();
    Posted posted = bench.transport.posted.get(0);
    Map<String, String> headers = posted.headers();
    long seconds = bench.clock.instant().getEpochSecond();

    assertThat(posted.url()).isEqualTo(WebhookBench.URL);
    assertThat(headers.keySet())
        .containsExactlyInAnyOrder(
            "content-type", "traceparent", "webhook-id", "webhook-timestamp", "webhook-signature");
    assertThat(headers)
        .containsEntry("webhook-timestamp", Long.toString(seconds))
        .containsEntry(
            "webhook-signature",
            bench.secret.sign(headers.get("webhook-id"), seconds, posted.body()))
        .containsEntry(
            "traceparent",
            "00-" + WebhookBench.TRACE_ID + "-" + bench.spans().get(0).getSpanId() + "-01");
  }

  @Test
  void anAttemptIsOneClientSpanInTheJobsTraceWithoutThePath() {
    bench.transport.answering(200);
    bench.attempt();
    SpanData span = bench.spans().get(0);

    assertThat(bench.spans()).hasSize(1);
    assertThat(span.getName()).isEqualTo("webhook.deliver");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getTraceId()).isEqualTo(WebhookBench.TRACE_ID);
    assertThat(span.getParentSpanId()).isEqualTo(WebhookBench.SPAN_ID);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attributes(span))
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(
                    "http.request.method", "POST",
                    "server.address", "example.com",
                    "server.port", "8443",
                    "url.scheme", "https",
                    "attempt", "1",
                    "job.id", "job-1",
                    "http.response.status_code", "200")));
  }

  private static TreeMap<String, String> attributes(SpanData span) {
    TreeMap<String, String> attributes = new TreeMap<>();
    span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value.toString()));
    return attributes;
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void anyKindOfSuccessIsEnough(int status) {
    bench.transport.answering(status);
    bench.attempt();

    assertThat(bench.status())
        .isEqualTo(new WebhookStatus("delivered", 1, OptionalInt.of(status), Optional.empty()));
    assertThat(bench.metrics.of(WebhookMetrics.DELIVERIES, "delivered")).isEqualTo(1);
    assertThat(bench.metrics.of(WebhookMetrics.DURATION, "delivered")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 404, 500, 503})
  void anythingElseIsAFailureOfItsSpanAndTriedAgain(int status) {
    bench.transport.answering(status);
    bench.attempt();
    SpanData span = bench.spans().get(0);

    assertThat(bench.status())
        .isEqualTo(
            new WebhookStatus(
                "pending",
                1,
                OptionalInt.of(status),
                Optional.of(bench.clock.instant().plusSeconds(30))));
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo(Integer.toString(status));
    assertThat(span.getEvents()).hasSize(1);
    assertThat(bench.metrics.of(WebhookMetrics.DELIVERIES, "retried")).isEqualTo(1);
  }

  @Test
  void aConnectionThatFailsIsTriedAgainWithoutTellingWhatItSaid() {
    bench.transport.answering(0);
    bench.attempt();

    assertThat(bench.status().state()).isEqualTo("pending");
    assertThat(bench.status().lastStatusCode()).isEmpty();
    assertThat(bench.spans().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(bench.spans().toString()).doesNotContain("canary");
  }

  @Test
  void aTransportThatBreaksIsAFailureLikeOthers() {
    bench.transport.answering(ScriptedTransport.BREAKS);
    bench.attempt();

    assertThat(bench.status().state()).isEqualTo("pending");
    assertThat(bench.status().nextAttemptAt()).hasValue(bench.clock.instant().plusSeconds(30));
  }

  @Test
  void retriesComeAfterTheWaitsThatArePromisedWithTheSameMessage() {
    bench.transport.answering(500, 500, 500, 500, 500);
    List<Long> waits = new ArrayList<>();
    long waited = 0;
    while (bench.status().state().equals("pending")) {
      if (bench.attempt()) {
        waits.add(waited);
        waited = 0;
      }
      bench.clock.advance(Duration.ofSeconds(1));
      waited++;
    }

    assertThat(waits).containsExactly(0L, 30L, 120L, 600L, 3600L);
    assertThat(bench.status())
        .isEqualTo(new WebhookStatus("failed", 5, OptionalInt.of(500), Optional.empty()));
    assertThat(bench.transport.posted)
        .extracting(posted -> posted.headers().get("webhook-id"))
        .containsOnly(bench.transport.posted.get(0).headers().get("webhook-id"));
    assertThat(bench.metrics.of(WebhookMetrics.DELIVERIES, "given_up")).isEqualTo(1);
    assertThat(bench.spans())
        .extracting(SpanData::getParentSpanId)
        .containsOnly(WebhookBench.SPAN_ID);
  }

  @Test
  void anEndpointThatIsGoneIsDisabledAtOnce() {
    bench.transport.answering(410);
    bench.attempt();

    assertThat(bench.status().state()).isEqualTo("disabled");
    assertThat(bench.store.isDisabled("default", Endpoint.of(WebhookBench.URL).digest())).isTrue();
    assertThat(bench.metrics.of(WebhookMetrics.DELIVERIES, "disabled")).isEqualTo(1);
  }

  @Test
  void tenFailuresInARowDisableAnEndpoint() {
    bench.store.add("job-2", "default", Endpoint.of(WebhookBench.URL));
    for (int i = 0; i < 10; i++) {
      bench.transport.answering(500);
    }
    int attempts = 0;
    for (int second = 0; second < 10_000 && attempts < 10; second++) {
      attempts += bench.attempt() ? 1 : 0;
      bench.clock.advance(Duration.ofSeconds(1));
    }

    assertThat(attempts).isEqualTo(10);
    assertThat(bench.store.isDisabled("default", Endpoint.of(WebhookBench.URL).digest())).isTrue();
  }
}
