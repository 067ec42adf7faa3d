package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.StagePlan;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.job.control.JobStore.Turn;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunTimesTest {

  private static final String TYPE = "t";

  /** Jobs whose parameters are their size. */
  private static final JobHandler SIZED =
      new JobHandler() {
        @Override
        public Set<String> jobTypes() {
          return Set.of(TYPE);
        }

        @Override
        public String spanName(String jobType) {
          return jobType;
        }

        @Override
        public StagePlan plan(Job job) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRetryable(Exception failure) {
          return false;
        }

        @Override
        public OptionalDouble size(Job job) {
          return OptionalDouble.of(Double.parseDouble(job.parameters()));
        }

        @Override
        public void discard(Job job) {}
      };

  private final SettableClock clock = new SettableClock();
  private final JobStore store = new InMemoryJobStore(clock);
  private final RunTimes times = new RunTimes(store, Map.of(TYPE, SIZED), clock);

  private Lease started(String type, int size) {
    JobRequest request =
        new JobRequest(
            JobIds.next(clock), type, "default", 0, Integer.toString(size), Optional.empty());
    store.insert(request, TraceCarrier.empty(), "", 1000);
    return store
        .claim("node", Duration.ofHours(1), new Turn("default", false, Integer.MAX_VALUE, 1))
        .get(0)
        .lease();
  }

  private void ran(int size, int seconds) {
    Lease lease = started(TYPE, size);
    clock.advance(Duration.ofSeconds(seconds));
    store.complete(lease, "result");
  }

  private Job running(String type, int size, double progress) {
    Lease lease = started(type, size);
    store.heartbeat(lease, Duration.ofHours(1), progress);
    return store.find(lease.jobId()).orElseThrow();
  }

  @Test
  void nothingIsGuessedBeforeAJobOfTheTypeHasRun() {
    assertThat(times.secondsLeft(running(TYPE, 100, 0))).isEmpty();
    assertThat(times.secondsLeft(running("unhandled", 100, 0))).isEmpty();
  }

  @Test
  void theMedianOfTheLastJobsTellsForTheSizeAndWhatIsDone() {
    ran(100, 10);
    ran(10, 100);
    ran(100, 20);

    assertThat(times.secondsLeft(running(TYPE, 200, 0))).hasValue(40);
    assertThat(times.secondsLeft(running(TYPE, 200, 0.75))).hasValue(10);
  }

  @Test
  void aJobThatHasEndedHasNothingLeft() {
    ran(100, 10);

    assertThat(times.secondsLeft(store.list(all()).jobs().get(0))).isEmpty();
  }

  private static JobFilter all() {
    return new JobFilter(Set.of(), Optional.empty(), 0, 1);
  }

  @Test
  void newJobsChangeTheGuessAfterAMinute() {
    ran(100, 10);
    assertThat(times.secondsLeft(running(TYPE, 100, 0))).hasValue(10);
    ran(100, 30);
    ran(100, 30);
    clock.advance(Duration.ofMinutes(2));

    assertThat(times.secondsLeft(running(TYPE, 100, 0))).hasValue(30);
  }
}
