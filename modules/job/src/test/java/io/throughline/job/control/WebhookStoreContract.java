package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobState;
import io.throughline.job.api.WebhookStatus;
import io.throughline.job.webhook.Endpoint;
import io.throughline.job.webhook.WebhookStore;
import io.throughline.job.webhook.WebhookStore.DueWebhook;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The webhooks of jobs: what every {@link WebhookStore} does. */
public interface WebhookStoreContract extends JobStoreContract {

  Endpoint ENDPOINT = Endpoint.of("https://example.com/hook?token=1");
  Duration RETRY = Duration.ofSeconds(30);
  OptionalInt BROKEN = OptionalInt.of(500);
  int TEN = 10;

  /** Empty, and about the jobs of {@link #store()}. */
  WebhookStore webhooks();

  default String submittedWithWebhook() {
    String id = submitted();
    webhooks().add(id, "default", ENDPOINT);
    return id;
  }

  default String completedWithWebhook() {
    String id = submittedWithWebhook();
    store().complete(claimed("node").lease(), "result");
    return id;
  }

  default DueWebhook due() {
    return webhooks().claim(LEASE).orElseThrow();
  }

  default WebhookStatus status(String jobId) {
    return webhooks().find(jobId).orElseThrow();
  }

  @Test
  default void aWebhookIsDueOnceItsJobHasEnded() {
    String id = submittedWithWebhook();
    assertThat(webhooks().claim(LEASE)).isEmpty();
    assertThat(status(id))
        .isEqualTo(new WebhookStatus("pending", 0, OptionalInt.empty(), Optional.empty()));
    var lease = claimed("node").lease();
    assertThat(webhooks().claim(LEASE)).isEmpty();
    store().complete(lease, "result");
    assertThat(status(id).nextAttemptAt()).isPresent();

    DueWebhook due = due();

    assertThat(due.job()).isEqualTo(job(id));
    assertThat(due.endpoint()).isEqualTo(ENDPOINT);
    assertThat(due.tenant()).isEqualTo("default");
    assertThat(due.attempt()).isEqualTo(1);
    assertThat(due.messageId()).isNotBlank().doesNotContain(".");
  }

  @Test
  default void everyWayToEndMakesItDue() {
    String cancelled = submittedWithWebhook();
    store().requestCancel(cancelled);
    assertThat(due().job().state()).isEqualTo(JobState.CANCELLED);

    submittedWithWebhook();
    store().fail(claimed("node").lease(), ERROR, Optional.empty());
    assertThat(due().job().state()).isEqualTo(JobState.FAILED);

    submittedWithWebhook();
    claimed("node");
    store().recoverExpired(1, true, "another node");
    assertThat(due().job().state()).isEqualTo(JobState.DEAD);
  }

  @Test
  default void aJobThatIsTriedAgainIsNotOver() {
    submittedWithWebhook();
    store().fail(claimed("node").lease(), ERROR, Optional.of(Duration.ofSeconds(1)));

    assertThat(webhooks().claim(LEASE)).isEmpty();
  }

  @Test
  default void aJobWithoutAWebhookHasNone() {
    String id = submitted();
    store().complete(claimed("node").lease(), "result");

    assertThat(webhooks().find(id)).isEmpty();
    assertThat(webhooks().find("nothing")).isEmpty();
    assertThat(webhooks().claim(LEASE)).isEmpty();
  }

