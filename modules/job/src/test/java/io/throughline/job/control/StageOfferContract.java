package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobStage;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.job.control.StageOffers.ClaimedStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stages that one node offers and another runs: for every {@link StageOffers}. */
public interface StageOfferContract extends JobStoreContract {

  Duration OFFER_LEASE = Duration.ofSeconds(30);

  StageOffers offers();

  @Test
  default void anOfferedStageIsClaimedOnceWithAllThatItNeeds() {
    Lease attempt = attempt("files", "text", "words");
    store().stageCompleted(attempt, "files", clock().instant(), Optional.empty());
    store().stageCompleted(attempt, "text", clock().instant(), Optional.of("said"));
    assertThat(offers().claim("node-b", OFFER_LEASE)).isEmpty();

    assertThat(offers().offer(attempt, "words")).isTrue();

    ClaimedStage claimed = offers().claim("node-b", OFFER_LEASE).orElseThrow();
    assertThat(claimed.job().id()).isEqualTo(attempt.jobId());
    assertThat(claimed.lease().stage()).isEqualTo("words");
    assertThat(claimed.lease().attempt()).isEqualTo(attempt.attempt());
    assertThat(claimed.outputs()).isEqualTo(Map.of("text", "said"));
    assertThat(claimed.attempt()).isEqualTo(JobStoreContract.span(1));
    assertThat(offers().claim("node-c", OFFER_LEASE)).isEmpty();
    assertThat(state(attempt, "words")).isEqualTo("running");
  }

  @Test
  default void whatTheOtherNodeCompletesIsTheAttemptsOutput() {
    Lease attempt = offered();
    ClaimedStage claimed = offers().claim("node-b", OFFER_LEASE).orElseThrow();
    assertThat(offers().output(attempt, "words")).isEmpty();
    Instant start = Instant.parse("2026-04-04T14:45:00.123456Z");

    assertThat(offers().complete(claimed.lease(), start, "heard")).isTrue();

    assertThat(offers().output(attempt, "words")).contains("heard");
    assertThat(offers().takeBack(attempt, "words")).isFalse();
    assertThat(offers().complete(claimed.lease(), start, "again")).isFalse();
    assertThat(stage(attempt, "words").startedAt()).contains(start);
    assertThat(state(attempt, "words")).isEqualTo("completed");
  }

  @Test
  default void anOfferThatNobodyTookIsTakenBack() {
    Lease attempt = offered();

    assertThat(offers().takeBack(attempt, "words")).isTrue();

    assertThat(offers().takeBack(attempt, "words")).isFalse();
    assertThat(offers().claim("node-b", OFFER_LEASE)).isEmpty();
  }

  @Test
  default void aStageThatSomebodyRunsIsNotTakenBackBeforeItsLeaseEnds() {
    Lease attempt = offered();
    ClaimedStage claimed = offers().claim("node-b", OFFER_LEASE).orElseThrow();
    assertThat(offers().takeBack(attempt, "words")).isFalse();
    pass(Duration.ofSeconds(20));
    assertThat(offers().heartbeat(claimed.lease(), OFFER_LEASE)).isTrue();
    pass(Duration.ofSeconds(20));
    assertThat(offers().takeBack(attempt, "words")).isFalse();

    pass(Duration.ofSeconds(11));

    assertThat(offers().takeBack(attempt, "words")).isTrue();
    assertThat(offers().heartbeat(claimed.lease(), OFFER_LEASE)).isFalse();
    assertThat(offers().complete(claimed.lease(), Instant.EPOCH, "late")).isFalse();
    assertThat(offers().output(attempt, "words")).isEmpty();
  }

  @Test
  default void aStageThatIsGivenBackGoesToItsAttemptAndToNobodyElse() {
    Lease attempt = offered();
    ClaimedStage claimed = offers().claim("node-b", OFFER_LEASE).orElseThrow();

    offers().giveBack(claimed.lease());

    assertThat(offers().heartbeat(claimed.lease(), OFFER_LEASE)).isFalse();
    assertThat(offers().claim("node-c", OFFER_LEASE)).isEmpty();
    assertThat(offers().takeBack(attempt, "words")).isTrue();
  }

  @Test
  default void aStaleAttemptNeitherOffersNorTakesBack() {
    Lease attempt = offered();
    store().release(attempt);
    Lease next = claimed("node-a").lease();

    assertThat(offers().offer(attempt, "words")).isFalse();
    assertThat(offers().takeBack(attempt, "words")).isFalse();
    assertThat(offers().claim("node-b", OFFER_LEASE)).isEmpty();
    assertThat(offers().offer(next, "words")).isTrue();
  }

  @Test
  default void whatIsCompletedForAnAttemptThatIsOverIsRefused() {
    Lease attempt = offered();
    ClaimedStage claimed = offers().claim("node-b", OFFER_LEASE).orElseThrow();
    store().release(attempt);
    claimed("node-a");

    assertThat(offers().heartbeat(claimed.lease(), OFFER_LEASE)).isFalse();
    assertThat(offers().complete(claimed.lease(), Instant.EPOCH, "late")).isFalse();
  }

  @Test
  default void aCancelledJobStopsItsStagesElsewhere() {
    Lease attempt = offered();
    ClaimedStage claimed = offers().claim("node-b", OFFER_LEASE).orElseThrow();

    store().requestCancel(attempt.jobId());

    assertThat(offers().heartbeat(claimed.lease(), OFFER_LEASE)).isFalse();
    assertThat(offers().complete(claimed.lease(), Instant.EPOCH, "late")).isFalse();
  }

  private Lease offered() {
    Lease attempt = attempt("words", "speakers");
    assertThat(offers().offer(attempt, "words")).isTrue();
    return attempt;
  }

  private Lease attempt(String... stages) {
    submitted();
    Lease attempt = claimed("node-a").lease();
    store().stagesPlanned(attempt, Plans.chain(stages));
    return attempt;
  }

  private JobStage stage(Lease attempt, String name) {
    return store().stages(attempt.jobId()).stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String state(Lease attempt, String name) {
    return stage(attempt, name).state();
  }
}
