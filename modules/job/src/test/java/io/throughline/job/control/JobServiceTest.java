package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobConflictException;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobPosition;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs.Subscription;
import io.throughline.job.control.JobStore.Lease;
import io.throughline.telemetry.api.TraceCarrier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class JobServiceTest {

  @TempDir Path workRoot;
  private final ScriptedHandler handler = new ScriptedHandler(Plans.chain("work"));
  private JobWorkbench bench;
  private JobService service;

  @BeforeEach
  void open() {
    bench = new JobWorkbench(workRoot);
    service = bench.service(handler, bench.dispatcher(handler));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void workersAreWokenOnlyAfterTheTransactionOfTheCaller() {
    List<Runnable> afterCommit = new ArrayList<>();
    JobService inTransaction =
        new JobService(
            bench.store,
            bench.webhooks,
            bench.events,
            bench.signal,
            bench.telemetry,
            bench.metrics,
            Map.of(),
            afterCommit::add,
            bench.dispatcher(handler),
            bench.settings(),
            bench.clock);

    inTransaction.submit(bench.request("transcription"));

    assertThat(afterCommit).hasSize(1);
  }

  @Test
  void aPendingJobIsCancelledAtOnceAndAgainWithoutHarm() {
    Job job = bench.submitted(service);

    assertThat(service.cancel(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
    assertThat(service.cancel(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
    assertThat(bench.heard).extracting(JobEvent::state).containsOnly(JobState.CANCELLED);
  }

  @Test
  void aJobThatRunsElsewhereIsMarkedForCancelling() {
    Job job = bench.submitted(service);
    bench.claimed();

    assertThat(service.cancel(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLING);
  }

  @Test
  void anEndedJobCannotBeCancelled() {
    Job job = completed();

    assertThatThrownBy(() -> service.cancel(job.id()))
        .isInstanceOf(JobConflictException.class)
        .hasMessage("job is completed and cannot be cancelled");
  }

  @Test
  void onlyAFailedOrDeadJobIsTriedAgain() {
    Job job = completed();

    assertThatThrownBy(() -> service.redrive(job.id()))
        .isInstanceOf(JobConflictException.class)
        .hasMessage("job is completed and cannot be tried again");
    assertThat(service.redrive("unknown")).isEmpty();
  }

  @Test
  void cancellingAnUnknownJobFindsNothing() {
    assertThat(service.cancel("unknown")).isEmpty();
  }

  @Test
  void deletingAnEndedJobRemovesWhatItsHandlerKept() {
    Job job = completed();

    assertThat(service.delete(job.id())).isTrue();

    assertThat(handler.discarded).containsExactly(job.id());
    assertThat(service.find(job.id())).isEmpty();
    assertThat(service.delete(job.id())).isFalse();
  }

  @Test
  void aJobThatHasNotEndedCannotBeDeleted() {
    Job job = bench.submitted(service);

    assertThatThrownBy(() -> service.delete(job.id()))
        .isInstanceOf(JobConflictException.class)
        .hasMessage("job is pending and cannot be deleted; cancel it first");
    assertThat(handler.discarded).isEmpty();
  }

  @Test
  void waitingForAnEndedJobTakesNoTime() {
    Job job = completed();

    assertThat(service.finished(job.id()))
        .isCompletedWithValueMatching(j -> j.id().equals(job.id()));
  }

  @Test
  void waitingEndsWithTheJob() {
    Job job = bench.submitted(service);
    CompletableFuture<Job> finished = service.finished(job.id());
    assertThat(finished).isNotDone();

    new JobExecution(bench.around, handler, bench.claimed()).run();

    assertThat(finished).isCompletedWithValueMatching(j -> j.state() == JobState.COMPLETED);
  }

  @Test
  void aFollowerHearsTheStateNowAndEveryChange() {
    Job job = bench.submitted(service);
    List<JobEvent> heard = new ArrayList<>();
    try (Subscription subscription = service.follow(job.id(), Optional.empty(), heard::add)) {
      new JobExecution(bench.around, handler, bench.claimed()).run();
    }

    assertThat(heard)
        .extracting(JobEvent::state)
        .containsExactly(JobState.PENDING, JobState.RUNNING, JobState.RUNNING, JobState.COMPLETED);
  }

  @Test
  void whoComesAgainHearsTheAttemptsInBetween() {
    Job job = bench.submitted(service);
    JobPosition known = JobEvent.of(job).position();
    for (int attempt = 1; attempt <= 2; attempt++) {
      Lease lease = bench.claimed().lease();
      bench.store.attemptStarted(lease, TraceCarrier.empty());
      bench.store.release(lease);
    }
    List<String> heard = new ArrayList<>();

    service
        .follow(job.id(), Optional.of(known), e -> heard.add(e.state() + " " + e.attempt()))
        .close();

    assertThat(heard).containsExactly("RUNNING 1", "PENDING 1", "RUNNING 2", "PENDING 2");
  }

  @Test
  void aSubmittedJobHasNoTraceWhenTracingIsOff() {
    JobService untraced =
        new JobService(
            bench.store,
            bench.webhooks,
            bench.events,
            bench.signal,
            io.throughline.telemetry.api.Telemetry.off(),
            bench.metrics,
            Map.of(),
            Runnable::run,
            bench.dispatcher(handler),
            bench.settings(),
            bench.clock);
    JobRequest request =
        new JobRequest("id", "transcription", "default", 0, "{}", Optional.empty());

    Job job = untraced.submit(request);

    assertThat(job.trace().isEmpty()).isTrue();
    assertThat(job.traceId()).isEmpty();
  }

  private Job completed() {
    Job job = bench.submitted(service);
    Lease lease = bench.claimed().lease();
    bench.store.complete(lease, "r");
    return bench.job(job.id());
  }
}
