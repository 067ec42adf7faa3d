package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobState;
import io.throughline.job.api.StageContext;
import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StageWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with one worker each share the stages of one job. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedStagesTest {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final AttributeKey<String> NODE = AttributeKey.stringKey("job.node");
  private static final AttributeKey<String> STAGE = AttributeKey.stringKey("job.stage");

  @TempDir Path workRoot;
  private final AtomicInteger decoded = new AtomicInteger();
  private final List<JobDispatcher> nodes = new ArrayList<>();
  private JobWorkbench bench;

  @BeforeEach
  void open() {
    bench = new JobWorkbench(workRoot);
  }

  @AfterEach
  void close() {
    nodes.forEach(node -> node.drain(LONG));
    bench.close();
  }

  @Test
  void aStageThatFindsNoWorkerRunsOnAnotherNodeInTheSameTrace() {
    CyclicBarrier together = new CyclicBarrier(2);
    StageWork both =
        c -> {
          together.await();
          return Files.readString(c.workDirectory().resolve("decoded"));
        };
    Job job = submitted(2, both, both);

    assertThat(end(job)).isEqualTo(JobState.COMPLETED);
    assertThat(decoded).hasValue(2);
    assertThat(bench.span("orchestrator.schedule_task").getAttributes().get(STAGE))
        .isEqualTo("right");
    SpanData attempt = bench.span("audio_processing.transcription");
    SpanData stage = bench.span("job.stage");
    assertThat(stage.getTraceId()).isEqualTo(attempt.getTraceId());
    assertThat(stage.getParentSpanId()).isEqualTo(attempt.getSpanId());
    assertThat(stage.getAttributes().get(NODE)).isNotEqualTo(attempt.getAttributes().get(NODE));
    assertThat(stage.getAttributes().get(STAGE)).isIn("left", "right");
    assertThat(bench.outcomes(job.id())).containsExactly("1 completed");
  }

  @Test
  void aStageThatNobodyTakesRunsWhenTheWorkerIsFree() {
    StageWork quick = c -> Files.readString(c.workDirectory().resolve("decoded"));
    Job job = submitted(1, quick, quick);

    assertThat(end(job)).isEqualTo(JobState.COMPLETED);
    assertThat(decoded).hasValue(1);
    assertThat(bench.spanNames()).doesNotContain("job.stage");
  }

  @Test
  void aStageThatFailsElsewhereIsRunByItsAttemptAndCountsAsNoError() {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    StageWork work =
        c -> {
          if (begun.incrementAndGet() == 1) {
            failed.await();
          }
          return "done";
        };
    StageWork failsOnce =
        c -> {
          if (failed.getCount() > 0) {
            failed.countDown();
            throw new IOException("the disk of this node is full");
          }
          return "done";
        };
    Job job = submitted(2, work, failsOnce);

    assertThat(end(job)).isEqualTo(JobState.COMPLETED);
    assertThat(bench.outcomes(job.id())).containsExactly("1 completed");
    assertThat(bench.span("job.stage").getStatus()).isEqualTo(StatusData.error());
  }

  @Test
  void aCancelStopsTheStageOnTheOtherNodeToo() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch interrupted = new CountDownLatch(2);
    StageWork endless =
        c -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
          return "never";
        };
    Job job = submitted(2, endless, endless);
    begun.await();

    bench.store.requestCancel(job.id());

    interrupted.await();
    assertThat(end(job)).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aNodeThatStopsGivesTheStageBack() throws Exception {
    CountDownLatch elsewhere = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    StageWork work =
        c -> {
          if (c.workDirectory().getFileName().toString().startsWith("stage-")) {
            elsewhere.countDown();
            new CountDownLatch(1).await();
          }
          goOn.await();
          done.incrementAndGet();
          return "done";
        };
    Job job = submitted(2, work, work);
    elsewhere.await();
    String owner = bench.store.attempts(job.id()).get(0).node();

    nodes.get(owner.equals("node-1") ? 1 : 0).drain(LONG);
    goOn.countDown();

    assertThat(end(job)).isEqualTo(JobState.COMPLETED);
    assertThat(done).hasValue(2);
  }

  private Job submitted(int count, StageWork left, StageWork right) {
    ScriptedHandler handler =
        new ScriptedHandler(
            new StagePlan(
                List.of(
                    new StagePlan.Stage("decode", Set.of(), false, 1, this::decode),
                    Plans.stage("left", left, "decode"),
                    Plans.stage("right", right, "decode"),
                    Plans.stage(
                        "result", c -> c.output("left") + c.output("right"), "left", "right"))));
    for (int i = 1; i <= count; i++) {
      JobDispatcher node = bench.node("node-" + i, 1, handler);
      bench.threads.execute(node::dispatchLoop);
      bench.threads.execute(node::heartbeatLoop);
      nodes.add(node);
    }
    return bench.submitted(bench.service(handler, nodes.get(0)));
  }

  private String decode(StageContext context) throws IOException {
    decoded.incrementAndGet();
    Files.writeString(context.workDirectory().resolve("decoded"), "audio");
    return "";
  }

  /** After it every span has ended, too. */
  private JobState end(Job job) {
    JobService service = bench.service(ScriptedHandler.of(c -> ""), nodes.get(0));
    JobState state = service.finished(job.id()).join().state();
    nodes.forEach(node -> node.drain(LONG));
    return state;
  }
}
