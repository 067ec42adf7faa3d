package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.job.control.JobStore.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobClaimsTest {

  private static final Duration LEASE = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock();
  private final InMemoryJobStore store = new InMemoryJobStore(clock);
  private final JobClaims claims = new JobClaims(store, "node", LEASE, clock, 2);

  @Test
  void withoutJobsThereIsNoClaim() {
    assertThat(claims.next(3, false)).isEmpty();
  }

  @Test
  void aTenantWithManyJobsDoesNotMakeAnotherWait() {
    submit("flood", 0, 100);
    next(3);
    submit("small", 0, 2);
    clock.advance(Duration.ofSeconds(1));

    assertThat(next(5))
        .extracting(Job::tenant)
        .containsExactly("small", "flood", "small", "flood", "flood");
  }

  @Test
  void manyTenantsTakeTurns() {
    for (String tenant : List.of("a", "b", "c")) {
      submit(tenant, 0, 4);
    }
    clock.advance(Duration.ofSeconds(1));

    List<String> order = next(12).stream().map(Job::tenant).toList();

    for (int round = 0; round < 4; round++) {
      assertThat(order.subList(3 * round, 3 * round + 3)).containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void higherPriorityGoesFirstButTheOldestGetsEveryFourthTurn() {
    submit("default", -10, 2);
    submit("default", 5, 20);

    assertThat(next(8)).extracting(Job::priority).containsExactly(5, 5, 5, -10, 5, 5, 5, -10);
  }

  @Test
  void aNewTenantIsSeenWhileTheOthersKeepTheWorkersBusy() {
    submit("flood", 0, 100);
    next(1);
    submit("late", 0, 1);

    assertThat(next(1)).extracting(Job::tenant).containsExactly("flood");
    clock.advance(Duration.ofMillis(201));
    assertThat(next(1)).extracting(Job::tenant).containsExactly("late");
  }

  @Test
  void aNewTenantIsSeenAtOnceWhenThereIsNothingElse() {
    submit("first", 0, 1);
    next(1);
    submit("second", 0, 1);

    assertThat(next(1)).extracting(Job::tenant).containsExactly("second");
  }

  @Test
  void aLoneTenantGetsAllFreePlacesAndTheOldestStillHasItsTurn() {
    submit("default", -10, 2);
    submit("default", 5, 20);

    assertThat(priorities(8)).containsExactly(5, 5, 5);
    assertThat(priorities(8)).containsExactly(-10);
    assertThat(priorities(2)).containsExactly(5, 5);
    assertThat(priorities(2)).containsExactly(5);
    assertThat(priorities(2)).containsExactly(-10);
  }

  @Test
  void severalTenantsShareTheFreePlaces() {
    submit("a", 0, 4);
    submit("b", 0, 4);
    clock.advance(Duration.ofSeconds(1));

    assertThat(claims.next(8, false))
        .extracting(claimed -> claimed.job().tenant())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(claims.next(1, false)).hasSize(1);
  }

  @Test
  void oneJobAtItsLastChanceIsClaimedAtATime() {
    submit("default", 0, 3);
    crash(3);
    crash(3);

    assertThat(claims.next(3, false)).hasSize(1);
    assertThat(claims.next(3, true)).isEmpty();
    assertThat(claims.next(3, false)).hasSize(1);
  }

  @Test
  void jobsAtTheirLastChanceDoNotKeepOthersWaiting() {
    submit("default", 9, 2);
    crash(2);
    crash(2);
    submit("default", 0, 5);

    assertThat(priorities(2)).containsExactly(0, 0);
    assertThat(claims.next(2, true)).extracting(c -> c.job().priority()).containsExactly(0);
  }

  private List<Integer> priorities(int places) {
    return claims.next(places, false).stream().map(claimed -> claimed.job().priority()).toList();
  }

  private void crash(int jobs) {
    assertThat(store.claim("dead", LEASE, new Turn("default", false, Integer.MAX_VALUE, jobs)))
        .hasSize(jobs);
    store.recoverExpired(3, true, "node");
  }

  private List<Job> next(int times) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      claims.next(1, false).stream().map(ClaimedJob::job).forEach(jobs::add);
    }
    return jobs;
  }

  private void submit(String tenant, int priority, int times) {
    for (int i = 0; i < times; i++) {
      store.insert(
          new JobRequest(JobIds.next(clock), "t", tenant, priority, "{}", Optional.empty()),
          JobStoreContract.TRACE,
          "",
          1000);
      clock.advance(Duration.ofMillis(1));
    }
  }
}
