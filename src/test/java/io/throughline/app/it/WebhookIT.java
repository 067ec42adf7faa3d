package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.WebhookReceiver.Message;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Clients are told when their jobs end, also of servers that are killed meanwhile. */
@Order(Integer.MAX_VALUE)
class WebhookIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration AFTER_A_LEASE = Duration.ofSeconds(120);

  private static WebhookReceiver receiver;
  private static LibertyServer server;

  private final Transcriptions transcriptions = Transcriptions.on(server);

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    receiver = new WebhookReceiver();
    server =
        ServerExtension.scripted("webhooks")
            .with("throughline.webhook.secret", WebhookReceiver.SECRET)
            .with("throughline.webhook.allowed-hosts", receiver.host())
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    receiver.close();
  }

  private static Form form() throws IOException {
    return Form.of(Recording.meeting(1)).field("callback_url", receiver.url());
  }

  private JsonObject webhook(Submitted job) throws IOException {
    return server.client().get("/api/v1/jobs/" + job.id()).json().getJsonObject("webhook");
  }

  private void awaitWebhook(Submitted job, String status) {
    Await.until(
        "the webhook of job " + job.id() + " is " + status,
        SOON,
        () -> webhook(job).getString("status").equals(status));
  }

  @Test
  void aCompletedTranscriptionIsToldSignedAndOnceInItsOwnTrace() throws Exception {
    receiver.answering(204);
    Submitted job = transcriptions.submit(form());
    transcriptions.completed(job);
    Message message = receiver.message(job.id(), 1, SOON);
    awaitWebhook(job, "delivered");

    assertThat(message.isSigned()).isTrue();
    assertThat(message.json().getString("type")).isEqualTo("job.completed");
    assertThat(message.json().getJsonObject("data").getString("trace_id")).isEqualTo(job.traceId());
    String result = message.json().getJsonObject("data").getJsonObject("links").getString("result");
    assertThat(server.client().get(result).json().getString("status")).isEqualTo("completed");
    assertThat(webhook(job))
        .isEqualTo(
            Json.createObjectBuilder()
                .add("status", "delivered")
                .add("attempts", 1)
                .add("last_status_code", 204)
                .build());
    RecordedTrace trace = transcriptions.endedTrace(job);
    RecordedSpan delivery = trace.span("webhook.deliver");
    assertThat(delivery.kind()).isEqualTo("client");
    assertThat(delivery.parent()).contains(trace.span("audio_processing.transcription").id());
    assertThat(message.headers().getFirst("traceparent"))
        .isEqualTo("00-" + job.traceId() + "-" + delivery.id() + "-01");
    assertThat(message.headers()).doesNotContainKey("Baggage");
    assertThat(delivery.attributes().keySet())
        .containsExactlyInAnyOrder(
            "attempt",
            "http.request.method",
            "http.response.status_code",
            "job.id",
            "server.address",
            "server.port",
            "url.scheme");
    assertThat(trace.spans("webhook.deliver")).hasSize(1);
    assertThat(receiver.about(job.id())).hasSize(1);
    assertThat(server.client().get("/api/traces/" + job.traceId()).text()).doesNotContain("canary");
    assertThat(server.messages()).noneMatch(line -> line.contains("canary"));
  }

  @Test
  void aFailedTranscriptionIsToldToo() throws Exception {
    receiver.answering(200);
    Submitted job = transcriptions.submit(form().field("prompt", "fail"));

    Message message = receiver.message(job.id(), 1, SOON);

    assertThat(message.isSigned()).isTrue();
    assertThat(message.json().getString("type")).isEqualTo("job.failed");
  }

  @Test
  void aReceiverThatFailsIsTriedAgainLaterAndTheJobSaysSo() throws Exception {
    receiver.answering(500);
    Submitted job = transcriptions.submit(form());
    receiver.message(job.id(), 1, SOON);
    Await.until(
        "the failure is written down",
        SOON,
        () -> webhook(job).getInt("last_status_code", 0) == 500);

    assertThat(webhook(job).getString("status")).isEqualTo("pending");
    assertThat(webhook(job)).containsKey("next_attempt_at");
    receiver.answering(204);
    receiver.message(job.id(), 2, AFTER_A_LEASE);
    awaitWebhook(job, "delivered");
    List<RecordedSpan> attempts = transcriptions.endedTrace(job).spans("webhook.deliver");
    assertThat(attempts).extracting(RecordedSpan::status).containsExactly("ERROR", "unset");
    assertThat(attempts.get(1).parent()).isEqualTo(attempts.get(0).parent());
  }

  @Test
  void aServerThatIsKilledInTheMiddleDeliversAfterItsRestart() throws Exception {
    receiver.answering(WebhookReceiver.NO_ANSWER);
    Submitted job = transcriptions.submit(form());
    Message first = receiver.message(job.id(), 1, SOON);
    server.kill();
    receiver.answering(204);
    server.start();

    Message second = receiver.message(job.id(), 2, AFTER_A_LEASE);

    assertThat(second.isSigned()).isTrue();
    assertThat(second.headers().getFirst("webhook-id"))
        .isEqualTo(first.headers().getFirst("webhook-id"));
    awaitWebhook(job, "delivered");
  }

  @Test
  void aReceiverThatIsGoneIsLeftAloneUntilItIsEnabled() throws Exception {
    receiver.answering(410);
    Submitted job = transcriptions.submit(form());
    awaitWebhook(job, "disabled");
    Problems.assertProblem(
        server.client().post(Transcriptions.PATH, form()), 422, "invalid-field", "callback_url");
    receiver.answering(204);

    Answer enabled = enable(receiver.url());

    assertThat(enabled.status()).isEqualTo(204);
    awaitWebhook(job, "delivered");
    Problems.assertProblem(enable(receiver.url()), 404, "not-found", null);
  }

  private static Answer enable(String url) throws IOException {
    return server
        .client()
        .send(
            server
                .client()
                .request("/api/v1/webhooks/enable")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        Json.createObjectBuilder().add("callback_url", url).build().toString())));
  }

  @Test
  void addressesThatOnlyTheServerReachesAreRefusedAndLeaveNothing() throws Exception {
    String total = server.client().get("/api/v1/jobs").json().get("total").toString();
    for (String url :
        List.of("http://localhost:1/hook", "http://169.254.169.254/", "gopher://x/", "not a url")) {
      Form form = Form.of(Recording.meeting(1)).field("callback_url", url);
      Problems.assertProblem(
          server.client().post(Transcriptions.PATH, form), 422, "invalid-field", "callback_url");
    }
    assertThat(server.client().get("/api/v1/jobs").json().get("total")).hasToString(total);
  }

  @Test
  void whisperXClientsNameTheirUrlInTheQuery() throws Exception {
    receiver.answering(204);
    String url = URLEncoder.encode(receiver.url(), StandardCharsets.UTF_8);
    Answer answer =
        server
            .client()
            .post("/service/transcribe?callback_url=" + url, Form.of(Recording.meeting(1)));

    Message message = receiver.message(answer.json().getString("identifier"), 1, SOON);

    assertThat(message.isSigned()).isTrue();
  }
}
