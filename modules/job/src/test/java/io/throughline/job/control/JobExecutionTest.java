package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobState;
import io.throughline.job.control.JobStore.ClaimedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLRecoverableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job by one attempt at it. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JobExecutionTest {

  @TempDir Path workRoot;
  private JobWorkbench bench;

  @BeforeEach
  void open() {
    bench = new JobWorkbench(workRoot);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aJobWhoseStagesSucceedIsCompletedWithTheLastOutput() {
    ScriptedHandler handler = new ScriptedHandler(Plans.chain("prepare", "result-key"));
    Job job = submitted(handler);

    execution(handler).run();

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.COMPLETED);
    assertThat(bench.job(job.id()).resultKey()).contains("result-key");
    assertThat(bench.outcomes(job.id())).containsExactly("1 completed");
    assertThat(bench.store.stages(job.id())).allMatch(s -> s.state().equals("completed"));
    assertThat(bench.heard)
        .containsExactly(
            new JobEvent(job.id(), 1, JobState.RUNNING, 0, ""),
            new JobEvent(job.id(), 1, JobState.RUNNING, 0.5, "prepare"),
            new JobEvent(job.id(), 1, JobState.RUNNING, 1, "result-key"),
            new JobEvent(job.id(), 1, JobState.COMPLETED, 1, ""));
    assertThat(workRoot).isEmptyDirectory();
  }

  @Test
  void aFailureThatMayNotBeTriedAgainFailsTheJob() {
    ScriptedHandler handler =
        ScriptedHandler.of(
            c -> {
              Files.writeString(c.workDirectory().resolve("left"), "x");
              throw new IllegalStateException("canary");
            });
    Job job = submitted(handler);

    execution(handler).run();

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.FAILED);
    assertThat(bench.job(job.id()).error().orElseThrow().type())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(bench.job(job.id()).error().orElseThrow().message()).doesNotContain("canary");
    assertThat(bench.outcomes(job.id())).containsExactly("1 failed");
    assertThat(bench.heard.get(1)).isEqualTo(new JobEvent(job.id(), 1, JobState.FAILED, 0, ""));
    assertThat(workRoot).isEmptyDirectory();
  }

  @Test
  void aFailureIsTriedAgainUntilItIsEnough() {
    ScriptedHandler handler =
        ScriptedHandler.of(
            c -> {
              throw new IOException("busy");
            });
    Job job = submitted(handler);

    for (int attempt = 1; attempt <= 3; attempt++) {
      execution(handler).run();
      assertThat(bench.job(job.id()).state())
          .isEqualTo(attempt < 3 ? JobState.PENDING : JobState.FAILED);
      bench.clock.advance(Duration.ofMinutes(5));
    }

    assertThat(bench.outcomes(job.id())).containsExactly("1 failed", "2 failed", "3 failed");
    assertThat(bench.store.claim("node", JobWorkbench.LEASE, JobWorkbench.TURN)).isEmpty();
  }

  @Test
  void aDatabaseThatIsAwayCountsAsNoErrorOfTheJob() {
    AtomicInteger tries = new AtomicInteger();
    ScriptedHandler handler =
        ScriptedHandler.of(
            c -> {
              if (tries.incrementAndGet() <= 5) {
                throw new IllegalStateException(new SQLRecoverableException("the line is dead"));
              }
              return "text";
            });
    Job job = submitted(handler);

    for (int attempt = 1; attempt <= 6; attempt++) {
      execution(handler).run();
      bench.clock.advance(Duration.ofMinutes(5));
    }

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.COMPLETED);
    assertThat(bench.outcomes(job.id()))
        .containsExactly(
            "1 released", "2 released", "3 released", "4 released", "5 released", "6 completed");
  }

  @Test
  void aJobThatWaitsForWhatIsAwayIsLeftAloneMeanwhile() {
    ScriptedHandler handler =
        ScriptedHandler.of(
            c -> {
              throw new IllegalStateException(new SQLRecoverableException("the line is dead"));
            });
    submitted(handler);

    execution(handler).run();

    assertThat(bench.store.claim("node", JobWorkbench.LEASE, JobWorkbench.TURN)).isEmpty();
  }

  @Test
  void theNextAttemptDoesNotRepeatCommittedStages() {
    AtomicInteger expensive = new AtomicInteger();
    AtomicInteger cheap = new AtomicInteger();
    ScriptedHandler handler =
        new ScriptedHandler(
            Plans.of(
                Plans.stage("expensive", c -> "text " + expensive.incrementAndGet()),
                Plans.stage(
                    "cheap",
                    c -> {
                      if (cheap.incrementAndGet() == 1) {
                        throw new IOException("busy");
                      }
                      return c.output("expensive");
                    },
                    "expensive")));
    Job job = submitted(handler);

    execution(handler).run();
    bench.clock.advance(Duration.ofMinutes(5));
    execution(handler).run();

    assertThat(bench.job(job.id()).resultKey()).contains("text 1");
    assertThat(expensive).hasValue(1);
    assertThat(cheap).hasValue(2);
  }

  @Test
  void anErrorOfAnEngineFailsItsJobOnly() {
    ScriptedHandler handler =
        ScriptedHandler.of(
            c -> {
              throw new OutOfMemoryError();
            });
    Job job = submitted(handler);

    execution(handler).run();

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.FAILED);
    assertThat(bench.job(job.id()).error().orElseThrow().message())
        .isEqualTo("stage work broke: OutOfMemoryError");
  }

  @Test
  void aPlanThatCannotBeMadeFailsTheJob() {
    ScriptedHandler handler = new ScriptedHandler(null);
    Job job = submitted(handler);

    execution(handler).run();

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void aStopBeforeTheStagesIsHeeded() {
    ScriptedHandler handler = ScriptedHandler.of(c -> "never");
    Job job = submitted(handler);
    JobExecution execution = execution(handler);

    execution.stop(StopReason.DRAINING);
    execution.run();

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.PENDING);
    assertThat(bench.outcomes(job.id())).containsExactly("1 released");
    assertThat(bench.claimed().errors()).isZero();
  }

  @Test
  void theFirstReasonToStopCounts() throws Exception {
    StoppedWhileRunning run = new StoppedWhileRunning();
    run.execution.stop(StopReason.LEASE_LOST);
    run.execution.stop(StopReason.CANCELLED);
    run.done.get();

    assertThat(bench.job(run.job.id()).state()).isEqualTo(JobState.RUNNING);
    assertThat(bench.outcomes(run.job.id())).containsExactly("1 running");
  }

  @Test
  void aRunningJobThatIsCancelledIsInterruptedAndCancelled() throws Exception {
    StoppedWhileRunning run = new StoppedWhileRunning();
    bench.store.requestCancel(run.job.id());
    run.execution.stop(StopReason.CANCELLED);
    run.done.get();

    assertThat(run.interrupted.get()).isInstanceOf(InterruptedException.class);
    assertThat(bench.job(run.job.id()).state()).isEqualTo(JobState.CANCELLED);
    assertThat(bench.outcomes(run.job.id())).containsExactly("1 cancelled");
    assertThat(bench.heard).last().extracting(JobEvent::state).isEqualTo(JobState.CANCELLED);
    assertThat(workRoot).isEmptyDirectory();
  }

  @Test
  void aServerThatStopsWhileAJobIsBeingCancelledCancelsIt() throws Exception {
    StoppedWhileRunning run = new StoppedWhileRunning();
    bench.store.requestCancel(run.job.id());
    run.execution.stop(StopReason.DRAINING);
    run.done.get();

    assertThat(bench.job(run.job.id()).state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aCancelThatArrivesBeforeTheCommitWinsOverTheResult() {
    assertCancelled(ScriptedHandler.of(c -> cancelFromElsewhere(c.job()) + "result"));
  }

  @Test
  void aCancelThatArrivesBeforeAFailureWinsOverIt() {
    assertCancelled(
        ScriptedHandler.of(
            c -> {
              throw new IOException(cancelFromElsewhere(c.job()));
            }));
  }

  private void assertCancelled(ScriptedHandler handler) {
    Job job = submitted(handler);

    execution(handler).run();

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.CANCELLED);
    assertThat(bench.job(job.id()).resultKey()).isEmpty();
    assertThat(bench.outcomes(job.id())).containsExactly("1 cancelled");
    assertThat(bench.heard).last().extracting(JobEvent::state).isEqualTo(JobState.CANCELLED);
  }

  private String cancelFromElsewhere(Job job) {
    bench.store.requestCancel(job.id());
    return "";
  }

  @Test
  void anAttemptThatLostItsLeaseCommitsNothing() {
    ScriptedHandler handler =
        ScriptedHandler.of(
            c -> {
              bench.clock.advance(Duration.ofMinutes(1));
              bench.store.recoverExpired(3, false, "another node");
              bench.store.claim("node-2", JobWorkbench.LEASE, JobWorkbench.TURN);
              return "stale";
            });
    Job job = submitted(handler);

    execution(handler).run();

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.RUNNING);
    assertThat(bench.job(job.id()).attempt()).isEqualTo(2);
    assertThat(bench.job(job.id()).resultKey()).isEmpty();
    assertThat(bench.store.stages(job.id()).get(0).state()).isEqualTo("pending");
    assertThat(bench.heard).extracting(JobEvent::state).containsOnly(JobState.RUNNING);
  }

  private Job submitted(ScriptedHandler handler) {
    return bench.submitted(bench.service(handler, bench.dispatcher(handler)));
  }

  private JobExecution execution(ScriptedHandler handler) {
    ClaimedJob claimed = bench.claimed();
    return new JobExecution(bench.around, handler, claimed);
  }

  /** An attempt in another thread whose one stage runs until it is interrupted. */
  private final class StoppedWhileRunning {
    final AtomicReference<Exception> interrupted = new AtomicReference<>();
    final Job job;
    final JobExecution execution;
    final Future<?> done;

    StoppedWhileRunning() throws InterruptedException {
      CountDownLatch runs = new CountDownLatch(1);
      ScriptedHandler handler =
          ScriptedHandler.of(
              c -> {
                runs.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  interrupted.set(e);
                  throw e;
                }
                return "never";
              });
      job = submitted(handler);
      execution = execution(handler);
      done = bench.threads.submit(execution::run);
      runs.await();
    }
  }
}
