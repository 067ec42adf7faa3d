package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobState;
import io.throughline.telemetry.api.Metrics.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMetricsTest {

  private static final String TYPE = ScriptedHandler.TYPE;

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
  void aCompletedJobIsCountedOnceInEveryRespect() {
    run(new ScriptedHandler(Plans.chain("result")));

    assertThat(bench.counted.of(JobMetrics.SUBMITTED, TYPE)).isEqualTo(1);
    assertThat(bench.counted.of(JobMetrics.QUEUE_WAIT, TYPE)).isEqualTo(1);
    assertThat(bench.counted.of(JobMetrics.ATTEMPTS, TYPE, "completed")).isEqualTo(1);
    assertThat(bench.counted.of(JobMetrics.ATTEMPT_DURATION, TYPE, "completed")).isEqualTo(1);
    assertThat(bench.counted.of(JobMetrics.DURATION, TYPE, "completed")).isEqualTo(1);
  }

  @Test
  void aJobThatFailsThreeTimesHasThreeAttemptsAndOneEnd() {
    ScriptedHandler failing =
        ScriptedHandler.of(
            c -> {
              throw new IOException("busy");
            });
    run(failing);
    for (int retry = 1; retry <= 2; retry++) {
      bench.clock.advance(Duration.ofMinutes(5));
      attempt(failing);
    }

    assertThat(bench.counted.of(JobMetrics.ATTEMPTS, TYPE, "failed")).isEqualTo(3);
    assertThat(bench.counted.of(JobMetrics.QUEUE_WAIT, TYPE)).isEqualTo(3);
    assertThat(bench.counted.of(JobMetrics.DURATION, TYPE, "failed")).isEqualTo(1);
  }

  @Test
  void aWaitingJobThatIsCancelledTwiceHasEndedOnce() {
    ScriptedHandler handler = new ScriptedHandler(Plans.chain("result"));
    JobService service = bench.service(handler, bench.dispatcher(handler));
    Job job = bench.submitted(service, TYPE);

    service.cancel(job.id());
    service.cancel(job.id());

    assertThat(bench.counted.of(JobMetrics.DURATION, TYPE, "cancelled")).isEqualTo(1);
    assertThat(bench.counted.of(JobMetrics.ATTEMPTS, TYPE, "cancelled")).isZero();
  }

  @Test
  void aCrashedAttemptIsCountedWhenItIsFound() {
    ScriptedHandler handler = new ScriptedHandler(Plans.chain("result"));
    JobDispatcher dispatcher = bench.dispatcher(handler);
    bench.submitted(bench.service(handler, dispatcher), TYPE);
    bench.store.claim("a server that died", JobWorkbench.LEASE, JobWorkbench.TURN);

    dispatcher.recoverAtStart();

    assertThat(bench.counted.of(JobMetrics.ATTEMPTS, TYPE, "crashed")).isEqualTo(1);
    assertThat(bench.counted.of(JobMetrics.DURATION, TYPE, "dead")).isZero();
  }

  @Test
  void theQueueAndTheWorkersAreShownAsTheyAre() {
    bench.metrics.watch(() -> 1, 2, Set.of(TYPE));
    bench.metrics.counted(Map.of(JobState.PENDING, 7L));

    assertThat(bench.counted.readings(JobMetrics.CURRENT))
        .containsExactly(
            Reading.of(7, "pending"), Reading.of(0, "running"), Reading.of(0, "cancelling"));
    assertThat(bench.counted.readings(JobMetrics.BUSY)).containsExactly(Reading.of(1));
    assertThat(bench.counted.readings(JobMetrics.WORKERS)).containsExactly(Reading.of(2));
  }

  private void run(ScriptedHandler handler) {
    bench.submitted(bench.service(handler, bench.dispatcher(handler)), TYPE);
    attempt(handler);
  }

  private void attempt(ScriptedHandler handler) {
    new JobExecution(
            bench.around,
            handler,
            bench.store.claim("node", JobWorkbench.LEASE, JobWorkbench.TURN).get(0))
        .run();
  }
}
