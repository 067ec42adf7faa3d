package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Retention;
import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.job.control.JobStore.Turn;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Submitting, claiming, ending and finding jobs: what every {@link JobStore} does. */
public interface JobStoreContract {

  Duration LEASE = Duration.ofSeconds(30);
  Turn TURN = new Turn("default", false, Integer.MAX_VALUE, 1);
  Turn THREE = new Turn("default", false, Integer.MAX_VALUE, 3);
  Job.JobError ERROR = new Job.JobError("java.io.IOException", "internal error");
  TraceCarrier TRACE =
      new TraceCarrier(
          Map.of(
              "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
              "baggage", "tenant=\"a\\b\""));

  /** An empty store. */
  JobStore store();

  /** Lets time pass for {@link #store()}. */
  void pass(Duration duration);

  /** The clock given to the store. */
  SettableClock clock();

  default String submitted(String type, int priority) {
    String id = JobIds.next(clock());
    store()
        .insert(
            new JobRequest(id, type, "default", priority, "{}", Optional.empty()), TRACE, "", 1000);
    pass(Duration.ofSeconds(1));
    return id;
  }

  default String submitted() {
    return submitted("transcription", 0);
  }

  default ClaimedJob claimed(String owner) {
    ClaimedJob claimed = store().claim(owner, LEASE, TURN).get(0);
    store().attemptStarted(claimed.lease(), span(claimed.lease().attempt()));
    return claimed;
  }

  default Job job(String id) {
    return store().find(id).orElseThrow();
  }

  default List<String> outcomes(String id) {
    return store().attempts(id).stream()
        .map(a -> a.number() + " " + a.node() + " " + a.outcome())
        .toList();
  }

  static TraceCarrier span(int attempt) {
    return new TraceCarrier(Map.of("traceparent", "span of attempt " + attempt));
  }

  @Test
  default void anInsertedJobIsPendingAndHasAllItWasGiven() {
    String id = JobIds.next(clock());
    String parameters = "{\"prompt\":\"Ünïcode \\n and 'quotes'\"}";
    Job inserted =
        store()
            .insert(
                new JobRequest(id, "analysis", "acme", -3, parameters, Optional.of("upload-1")),
                TRACE,
                "0af7651916cd43dd8448eb211c80319c",
                1000)
            .orElseThrow();

    Job expected =
        new Job(
            id,
            "analysis",
            JobState.PENDING,
            "acme",
            -3,
            parameters,
            Optional.of("upload-1"),
            TRACE,
            "0af7651916cd43dd8448eb211c80319c",
            0,
            0,
            clock().instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Retention.FOR_EVER);
    assertThat(inserted).isEqualTo(expected);
    assertThat(job(id)).isEqualTo(expected);
    assertThat(store().stages(id)).isEmpty();
    assertThat(store().attempts(id)).isEmpty();
    assertThat(store().pending()).isEqualTo(1);
    assertThat(store().unfinished()).containsExactly(Map.entry(JobState.PENDING, 1L));
  }

