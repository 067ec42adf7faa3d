package io.throughline.job.control;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.throughline.job.api.Job;
import io.throughline.job.api.StagePlan;
import io.throughline.telemetry.api.SpanSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The exact spans of submitting a job and of its attempts. */
@Timeout(20)
class JobTraceTest {

  private static final String CONSUMER = "audio_processing.transcription";

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
  void aJobIsOneTraceFromTheRequestToItsResult() {
    Instant submittedAt = bench.clock.instant();
    StagePlan plan =
        Plans.of(
            Plans.stage("transcribe", c -> inSpan("ml.transcribe")),
            Plans.stage("store", c -> inSpan("storage.upload"), "transcribe"));
    Job job = submitted(plan);
    bench.clock.advance(Duration.ofSeconds(7));

    run(plan);

    assertThat(bench.spanNames())
        .containsExactly(
            "send transcription",
            "request",
            "job.queue_wait",
            "orchestrator.build_dag",
            "ml.transcribe",
            "storage.upload",
            "orchestrator.mark_job_completed",
            CONSUMER);
    SpanData request = bench.span("request");
    for (SpanData span : bench.exporter.getFinishedSpanItems()) {
      assertThat(span).hasTraceId(request.getTraceId()).hasTotalRecordedLinks(0);
      assertThat(span).hasStatus(StatusData.unset());
    }
    SpanData send = bench.span("send transcription");
    assertThat(send)
        .hasKind(SpanKind.PRODUCER)
        .hasParent(request)
        .hasTotalRecordedEvents(0)
        .hasAttributes(messaging(job, "send").build());
    SpanData consumer = bench.span(CONSUMER);
    assertThat(consumer)
        .hasKind(SpanKind.CONSUMER)
        .hasParentSpanId(send.getSpanId())
        .hasAttributes(attempt(job, 1).put("task.status", "completed").build())
        .hasEventsSatisfyingExactly(
            event -> event.hasName("task_started").hasAttributes(Attributes.empty()),
            event -> event.hasName("task_completed").hasAttributes(Attributes.empty()));
    assertThat(bench.span("job.queue_wait"))
        .hasKind(SpanKind.INTERNAL)
        .hasParent(consumer)
        .startsAt(submittedAt)
        .endsAt(submittedAt.plusSeconds(7))
        .hasAttributes(Attributes.builder().put("job.priority", 0).put("queue.depth", 0).build());
    assertThat(bench.span("orchestrator.build_dag"))
        .hasParent(consumer)
        .hasAttributes(
            Attributes.of(
                AttributeKey.stringArrayKey("dag.stages"), List.of("transcribe", "store")));
    for (String stage : List.of("ml.transcribe", "storage.upload")) {
      assertThat(bench.span(stage)).hasParent(consumer).hasAttributes(Attributes.empty());
    }
    assertThat(bench.span("orchestrator.mark_job_completed"))
        .hasParent(consumer)
        .hasAttributes(Attributes.empty())
        .hasTotalRecordedEvents(0);
    assertThat(job.traceId()).isEqualTo(request.getTraceId());
    assertThat(job.trace().traceId()).isEqualTo(request.getTraceId());
  }

