package io.throughline.job.webhook;

import io.throughline.job.api.Job;
import io.throughline.job.webhook.WebhookStore.DueWebhook;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One attempt to deliver a webhook: one CLIENT span in the job's own trace, and what came of it.
 * Thread-safe.
 */
final class WebhookDelivery {

  private static final Logger LOG = Logger.getLogger(WebhookDelivery.class.getName());

  /** Waits after the first, second, ... failure. */
  private static final List<Duration> RETRIES =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofSeconds(120),
          Duration.ofSeconds(600),
          Duration.ofSeconds(3600));

  /** Failures in a row that disable an endpoint. */
  private static final int TOO_MANY = 10;

  private static final int GONE = 410;

  /** The trace goes on at the receiver; baggage may hold what is none of its business. */
  private static final Set<String> SENT_CONTEXT = Set.of("traceparent", "tracestate");

  private final WebhookStore store;
  private final WebhookTransport transport;
  private final WebhookSecret secret;
  private final Function<Job, Optional<String>> resultPath;
  private final Telemetry telemetry;
  private final WebhookMetrics metrics;
  private final Clock clock;

  /**
   * @param resultPath where a job's result can be read
   */
  WebhookDelivery(
      WebhookStore store,
      WebhookTransport transport,
      WebhookSecret secret,
      Function<Job, Optional<String>> resultPath,
      Telemetry telemetry,
      WebhookMetrics metrics,
      Clock clock) {
    this.store = store;
    this.transport = transport;
    this.secret = secret;
    this.resultPath = resultPath;
    this.telemetry = telemetry;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** What an attempt came to, before it is written down. */
  private record Answer(OptionalInt statusCode, ActiveSpan span) {

    boolean isSuccess() {
      return statusCode.isPresent() && statusCode.getAsInt() / 100 == 2;
    }

    boolean isGone() {
      return statusCode.isPresent() && statusCode.getAsInt() == GONE;
    }

    String text() {
      return statusCode.isPresent() ? "status " + statusCode.getAsInt() : "no answer";
    }
  }

  /** Makes the attempt and writes its outcome down; never throws. */
  void attempt(DueWebhook due) {
    LogFields fields = LogFields.of(due.job().trace()).withJob(due.job().id());
    try (LogFields.Scope scope = fields.makeCurrent()) {
      Instant start = clock.instant();
      Answer answer = send(due);
      String outcome = telemetry.<String, RuntimeException>untraced(span -> written(due, answer));
      metrics.ended(outcome, Duration.between(start, clock.instant()), answer.span());
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "the outcome of a webhook cannot be written down; it is delivered again",
          LoggedFailure.of(e));
    }
  }

  private Answer send(DueWebhook due) {
    ActiveSpan[] opened = {telemetry.current()};
    try {
      return telemetry.<Answer, IOException>inSpan(
          spec(due),
          span -> {
            opened[0] = span;
            return post(due, span);
          });
    } catch (IOException | RuntimeException e) {
      // whatever it was, it counts: a webhook that cannot be sent must not be tried for ever
      return new Answer(OptionalInt.empty(), opened[0]);
    }
  }

  private Answer post(DueWebhook due, ActiveSpan span) throws IOException {
    byte[] body = WebhookMessage.of(due.job(), resultPath.apply(due.job()));
    int status = transport.post(due.endpoint().url(), headers(due, body), body);
    span.set("http.response.status_code", status);
    Answer answer = new Answer(OptionalInt.of(status), span);
    if (!answer.isSuccess()) {
      telemetry.recordFailure(new UndeliveredException(status));
      span.set("error.type", Integer.toString(status));
    }
    return answer;
  }

  /** Neither path nor query: they often hold a password. */
  private static SpanSpec spec(DueWebhook due) {
    URI url = URI.create(due.endpoint().url());
    int port =
        url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return SpanSpec.client("webhook.deliver")
        .childOf(due.parent())
        .with("http.request.method", "POST")
        .with("server.address", url.getHost())
        .with("server.port", port)
        .with("url.scheme", url.getScheme())
        .with("attempt", due.attempt())
        .with("job.id", due.job().id());
  }

  private Map<String, String> headers(DueWebhook due, byte[] body) {
    long seconds = clock.instant().getEpochSecond();
    Map<String, String> headers = new HashMap<>(telemetry.capture().fields());
    headers.keySet().retainAll(SENT_CONTEXT);
    headers.put("content-type", "application/json");
    headers.put("webhook-id", due.messageId());
    headers.put("webhook-timestamp", Long.toString(seconds));
    headers.put("webhook-signature", secret.sign(due.messageId(), seconds, body));
    return headers;
  }

  private String written(DueWebhook due, Answer answer) {
    if (answer.isSuccess()) {
      store.delivered(due, answer.statusCode().getAsInt());
      return WebhookMetrics.DELIVERED;
    }
    Optional<Duration> retryIn = answer.isGone() ? Optional.empty() : retryIn(due.attempt());
    int disableAfter = answer.isGone() ? 1 : TOO_MANY;
    String state = store.failed(due, answer.statusCode(), retryIn, disableAfter).orElse("pending");
    String what = "webhook attempt " + due.attempt() + ": " + answer.text();
    return switch (state) {
      case "disabled" -> {
        LOG.warning(what + "; its endpoint is disabled until POST /api/v1/webhooks/enable");
        yield WebhookMetrics.DISABLED;
      }
      case "failed" -> {
        LOG.warning(what + "; given up, the job's result is where it was");
        yield WebhookMetrics.GIVEN_UP;
      }
      default -> {
        LOG.info(what + "; again in " + retryIn.map(Duration::toString).orElse("a while"));
        yield WebhookMetrics.RETRIED;
      }
    };
  }

  private static Optional<Duration> retryIn(int attempt) {
    return attempt > RETRIES.size() ? Optional.empty() : Optional.of(RETRIES.get(attempt - 1));
  }
}