  @Test
  default void noMoreJobsWaitThanMay() {
    String first = submitted();
    JobRequest second =
        new JobRequest(JobIds.next(clock()), "transcription", "default", 0, "{}", Optional.empty());

    assertThat(store().insert(second, TRACE, "", 1)).isEmpty();
    assertThat(store().find(second.id())).isEmpty();
    claimed("node");

    assertThat(store().insert(second, TRACE, "", 1)).isPresent();
    assertThat(job(first).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  default void anUnknownJobIsNotThere() {
    assertThat(store().find("nothing")).isEmpty();
    assertThat(store().stages("nothing")).isEmpty();
    assertThat(store().attempts("nothing")).isEmpty();
    assertThat(store().requestCancel("nothing")).isEmpty();
    assertThat(store().delete("nothing")).isFalse();
  }

  @Test
  default void jobsAreClaimedByPriorityAndThenInTheirOrder() {
    String first = submitted("t", 0);
    String second = submitted("t", 0);
    String urgent = submitted("t", 5);
    String idle = submitted("t", -5);

    List<String> order =
        List.of(urgent, first, second, idle).stream()
            .map(expected -> claimed("node").job().id())
            .toList();
    assertThat(order).containsExactly(urgent, first, second, idle);
    assertThat(store().claim("node", LEASE, TURN)).isEmpty();
  }

  @Test
  default void aTurnMayBeForSeveralJobsInTheirOrder() {
    String low = submitted("transcription", -1);
    String first = submitted("transcription", 1);
    String second = submitted("transcription", 1);
    String third = submitted("transcription", 0);

    List<ClaimedJob> claimed = store().claim("node", LEASE, THREE);

    assertThat(claimed).extracting(c -> c.job().id()).containsExactly(first, second, third);
    assertThat(claimed)
        .extracting(ClaimedJob::lease)
        .containsExactly(
            new Lease(first, 1, "node"), new Lease(second, 1, "node"), new Lease(third, 1, "node"));
    assertThat(claimed).extracting(ClaimedJob::queueDepth).containsOnly(1L);
    assertThat(store().claim("node", LEASE, THREE)).extracting(c -> c.job().id()).containsOnly(low);
    for (ClaimedJob job : claimed) {
      assertThat(store().complete(job.lease(), "results/" + job.job().id())).isTrue();
    }
  }

  @Test
  default void aTurnIsOneTenantsByPriorityOrByAge() {
    String old = submitted("transcription", -1);
    String high = submitted("transcription", 1);
    String other = JobIds.next(clock());
    store()
        .insert(
            new JobRequest(other, "transcription", "acme", 9, "{}", Optional.empty()),
            TRACE,
            "",
            1000);

    assertThat(store().waitingTenants()).containsExactlyInAnyOrder("acme", "default");
    assertThat(store().claim("node", LEASE, new Turn("default", true, 3, 1)).get(0).job().id())
        .isEqualTo(old);
    assertThat(store().claim("node", LEASE, TURN).get(0).job().id()).isEqualTo(high);
    assertThat(store().claim("node", LEASE, TURN)).isEmpty();
    assertThat(store().waitingTenants()).containsExactly("acme");
  }

  @Test
  default void aClaimedJobRunsItsFirstAttemptForItsOwner() {
    String id = submitted();
    submitted();

    ClaimedJob claimed = claimed("node-a");

    assertThat(claimed.lease()).isEqualTo(new Lease(id, 1, "node-a"));
    assertThat(claimed.job().state()).isEqualTo(JobState.RUNNING);
    assertThat(claimed.job().attempt()).isEqualTo(1);
    assertThat(claimed.job().trace()).isEqualTo(TRACE);
    assertThat(claimed.job().startedAt()).isPresent();
    assertThat(claimed.dueSince()).isBeforeOrEqualTo(claimed.claimedAt());
    assertThat(claimed.errors()).isZero();
    assertThat(claimed.queueDepth()).isEqualTo(1);
    assertThat(claimed.previousAttempt()).isEmpty();
    assertThat(job(id)).isEqualTo(claimed.job());
    assertThat(outcomes(id)).containsExactly("1 node-a running");
  }

  @Test
  default void aCompletedJobHasItsResultAndIsNotClaimedAgain() {
    String id = submitted();
    Lease lease = claimed("node").lease();

    assertThat(store().complete(lease, "results/1.json")).isTrue();

    assertThat(job(id).state()).isEqualTo(JobState.COMPLETED);
    assertThat(job(id).resultKey()).contains("results/1.json");
    assertThat(job(id).progress()).isEqualTo(1);
    assertThat(job(id).finishedAt()).isPresent();
    assertThat(outcomes(id)).containsExactly("1 node completed");
    assertThat(store().attempts(id).get(0).finishedAt()).isPresent();
    assertThat(store().complete(lease, "results/2.json")).isFalse();
    assertThat(store().claim("node", LEASE, TURN)).isEmpty();
  }

  @Test
  default void aFailureWithRetryWaitsAndThenLinksToTheAttemptBefore() {
    String id = submitted();
    ClaimedJob first = claimed("node-a");

    assertThat(store().fail(first.lease(), ERROR, Optional.of(Duration.ofSeconds(60)))).isTrue();
    assertThat(job(id).state()).isEqualTo(JobState.PENDING);
    assertThat(job(id).finishedAt()).isEmpty();
    assertThat(job(id).error()).contains(ERROR);
    pass(Duration.ofSeconds(50));
    assertThat(store().claim("node-b", LEASE, TURN)).isEmpty();
    pass(Duration.ofSeconds(11));
    ClaimedJob second = claimed("node-b");

    assertThat(second.lease()).isEqualTo(new Lease(id, 2, "node-b"));
    assertThat(second.errors()).isEqualTo(1);
    assertThat(second.previousAttempt()).contains(span(1));
    assertThat(outcomes(id)).containsExactly("1 node-a failed", "2 node-b running");
    assertThat(store().attempts(id).get(0).errorType()).contains("java.io.IOException");
    assertThat(store().complete(second.lease(), "r")).isTrue();
    assertThat(job(id).error()).isEmpty();
  }

  @Test
  default void aFailureWithoutRetryIsTheEnd() {
    String id = submitted();

    assertThat(store().fail(claimed("node").lease(), ERROR, Optional.empty())).isTrue();

    assertThat(job(id).state()).isEqualTo(JobState.FAILED);
    assertThat(job(id).error()).contains(ERROR);
    assertThat(job(id).finishedAt()).isPresent();
    pass(Duration.ofDays(1));
    assertThat(store().claim("node", LEASE, TURN)).isEmpty();
  }

  @Test
  default void aReleasedJobIsDueAtOnceAndSpendsNoError() {
    String id = submitted();
    Lease lease = claimed("node-a").lease();

    assertThat(store().release(lease)).isTrue();

    assertThat(job(id).state()).isEqualTo(JobState.PENDING);
    assertThat(outcomes(id)).containsExactly("1 node-a released");
    assertThat(claimed("node-b").errors()).isZero();
  }

  @Test
  default void aPostponedJobIsDueLaterAndSpendsNoError() {
    String id = submitted();
    Lease lease = claimed("node-a").lease();

    assertThat(store().postpone(lease, ERROR, Duration.ofMinutes(1))).isTrue();
    assertThat(store().postpone(lease, ERROR, Duration.ofMinutes(1))).isFalse();

    assertThat(job(id).state()).isEqualTo(JobState.PENDING);
    assertThat(job(id).error()).contains(ERROR);
    assertThat(outcomes(id)).containsExactly("1 node-a released");
    assertThat(store().claim("node-b", LEASE, TURN)).isEmpty();
    pass(Duration.ofSeconds(61));
    assertThat(claimed("node-b").errors()).isZero();
  }

  @Test
  default void jobsAreListedNewestFirstByTypeAndState() {
    String first = submitted("a", 0);
    String second = submitted("b", 9);
    String third = submitted("a", 0);
    claimed("node");

    assertThat(ids(new JobFilter(Set.of(), Optional.empty(), 0, 10)))
        .containsExactly(third, second, first);
    assertThat(ids(new JobFilter(Set.of("a"), Optional.empty(), 0, 10)))
        .containsExactly(third, first);
    assertThat(ids(new JobFilter(Set.of(), Optional.of(JobState.RUNNING), 0, 10)))
        .containsExactly(second);
    assertThat(ids(new JobFilter(Set.of("a"), Optional.of(JobState.RUNNING), 0, 10))).isEmpty();
    assertThat(ids(new JobFilter(Set.of("a", "b"), Optional.empty(), 1, 1)))
        .containsExactly(second);
    assertThat(store().list(new JobFilter(Set.of("a", "b"), Optional.empty(), 1, 1)).total())
        .isEqualTo(3);
  }

  private List<String> ids(JobFilter filter) {
    return store().list(filter).jobs().stream().map(Job::id).toList();
  }

  @Test
  default void onlyAJobThatHasEndedIsDeletedAndNothingOfItStays() {
    String id = submitted();
    assertThat(store().delete(id)).isFalse();
    Lease lease = claimed("node").lease();
    assertThat(store().delete(id)).isFalse();
    store().complete(lease, "r");

    assertThat(store().delete(id)).isTrue();

    assertThat(store().find(id)).isEmpty();
    assertThat(store().attempts(id)).isEmpty();
    assertThat(store().delete(id)).isFalse();
  }
}