  @Test
  void aFailedAttemptHasOneExceptionAndTheNextLinksToItInTheSameTrace() {
    StagePlan plan =
        Plans.of(
            Plans.stage(
                "work",
                c ->
                    bench.telemetry.<String, IOException>inSpan(
                        SpanSpec.internal("ml.transcribe"),
                        span -> {
                          throw new IOException("canary");
                        })));
    Job job = submitted(plan);

    run(plan);
    SpanData first = bench.span(CONSUMER);
    assertThat(first)
        .hasStatus(StatusData.error())
        .hasAttributes(
            attempt(job, 1)
                .put("task.status", "failed")
                .put("error.type", "java.io.IOException")
                .build())
        .hasEventsSatisfyingExactly(
            event -> event.hasName("task_started"),
            event ->
                event
                    .hasName("task_failed")
                    .hasAttributes(
                        Attributes.builder().put("error.type", "java.io.IOException").build()),
            event -> event.hasName("exception"));
    assertThat(bench.span("ml.transcribe"))
        .hasParent(first)
        .hasStatus(StatusData.error())
        .hasTotalRecordedEvents(1);
    bench.exporter.reset();
    bench.clock.advance(Duration.ofMinutes(5));
    run(plan);

    SpanData second = bench.span(CONSUMER);
    assertThat(second).hasTraceId(first.getTraceId()).hasParentSpanId(first.getParentSpanId());
    assertThat(second.getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(context -> context.getTraceId() + " " + context.getSpanId())
        .containsExactly(first.getTraceId() + " " + first.getSpanId());
    assertThat(second.toString()).doesNotContain("canary");
  }

  @Test
  void aCancelledAttemptIsNoFailure() {
    StagePlan plan =
        Plans.of(
            Plans.stage(
                "work",
                c -> {
                  bench.store.requestCancel(c.job().id());
                  return "result";
                }));
    Job job = submitted(plan);

    run(plan);

    assertThat(bench.span(CONSUMER))
        .hasStatus(StatusData.unset())
        .hasAttributes(attempt(job, 1).put("task.status", "cancelled").build())
        .hasEventsSatisfyingExactly(event -> event.hasName("task_started"));
  }

  @Test
  void aDrainedAttemptIsNoFailure() {
    StagePlan plan = Plans.chain("never");
    Job job = submitted(plan);
    JobExecution execution =
        new JobExecution(bench.around, new ScriptedHandler(plan), bench.claimed());
    execution.stop(StopReason.DRAINING);

    execution.run();

    assertThat(bench.span(CONSUMER))
        .hasStatus(StatusData.unset())
        .hasAttributes(attempt(job, 1).put("task.status", "released").build())
        .hasTotalRecordedEvents(1);
  }

  @Test
  void aRedriveIsANewTraceThatLinksToTheOldOne() {
    StagePlan broken =
        Plans.of(
            Plans.stage(
                "transcribe",
                c -> {
                  throw new io.throughline.job.api.InvalidRequestException("prompt", "too odd");
                }));
    Job job = submitted(broken);
    bench.store.fail(bench.claimed().lease(), new Job.JobError("a", "b"), Optional.empty());
    SpanData oldSend = bench.span("send transcription");
    bench.exporter.reset();
    ScriptedHandler handler = new ScriptedHandler(Plans.chain("store"));
    JobService service = bench.service(handler, bench.dispatcher(handler));

    bench.telemetry.<Object, RuntimeException>inSpan(
        SpanSpec.internal("redrive"), span -> service.redrive(job.id()));
    run(Plans.chain("store"));

    SpanData send = bench.span("send transcription");
    assertThat(send).hasParent(bench.span("redrive")).hasKind(SpanKind.PRODUCER);
    assertThat(send.getTraceId()).isNotEqualTo(oldSend.getTraceId());
    assertThat(send.getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(context -> context.getSpanId())
        .containsExactly(oldSend.getSpanId());
    assertThat(bench.span(CONSUMER)).hasParent(send);
    assertThat(bench.job(job.id()).traceId()).isEqualTo(send.getTraceId());
  }

  private Job submitted(StagePlan plan) {
    ScriptedHandler handler = new ScriptedHandler(plan);
    JobService service = bench.service(handler, bench.dispatcher(handler));
    return bench.telemetry.<Job, RuntimeException>inSpan(
        SpanSpec.internal("request"), span -> bench.submitted(service));
  }

  private void run(StagePlan plan) {
    new JobExecution(bench.around, new ScriptedHandler(plan), bench.claimed()).run();
  }

  private String inSpan(String name) {
    return bench.telemetry.<String, RuntimeException>inSpan(
        SpanSpec.internal(name), span -> "results/1.json");
  }

  private static AttributesBuilder messaging(Job job, String operation) {
    return Attributes.builder()
        .put("messaging.system", "throughline")
        .put("messaging.destination.name", "transcription")
        .put("messaging.operation.name", operation)
        .put("messaging.operation.type", operation)
        .put("messaging.message.id", job.id());
  }

  private static AttributesBuilder attempt(Job job, int number) {
    return messaging(job, "process")
        .put("task.id", job.id())
        .put("task.type", "transcription")
        .put("task.duration_seconds", 0.0)
        .put("job.duration_ms", 0.0)
        .put("job.id", job.id())
        .put("job.attempt", number)
        .put("job.node", JobWorkbench.NODE);
  }
}
