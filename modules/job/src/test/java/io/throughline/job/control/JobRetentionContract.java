package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.job.api.Afterwards;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobChanges;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Changing jobs, and removing those whose retention is over: what every {@link JobStore} does. */
public interface JobRetentionContract extends WebhookStoreContract {

  Duration DAY = Duration.ofDays(1);
  int MANY = 100;

  default String keptFor(int days) {
    String id = JobIds.next(clock());
    store()
        .insert(
            new JobRequest(
                id,
                "transcription",
                "default",
                0,
                "{}",
                Optional.empty(),
                new Afterwards(Optional.empty(), OptionalInt.of(days))),
            TRACE,
            "",
            1000);
    pass(Duration.ofSeconds(1));
    return id;
  }

  default String endedAndKeptFor(int days) {
    String id = keptFor(days);
    store().complete(claimed("node").lease(), "result");
    return id;
  }

  @Test
  default void aJobIsKeptForTheDaysItWasGivenAfterItsEnd() {
    String id = endedAndKeptFor(2);
    assertThat(job(id).retention()).isEqualTo(2);
    pass(DAY.multipliedBy(2));
    assertThat(store().expired(MANY)).isEmpty();
    pass(Retention.SHORTEST.plusSeconds(1));

    assertThat(store().expired(MANY)).containsExactly(id);
  }

  @Test
  default void aJobThatIsNotToBeKeptCanStillBeReadForAMoment() {
    String id = endedAndKeptFor(0);
    assertThat(store().expired(MANY)).isEmpty();
    pass(Retention.SHORTEST.plusSeconds(1));

    assertThat(store().expired(MANY)).containsExactly(id);
  }

  @Test
  default void jobsThatRunOrAreKeptForEverAreNeverOver() {
    endedAndKeptFor(Retention.FOR_EVER);
    keptFor(0);
    claimed("node");
    keptFor(0);
    pass(DAY.multipliedBy(4_000));

    assertThat(store().expired(MANY)).isEmpty();
  }

  @Test
  default void thoseThatEndedFirstGoFirstAndNotAllAtOnce() {
    String first = endedAndKeptFor(0);
    String second = endedAndKeptFor(0);
    endedAndKeptFor(0);
    pass(DAY);

    assertThat(store().expired(2)).containsExactly(first, second);
  }

  @Test
  default void whatIsOverIsDiscardedAndThenRemoved() {
    String id = endedAndKeptFor(0);
    pass(DAY);
    List<Job> discarded = new ArrayList<>();

    assertThat(store().removeExpired(id, discarded::add)).isTrue();

    assertThat(discarded).extracting(Job::id).containsExactly(id);
    assertThat(store().find(id)).isEmpty();
    assertThat(store().removeExpired(id, discarded::add)).isFalse();
    assertThat(discarded).hasSize(1);
  }

  @Test
  default void whatCannotBeDiscardedStays() {
    String id = endedAndKeptFor(0);
    pass(DAY);

    assertThatThrownBy(
            () ->
                store()
                    .removeExpired(
                        id,
                        job -> {
                          throw new IllegalStateException("no storage");
                        }))
        .hasMessage("no storage");

    assertThat(store().expired(MANY)).containsExactly(id);
  }

  @Test
  default void whatIsNotOverIsNotRemoved() {
    String id = endedAndKeptFor(1);

    assertThat(store().removeExpired(id, job -> {})).isFalse();

    assertThat(store().find(id)).isPresent();
  }

  @Test
  default void aJobIsKeptUntilItsWebhookHasComeToAnEnd() {
    String id = keptFor(0);
    webhooks().add(id, "default", ENDPOINT);
    store().complete(claimed("node").lease(), "result");
    pass(DAY);
    assertThat(store().expired(MANY)).isEmpty();
    assertThat(store().removeExpired(id, job -> {})).isFalse();
    webhooks().delivered(due(), 200);

    assertThat(store().expired(MANY)).containsExactly(id);
  }

  @Test
  default void priorityChangesWhileAJobIsPendingAndRetentionAlways() {
    String first = submitted();
    String second = submitted();

    assertThat(store().change(second, changes(OptionalInt.of(5), OptionalInt.of(30)))).isTrue();

    assertThat(job(second).priority()).isEqualTo(5);
    assertThat(job(second).retention()).isEqualTo(30);
    assertThat(claimed("node").job().id()).isEqualTo(second);
    assertThat(store().change(second, changes(OptionalInt.of(1), OptionalInt.of(1)))).isFalse();
    assertThat(store().change(second, changes(OptionalInt.empty(), OptionalInt.of(7)))).isTrue();
    assertThat(job(second).priority()).isEqualTo(5);
    assertThat(job(second).retention()).isEqualTo(7);
    assertThat(job(first).priority()).isZero();
    assertThat(store().change("nothing", changes(OptionalInt.empty(), OptionalInt.of(7))))
        .isFalse();
  }

  @Test
  default void aPendingJobKnowsHowManyOfItsTenantGoBeforeIt() {
    String first = submitted();
    String second = submitted();
    String urgent = submitted("transcription", 5);
    store()
        .insert(
            new JobRequest(
                JobIds.next(clock()), "transcription", "other", 9, "{}", Optional.empty()),
            TRACE,
            "",
            1000);

    assertThat(store().ahead(urgent)).hasValue(0);
    assertThat(store().ahead(first)).hasValue(1);
    assertThat(store().ahead(second)).hasValue(2);
    claimed("node");
    assertThat(store().ahead(urgent)).isEmpty();
    assertThat(store().ahead(second)).hasValue(1);
    assertThat(store().ahead("nothing")).isEmpty();
  }

  @Test
  default void aJobThatWaitsForItsNextTryHasNoPlaceInTheQueue() {
    String id = submitted();
    store().fail(claimed("node").lease(), ERROR, Optional.of(DAY));

    assertThat(store().ahead(id)).isEmpty();
  }

  private static JobChanges changes(OptionalInt priority, OptionalInt retention) {
    return new JobChanges(priority, retention);
  }
}
