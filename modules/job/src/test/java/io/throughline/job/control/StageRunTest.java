package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StageRunTest {

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final SettableClock clock = new SettableClock();
  private ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private final StageRun.Listener listener =
      new StageRun.Listener() {
        @Override
        public void progressed(Stage stage, double fraction) {
          log.add(stage.name() + " at " + fraction);
        }

        @Override
        public void completed(Stage stage, Instant startedAt, String output) {
          log.add(stage.name() + " gave " + output);
        }
      };

  @Test
  void stagesRunAfterThoseTheyWaitForAndSeeOnlyTheirOutputs() throws Exception {
    StagePlan plan =
        Plans.of(
            Plans.stage("a"),
            Plans.stage("b", c -> c.output("a") + "b", "a"),
            Plans.stage(
                "c",
                c -> {
                  assertThatThrownBy(() -> c.output("a"))
                      .isInstanceOf(IllegalArgumentException.class)
                      .hasMessage("stage c does not wait for stage a");
                  return c.output("b") + "c";
                },
                "b"));

    assertThat(run(plan, Map.of())).isEqualTo("abc");
    assertThat(log)
        .containsExactly("a at 1.0", "a gave a", "b at 1.0", "b gave ab", "c at 1.0", "c gave abc");
  }

  @Test
  void stagesThatDoNotWaitForEachOtherRunAtTheSameTime() throws Exception {
    CyclicBarrier bothRun = new CyclicBarrier(2);
    StagePlan plan =
        Plans.of(
            Plans.stage("first"),
            Plans.stage("left", c -> "l" + bothRun.await(), "first"),
            Plans.stage("right", c -> "r" + bothRun.await(), "first"),
            Plans.stage("join", c -> "joined", "left", "right"));

    assertThat(run(plan, Map.of())).isEqualTo("joined");
  }

  @Test
  void committedStagesAndWhatOnlyTheyNeededAreSkipped() throws Exception {
    StagePlan plan =
        Plans.of(
            Plans.stage("prepare"),
            Plans.stage("transcribe", "prepare"),
            Plans.stage("store", c -> "stored " + c.output("transcribe"), "transcribe"));

    assertThat(run(plan, Map.of("transcribe", "text"))).isEqualTo("stored text");
    assertThat(log).containsExactly("store at 1.0", "store gave stored text");
  }

  @Test
  void aSharedPrerequisiteRunsAgainForTheStageThatStillNeedsIt() throws Exception {
    StagePlan plan =
        Plans.of(
            Plans.stage("prepare"),
            Plans.stage("transcribe", "prepare"),
            Plans.stage("align", "prepare", "transcribe"));

    run(plan, Map.of("transcribe", "text"));

    assertThat(log)
        .containsExactly(
            "prepare at 1.0", "prepare gave prepare", "align at 1.0", "align gave align");
  }

  @Test
  void aCommittedResultRunsNothing() throws Exception {
    assertThat(run(Plans.chain("a", "b"), Map.of("b", "kept"))).isEqualTo("kept");
    assertThat(log).isEmpty();
  }

  @Test
  void aFailureInterruptsTheOthersAndWaitsForThem() {
    CountDownLatch siblingRuns = new CountDownLatch(1);
    AtomicBoolean siblingEnded = new AtomicBoolean();
    StagePlan plan =
        Plans.of(
            Plans.stage(
                "sibling",
                c -> {
                  siblingRuns.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    siblingEnded.set(true);
                  }
                  return "";
                }),
            Plans.stage(
                "failing",
                c -> {
                  siblingRuns.await();
                  throw new IOException("broken");
                }),
            Plans.stage("join", "sibling", "failing"));

    assertThatThrownBy(() -> run(plan, Map.of())).isInstanceOf(IOException.class);
    assertThat(siblingEnded).isTrue();
    assertThat(log).isEmpty();
  }

  @Test
  void aFailureDoesNotWaitForStagesThatNoThreadHasBegun() {
    executor = onlyTheFirstTaskRuns();
    StagePlan plan =
        Plans.of(
            Plans.stage(
                "failing",
                c -> {
                  throw new IOException("broken");
                }),
            Plans.stage("queued"),
            Plans.stage("queued too"),
            Plans.stage("join", "failing", "queued", "queued too"));

    assertThatThrownBy(() -> run(plan, Map.of())).isInstanceOf(IOException.class);
    assertThat(log).isEmpty();
  }

  @Test
  void anInterruptedCallerDoesNotWaitForStagesThatNoThreadHasBegun() {
    executor = onlyTheFirstTaskRuns();
    executor.execute(() -> {});
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run(Plans.chain("a"), Map.of()))
        .isInstanceOf(InterruptedException.class);
    assertThat(log).isEmpty();
  }

  /** As a pool looks that is too busy to begin what it has taken. */
  private static ExecutorService onlyTheFirstTaskRuns() {
    AtomicBoolean first = new AtomicBoolean(true);
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
      @Override
      public void execute(Runnable task) {
        if (first.getAndSet(false)) {
          super.execute(task);
        }
      }
    };
  }

  @Test
  void anExecutorThatTakesNoMoreWorkEndsTheRun() {
    executor.shutdownNow();

    assertThatThrownBy(() -> run(Plans.chain("a", "b"), Map.of()))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void interruptingTheCallerInterruptsItsStagesAndWaitsForThem() throws Exception {
    CountDownLatch stageRuns = new CountDownLatch(1);
    AtomicBoolean stageInterrupted = new AtomicBoolean();
    StagePlan plan =
        Plans.of(
            Plans.stage(
                "long",
                c -> {
                  stageRuns.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    stageInterrupted.set(true);
                    throw e;
                  }
                  return "";
                }));
    Thread caller = Thread.currentThread();
    executor.execute(
        () -> {
          awaitQuietly(stageRuns);
          caller.interrupt();
        });

    assertThatThrownBy(() -> run(plan, Map.of())).isInstanceOf(InterruptedException.class);
    assertThat(stageInterrupted).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anErrorOfAStageFailsTheJobAndNotTheThread() {
    StagePlan plan =
        Plans.of(
            Plans.stage(
                "gpu",
                c -> {
                  throw new UnsatisfiedLinkError("/somewhere/lib.so");
                }));

    assertThatThrownBy(() -> run(plan, Map.of()))
        .isInstanceOf(StageBrokenException.class)
        .hasMessage("stage gpu broke: UnsatisfiedLinkError")
        .hasCauseInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void aRefusedCommitStopsTheRun() {
    StageRun.Listener refusing =
        new StageRun.Listener() {
          @Override
          public void progressed(Stage stage, double fraction) {}

          @Override
          public void completed(Stage stage, Instant startedAt, String output)
              throws LeaseLostException {
            throw new LeaseLostException("job", 1);
          }
        };

    assertThatThrownBy(() -> stageRun(Plans.chain("a", "b"), refusing).run(Map.of()))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void aStageReportsItsOwnProgress() throws Exception {
    StagePlan plan =
        Plans.of(
            Plans.stage(
                "a",
                c -> {
                  c.progress(0.5);
                  return c.workDirectory().toString();
                }));

    assertThat(run(plan, Map.of())).isEqualTo("work");
    assertThat(log).containsExactly("a at 0.5", "a at 1.0", "a gave work");
  }

  private String run(StagePlan plan, Map<String, String> committed) throws Exception {
    return stageRun(plan, listener).run(committed);
  }

  private StageRun stageRun(StagePlan plan, StageRun.Listener told) {
    return new StageRun(null, plan, Path.of("work"), executor, clock, StagePlaces.HERE, told);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
