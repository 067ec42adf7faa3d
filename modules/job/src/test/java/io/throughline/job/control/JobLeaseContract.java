package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobState;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who may work on a job, and what happens to those who may not: for every {@link JobStore}. */
public interface JobLeaseContract extends JobStoreContract {

  @Test
  default void aLeaseThatItsLivingOwnerCouldNotExtendIsNoCrash() {
    String id = submitted();
    for (int i = 0; i < 4; i++) {
      claimed("node");
      pass(Duration.ofMinutes(10));
      assertThat(store().recoverExpired(3, false, "node")).containsExactly(id);
    }

    assertThat(job(id).state()).isEqualTo(JobState.PENDING);
    assertThat(outcomes(id)).containsOnlyOnce("1 node released").hasSize(4);
  }

  @Test
  default void everyJobIsClaimedOnceByManyAtATime() throws Exception {
    int jobs = 12;
    int claimers = 4;
    for (int i = 0; i < jobs; i++) {
      submitted();
    }
    CyclicBarrier together = new CyclicBarrier(claimers);
    ExecutorService threads = Executors.newFixedThreadPool(claimers);
    try {
      List<Future<List<String>>> claims = new ArrayList<>();
      for (int c = 0; c < claimers; c++) {
        String owner = "node-" + c;
        claims.add(
            threads.submit(
                () -> {
                  together.await();
                  List<String> mine = new ArrayList<>();
                  List<JobStore.ClaimedJob> claimed = store().claim(owner, LEASE, THREE);
                  while (!claimed.isEmpty()) {
                    claimed.forEach(job -> mine.add(job.job().id()));
                    claimed = store().claim(owner, LEASE, THREE);
                  }
                  return mine;
                }));
      }
      List<String> all = new ArrayList<>();
      for (Future<List<String>> claim : claims) {
        all.addAll(claim.get());
      }

      assertThat(all).doesNotHaveDuplicates();
      // A claimer may find the last rows locked by others and go; nothing is lost by it.
      while (all.size() < jobs) {
        all.add(store().claim("last", LEASE, TURN).get(0).job().id());
      }
      assertThat(store().claim("last", LEASE, TURN)).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void aHeartbeatKeepsTheLeaseAndWritesTheProgress() {
    String id = submitted();
    Lease lease = claimed("node").lease();
    pass(Duration.ofSeconds(20));

    assertThat(store().heartbeat(lease, LEASE, 0.25)).contains(JobState.RUNNING);

    pass(Duration.ofSeconds(20));
    assertThat(store().recoverExpired(3, false, "another node")).isEmpty();
    assertThat(job(id).progress()).isEqualTo(0.25);
    pass(Duration.ofSeconds(11));
    assertThat(store().recoverExpired(3, false, "another node")).containsExactly(id);
  }

  @Test
  default void aStaleOwnerChangesNothing() {
    String id = submitted();
    Lease stale = claimed("node-a").lease();
    store().stagesPlanned(stale, Plans.chain("one", "two"));
    pass(LEASE.plusSeconds(1));
    store().recoverExpired(3, false, "another node");
    Lease current = claimed("node-b").lease();

    assertRefused(stale);
    assertRefused(new Lease(id, current.attempt(), "node-a"));
    assertRefused(new Lease(id, 1, "node-b"));

    assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
    assertThat(outcomes(id)).containsExactly("1 node-a crashed", "2 node-b running");
    assertThat(store().stages(id)).allMatch(stage -> stage.state().equals("pending"));
    assertThat(store().complete(current, "r")).isTrue();
  }

  private void assertRefused(Lease stale) {
    assertThat(store().heartbeat(stale, LEASE, 0.9)).isEmpty();
    assertThat(store().stageCompleted(stale, "one", Instant.EPOCH, Optional.of("x"))).isFalse();
    assertThat(store().complete(stale, "stale")).isFalse();
    assertThat(store().fail(stale, ERROR, Optional.empty())).isFalse();
    assertThat(store().cancelled(stale)).isFalse();
    assertThat(store().release(stale)).isFalse();
  }

  @Test
  default void anOwnerThatIsTooLateToBeginLeavesNoTrace() {
    String id = submitted();
    Lease late = store().claim("node-a", LEASE, TURN).get(0).lease();
    pass(LEASE.plusSeconds(1));
    store().recoverExpired(3, false, "another node");

    store().attemptStarted(late, JobStoreContract.span(1));
    store().stagesPlanned(late, Plans.chain("one"));

    assertThat(store().attempts(id)).isEmpty();
    assertThat(store().stages(id)).isEmpty();
  }

  @Test
  default void aCrashedJobIsTriedAgainAndTheThirdCrashIsItsDeath() {
    String id = submitted();
    for (int crash = 1; crash <= 2; crash++) {
      claimed("node-" + crash);
      pass(LEASE.plusSeconds(1));
      assertThat(store().recoverExpired(3, false, "another node")).containsExactly(id);
      assertThat(job(id).state()).isEqualTo(JobState.PENDING);
      assertThat(job(id).finishedAt()).isEmpty();
    }
    claimed("node-3");
    pass(LEASE.plusSeconds(1));

    assertThat(store().recoverExpired(3, false, "another node")).containsExactly(id);

    assertThat(job(id).state()).isEqualTo(JobState.DEAD);
    assertThat(job(id).error().orElseThrow().type()).isEqualTo("crashed");
    assertThat(job(id).finishedAt()).isPresent();
    assertThat(outcomes(id))
        .containsExactly("1 node-1 crashed", "2 node-2 crashed", "3 node-3 crashed");
    assertThat(store().recoverExpired(3, true, "another node")).isEmpty();
    assertThat(store().claim("node", LEASE, TURN)).isEmpty();
  }

  @Test
  default void aCrashSpendsNoErrorAndLinksToTheAttemptThatDied() {
    submitted();
    claimed("node-a");
    pass(LEASE.plusSeconds(1));
    store().recoverExpired(3, false, "another node");

    JobStore.ClaimedJob second = claimed("node-b");

    assertThat(second.errors()).isZero();
    assertThat(second.previousAttempt()).contains(JobStoreContract.span(1));
  }

  @Test
  default void aJobWhoseServerHasDiedIsLeftAloneWhenThatIsAsked() {
    String crashed = submitted();
    claimed("node-a");
    pass(LEASE.plusSeconds(1));
    store().recoverExpired(3, false, "another node");
    assertThat(store().claim("node", LEASE, new JobStore.Turn("default", false, 1, 1))).isEmpty();

    JobStore.ClaimedJob claimed =
        store().claim("node", LEASE, new JobStore.Turn("default", false, 2, 1)).get(0);

    assertThat(claimed.job().id()).isEqualTo(crashed);
    assertThat(claimed.crashes()).isOne();
  }

  @Test
  default void anAttemptOfWhichThereIsNoRecordDoesNotCutTheLinks() {
    submitted();
    claimed("node-a");
    pass(LEASE.plusSeconds(1));
    store().recoverExpired(3, false, "another node");
    store().claim("node-b", LEASE, TURN).get(0);
    pass(LEASE.plusSeconds(1));
    store().recoverExpired(3, false, "another node");

    JobStore.ClaimedJob third = claimed("node-c");

    assertThat(third.lease().attempt()).isEqualTo(3);
    assertThat(third.previousAttempt()).contains(JobStoreContract.span(1));
  }

  @Test
  default void aJobThatLostItsServerKeepsItsPlaceInTheQueue() {
    String first = submitted();
    String second = submitted();
    claimed("node-a");
    pass(LEASE.plusSeconds(1));
    store().recoverExpired(3, false, "another node");

    JobStore.ClaimedJob again = claimed("node-b");
    assertThat(again.job().id()).isEqualTo(first);
    assertThat(store().release(again.lease())).isTrue();

    assertThat(claimed("node-b").job().id()).isEqualTo(first);
    assertThat(claimed("node-b").job().id()).isEqualTo(second);
  }

  @Test
  default void aJobThatLostItsServerHasWaitedSinceItsLastAttemptWasOver() {
    String id = submitted();
    claimed("node-a");
    pass(LEASE.plusSeconds(1));
    store().recoverExpired(3, false, "another node");

    JobStore.ClaimedJob again = claimed("node-b");

    assertThat(again.dueSince()).isEqualTo(store().attempts(id).get(0).finishedAt().orElseThrow());
  }

  @Test
  default void afterARestartOfTheOnlyServerEveryLeaseIsOver() {
    String id = submitted();
    claimed("node");

    assertThat(store().recoverExpired(3, false, "another node")).isEmpty();
    assertThat(store().recoverExpired(3, true, "another node")).containsExactly(id);

    assertThat(job(id).state()).isEqualTo(JobState.PENDING);
  }

  @Test
  default void aDeadJobThatIsRedrivenStartsAnewBelowAnotherTrace() {
    String id = submitted();
    for (int crash = 1; crash <= 3; crash++) {
      claimed("node");
      store().recoverExpired(3, true, "another node");
    }
    assertThat(job(id).state()).isEqualTo(JobState.DEAD);
    TraceCarrier other = new TraceCarrier(Map.of("traceparent", "another"));

    assertThat(store().redrive(id, other, "ff")).isTrue();

    assertThat(job(id).state()).isEqualTo(JobState.PENDING);
    assertThat(job(id).error()).isEmpty();
    assertThat(job(id).finishedAt()).isEmpty();
    assertThat(job(id).trace()).isEqualTo(other);
    assertThat(job(id).traceId()).isEqualTo("ff");
    JobStore.ClaimedJob fourth = claimed("node");
    assertThat(fourth.lease().attempt()).isEqualTo(4);
    assertThat(fourth.previousAttempt()).contains(JobStoreContract.span(3));
    assertThat(store().recoverExpired(3, true, "another node")).containsExactly(id);
    assertThat(job(id).state()).isEqualTo(JobState.PENDING);
  }

  @Test
  default void onlyAFailedOrDeadJobIsRedriven() {
    String id = submitted();
    assertThat(store().redrive(id, JobStoreContract.TRACE, "")).isFalse();
    Lease lease = claimed("node").lease();
    assertThat(store().redrive(id, JobStoreContract.TRACE, "")).isFalse();
    store().complete(lease, "results/1.json");
    assertThat(store().redrive(id, JobStoreContract.TRACE, "")).isFalse();
    assertThat(store().redrive("unknown", JobStoreContract.TRACE, "")).isFalse();
    assertThat(job(id).state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  default void aPendingJobIsCancelledAtOnce() {
    String id = submitted();

    assertThat(store().requestCancel(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);

    assertThat(job(id).finishedAt()).isPresent();
    assertThat(store().claim("node", LEASE, TURN)).isEmpty();
    assertThat(store().requestCancel(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  default void aRunningJobIsCancelledByItsOwner() {
    String id = submitted();
    Lease lease = claimed("node").lease();
    assertThat(store().cancelled(lease)).isFalse();

    assertThat(store().requestCancel(id).orElseThrow().state()).isEqualTo(JobState.CANCELLING);
    assertThat(job(id).finishedAt()).isEmpty();
    assertThat(store().heartbeat(lease, LEASE, 0.5)).contains(JobState.CANCELLING);
    assertThat(store().complete(lease, "r")).isFalse();
    assertThat(store().fail(lease, ERROR, Optional.empty())).isFalse();
    assertThat(store().release(lease)).isFalse();
    assertThat(store().cancelled(lease)).isTrue();

    assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
    assertThat(job(id).finishedAt()).isPresent();
    assertThat(job(id).resultKey()).isEmpty();
    assertThat(outcomes(id)).containsExactly("1 node cancelled");
  }

  @Test
  default void aJobWhoseOwnerDiedWhileCancellingIsCancelled() {
    String id = submitted();
    claimed("node");
    store().requestCancel(id);
    pass(LEASE.plusSeconds(1));

    assertThat(store().recoverExpired(3, false, "another node")).containsExactly(id);

    assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  default void anEndedJobStaysAsItEndedWhenCancelIsAsked() {
    String id = submitted();
    store().complete(claimed("node").lease(), "r");

    assertThat(store().requestCancel(id).orElseThrow().state()).isEqualTo(JobState.COMPLETED);
  }
}