  @Test
  default void aWebhookThatIsTakenIsNotTakenAgainBeforeItsLeaseEnds() {
    completedWithWebhook();
    DueWebhook lost = due();
    assertThat(webhooks().claim(LEASE)).isEmpty();
    pass(LEASE.plusSeconds(1));

    DueWebhook again = due();

    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.messageId()).isEqualTo(lost.messageId());
    assertThat(webhooks().delivered(lost, 200)).isFalse();
    assertThat(webhooks().failed(lost, BROKEN, Optional.empty(), TEN)).isEmpty();
    assertThat(webhooks().delivered(again, 200)).isTrue();
  }

  @Test
  default void aDeliveredWebhookIsOver() {
    String id = completedWithWebhook();

    assertThat(webhooks().delivered(due(), 204)).isTrue();

    assertThat(status(id))
        .isEqualTo(new WebhookStatus("delivered", 1, OptionalInt.of(204), Optional.empty()));
    pass(LEASE.plusSeconds(1));
    assertThat(webhooks().claim(LEASE)).isEmpty();
  }

  @Test
  default void aFailedDeliveryIsTriedAgainWhenItsTimeComes() {
    String id = completedWithWebhook();
    assertThat(webhooks().failed(due(), BROKEN, Optional.of(RETRY), TEN)).contains("pending");
    assertThat(status(id).lastStatusCode()).hasValue(500);
    assertThat(webhooks().claim(LEASE)).isEmpty();
    pass(RETRY.plusSeconds(1));
    DueWebhook second = due();
    assertThat(second.attempt()).isEqualTo(2);

    assertThat(webhooks().failed(second, OptionalInt.empty(), Optional.empty(), TEN))
        .contains("failed");

    assertThat(status(id))
        .isEqualTo(new WebhookStatus("failed", 2, OptionalInt.empty(), Optional.empty()));
    pass(RETRY.plusSeconds(1));
    assertThat(webhooks().claim(LEASE)).isEmpty();
  }

  @Test
  default void anEndpointIsDisabledByFailuresInARowWithAllThatWaitsForIt() {
    String waiting = submittedWithWebhook();
    String broken = completedWithWebhook();
    store().complete(claimed("node").lease(), "result");
    failOnce(2);
    assertThat(webhooks().isDisabled("default", ENDPOINT.digest())).isFalse();
    failOnce(2);

    assertThat(webhooks().isDisabled("default", ENDPOINT.digest())).isTrue();
    assertThat(webhooks().isDisabled("other", ENDPOINT.digest())).isFalse();
    assertThat(status(waiting).state()).isEqualTo("disabled");
    assertThat(status(broken).state()).isEqualTo("disabled");
    pass(RETRY.plusSeconds(1));
    assertThat(webhooks().claim(LEASE)).isEmpty();
  }

  private void failOnce(int disableAfter) {
    webhooks().failed(due(), BROKEN, Optional.of(RETRY), disableAfter);
  }

  @Test
  default void aSuccessInBetweenForgivesFailures() {
    completedWithWebhook();
    failOnce(2);
    completedWithWebhook();
    webhooks().delivered(due(), 200);
    completedWithWebhook();
    failOnce(2);

    assertThat(webhooks().isDisabled("default", ENDPOINT.digest())).isFalse();
  }

  @Test
  default void anEnabledEndpointGetsWhatItMissed() {
    String id = completedWithWebhook();
    assertThat(webhooks().failed(due(), OptionalInt.of(410), Optional.empty(), 1))
        .contains("disabled");
    assertThat(webhooks().enable("other", ENDPOINT.digest())).isFalse();

    assertThat(webhooks().enable("default", ENDPOINT.digest())).isTrue();

    assertThat(webhooks().enable("default", ENDPOINT.digest())).isFalse();
    assertThat(webhooks().isDisabled("default", ENDPOINT.digest())).isFalse();
    DueWebhook due = due();
    assertThat(due.job().id()).isEqualTo(id);
    assertThat(due.attempt()).isEqualTo(1);
  }

  @Test
  default void aJobThatIsRedrivenEndsInAnotherMessage() {
    String id = submittedWithWebhook();
    store().fail(claimed("node").lease(), ERROR, Optional.empty());
    DueWebhook failed = due();
    webhooks().delivered(failed, 200);
    TraceCarrier trace =
        new TraceCarrier(
            Map.of("traceparent", "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01"));
    store().redrive(id, trace, "1".repeat(32));
    assertThat(webhooks().claim(LEASE)).isEmpty();
    store().complete(claimed("node").lease(), "result");

    DueWebhook completed = due();

    assertThat(completed.job().state()).isEqualTo(JobState.COMPLETED);
    assertThat(completed.attempt()).isEqualTo(1);
    assertThat(completed.messageId()).isNotEqualTo(failed.messageId());
  }

  @Test
  default void aDeletedJobTakesItsWebhookAlong() {
    String id = completedWithWebhook();
    store().delete(id);

    assertThat(webhooks().claim(LEASE)).isEmpty();
    assertThat(webhooks().find(id)).isEmpty();
  }
}
