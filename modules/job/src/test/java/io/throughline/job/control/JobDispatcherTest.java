package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobState;
import io.throughline.telemetry.api.TraceCarrier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a node with its loops running in real threads. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JobDispatcherTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  @TempDir Path workRoot;
  private final CountDownLatch stageRuns = new CountDownLatch(1);
  private final ScriptedHandler endless =
      ScriptedHandler.of(
          c -> {
            stageRuns.countDown();
            new CountDownLatch(1).await();
            return "never";
          });
  private JobWorkbench bench;
  private JobDispatcher dispatcher;
  private JobService service;

  @BeforeEach
  void open() {
    bench = new JobWorkbench(workRoot);
  }

  @AfterEach
  void close() {
    if (dispatcher != null) {
      dispatcher.drain(LONG);
    }
    bench.close();
  }

  @Test
  void aSubmittedJobRunsToItsEnd() {
    start(new ScriptedHandler(Plans.chain("a", "result")));

    Job job = bench.submitted(service);

    assertThat(service.finished(job.id()).join().resultKey()).contains("result");
  }

  @Test
  void asManyJobsRunAtOnceAsThereAreWorkers() {
    CyclicBarrier two = new CyclicBarrier(2);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    start(
        ScriptedHandler.of(
            c -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              two.await();
              now.decrementAndGet();
              return "r";
            }));

    List<Job> jobs =
        List.of(
            bench.submitted(service),
            bench.submitted(service),
            bench.submitted(service),
            bench.submitted(service));

    jobs.forEach(job -> assertThat(end(job)).isEqualTo(JobState.COMPLETED));
    assertThat(most).hasValueBetween(2, 2);
  }

  @Test
  void jobsAtTheirLastChanceRunOneAtATimeBesideOthers() {
    List<Job> jobs = new ArrayList<>();
    for (int job = 0; job < 2; job++) {
      bench
          .store
          .insert(bench.request(ScriptedHandler.TYPE), JobStoreContract.TRACE, "", 10)
          .ifPresent(jobs::add);
    }
    for (int crash = 0; crash < 2; crash++) {
      bench.claimed();
      bench.claimed();
      bench.store.recoverExpired(3, true, "another node");
    }
    AtomicInteger chances = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Semaphore another = new Semaphore(0);
    start(
        ScriptedHandler.of(
            c -> {
              if (c.job().attempt() == 3) {
                most.accumulateAndGet(chances.incrementAndGet(), Math::max);
                another.acquire();
                chances.decrementAndGet();
              } else {
                another.release();
              }
              return "r";
            }));

    jobs.add(bench.submitted(service));
    jobs.add(bench.submitted(service));

    jobs.forEach(job -> assertThat(end(job)).isEqualTo(JobState.COMPLETED));
    assertThat(most).hasValue(1);
  }

  @Test
  void aJobThatGetsNoThreadGoesBackToTheQueue() {
    ExecutorService ended = Executors.newSingleThreadExecutor();
    ended.shutdown();
    Job job =
        bench
            .store
            .insert(bench.request(ScriptedHandler.TYPE), new TraceCarrier(Map.of()), "", 9)
            .orElseThrow();
    dispatcher = bench.dispatcher(endless, ended);
    bench.threads.execute(dispatcher::dispatchLoop);

    while (bench.job(job.id()).attempt() < 2) {
      Thread.onSpinWait();
    }

    assertThat(bench.job(job.id()).state()).isIn(JobState.PENDING, JobState.RUNNING);
    assertThat(bench.outcomes(job.id())).isEmpty();
  }

  @Test
  void aRunningJobIsCancelled() throws Exception {
    start(endless);
    Job job = bench.submitted(service);
    stageRuns.await();

    service.cancel(job.id());

    assertThat(end(job)).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aCancelOnAnotherNodeIsNoticedByTheHeartbeat() throws Exception {
    start(endless);
    Job job = bench.submitted(service);
    stageRuns.await();

    bench.store.requestCancel(job.id());

    assertThat(end(job)).isEqualTo(JobState.CANCELLED);
    assertThat(bench.outcomes(job.id())).containsExactly("1 cancelled");
  }

  @Test
  void anAttemptWhoseLeaseIsLostIsInterruptedAndDiscarded() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    start(
        ScriptedHandler.of(
            c -> {
              if (c.job().attempt() > 1) {
                return "second";
              }
              stageRuns.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                interrupted.countDown();
              }
              return "first";
            }));
    Job job = bench.submitted(service);
    stageRuns.await();

    bench.store.recoverExpired(3, true, "another node");
    bench.signal.wake();

    interrupted.await();
    assertThat(service.finished(job.id()).join().resultKey()).contains("second");
    assertThat(bench.outcomes(job.id())).containsExactly("1 crashed", "2 completed");
  }

  @Test
  void drainGivesRunningJobsBackWithoutSpendingAnAttempt() throws Exception {
    start(endless);
    Job job = bench.submitted(service);
    stageRuns.await();

    dispatcher.drain(LONG);

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.PENDING);
    assertThat(bench.outcomes(job.id())).containsExactly("1 released");
    assertThat(bench.claimed().errors()).isZero();
  }

  @Test
  void aJobThatIsClaimedWhileTheServerDrainsIsGivenBackToo() throws Exception {
    CountDownLatch claiming = new CountDownLatch(1);
    CountDownLatch drained = new CountDownLatch(1);
    bench.close();
    bench =
        new JobWorkbench(
            workRoot,
            clock ->
                new InMemoryJobStore(clock) {
                  @Override
                  public List<ClaimedJob> claim(String owner, Duration lease, Turn turn) {
                    claiming.countDown();
                    await(drained);
                    return super.claim(owner, lease, turn);
                  }
                });
    dispatcher = bench.dispatcher(endless);
    service = bench.service(endless, dispatcher);
    Job job = bench.submitted(service);
    bench.threads.execute(dispatcher::dispatchLoop);
    claiming.await();

    Thread drain = new Thread(() -> dispatcher.drain(LONG));
    drain.start();
    while (drain.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    drained.countDown();
    drain.join();

    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.PENDING);
    assertThat(bench.outcomes(job.id())).containsExactly("1 released");
  }

  @Test
  void aJobThatADeadServerLeftIsTriedAgain() {
    ScriptedHandler handler = new ScriptedHandler(Plans.chain("result"));
    Job job = bench.submitted(bench.service(handler, bench.dispatcher(handler)));
    bench.store.attemptStarted(
        bench.store.claim("dead node", LONG, JobWorkbench.TURN).get(0).lease(), job.trace());

    start(handler);

    assertThat(end(job)).isEqualTo(JobState.COMPLETED);
    assertThat(bench.outcomes(job.id())).containsExactly("1 crashed", "2 completed");
  }

  @Test
  void takingJobsOverIsASpanAndFindingNoneIsNot() {
    dispatcher = bench.dispatcher(endless);
    service = bench.service(endless, dispatcher);
    dispatcher.recoverAtStart();
    assertThat(bench.spanNames()).isEmpty();
    bench.submitted(service);
    bench.store.claim("dead node", LONG, JobWorkbench.TURN).get(0);

    dispatcher.recoverAtStart();

    SpanData span = bench.span("scheduler.recover_leases");
    assertThat(span.getAttributes().get(AttributeKey.longKey("jobs.count"))).isEqualTo(1);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void theThirdCrashEndsTheJobAndWhoeverWaitsForIt() {
    dispatcher = bench.dispatcher(endless);
    service = bench.service(endless, dispatcher);
    Job job = bench.submitted(service);
    Future<Job> finished = service.finished(job.id());

    for (int crash = 1; crash <= 3; crash++) {
      assertThat(finished).isNotDone();
      bench.store.claim("dead node", LONG, JobWorkbench.TURN).get(0);
      dispatcher.recoverAtStart();
    }

    assertThat(finished).isDone();
    assertThat(bench.job(job.id()).state()).isEqualTo(JobState.DEAD);
    assertThat(bench.heard)
        .extracting(JobEvent::state)
        .containsExactly(JobState.PENDING, JobState.PENDING, JobState.DEAD);
  }

  @Test
  void aJobThatNoModuleHandlesFailsAfterItsRetries() {
    start(endless);
    Job job = bench.submitted(service, "unknown_type");
    var finished = service.finished(job.id());

    for (int retry = 1; retry <= 2; retry++) {
      awaitRetry(retry);
      bench.clock.advance(Duration.ofMinutes(5));
    }

    assertThat(finished.join().state()).isEqualTo(JobState.FAILED);
    assertThat(finished.join().attempt()).isEqualTo(3);
    assertThat(finished.join().error().orElseThrow().type()).isEqualTo("unhandled_job_type");
  }

  @Test
  void aStoreThatFailsForAWhileStopsNothing() {
    AtomicInteger claims = new AtomicInteger();
    bench.close();
    bench = new JobWorkbench(workRoot, clock -> failingAtFirst(clock, claims));
    start(new ScriptedHandler(Plans.chain("result")));

    Job job = bench.submitted(service);

    assertThat(end(job)).isEqualTo(JobState.COMPLETED);
    assertThat(claims).hasValueGreaterThan(3);
  }

  private static JobStore failingAtFirst(Clock clock, AtomicInteger claims) {
    return new InMemoryJobStore(clock) {
      @Override
      public List<ClaimedJob> claim(String owner, Duration lease, Turn turn) {
        if (claims.incrementAndGet() <= 3) {
          throw new IllegalStateException("no connection");
        }
        return super.claim(owner, lease, turn);
      }
    };
  }

  private void start(ScriptedHandler handler) {
    dispatcher = bench.dispatcher(handler);
    service = bench.service(handler, dispatcher);
    startLoops();
  }

  private void startLoops() {
    dispatcher.recoverAtStart();
    bench.threads.execute(dispatcher::dispatchLoop);
    bench.threads.execute(dispatcher::heartbeatLoop);
  }

  private JobState end(Job job) {
    return service.finished(job.id()).join().state();
  }

  /** The clock may only move while nobody holds a lease: it would run out. */
  private void awaitRetry(int retry) {
    while (bench.heard.stream().filter(e -> e.state() == JobState.PENDING).count() < retry) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
