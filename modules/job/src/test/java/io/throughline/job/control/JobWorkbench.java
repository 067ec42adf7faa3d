package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.Retention;
import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.job.control.JobStore.Turn;
import io.throughline.job.webhook.InMemoryWebhookStore;
import io.throughline.job.webhook.WebhookStore;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.otel.OpenTelemetryTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.logging.Logger;

/** The job module without a server: a store in memory, a still clock, real threads, a real SDK. */
final class JobWorkbench implements AutoCloseable {

  static final String NODE = "node-1";
  static final Duration LEASE = Duration.ofMillis(15);

  final SettableClock clock = new SettableClock();
  final JobStore store;
  final Optional<StageOffers> offers;
  final WebhookStore webhooks;
  final JobEvents events = new LocalJobEvents();
  final List<JobEvent> heard = new CopyOnWriteArrayList<>();
  final ExecutorService threads = Context.taskWrapping(Executors.newCachedThreadPool());
  final JobSignal signal = new LocalJobSignal();
  final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  final Telemetry telemetry =
      new OpenTelemetryTelemetry(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                      .build())
              .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
              .build());
  final OutageLog database =
      new OutageLog(Logger.getLogger(JobWorkbench.class.getName()), "the database", clock);
  final CountedMetrics counted = new CountedMetrics();
  final JobMetrics metrics = new JobMetrics(counted, telemetry, clock, Duration.ofSeconds(30));
  final JobExecution.Surroundings around;

  static final Turn TURN = new Turn("default", false, Integer.MAX_VALUE, 1);

  JobWorkbench(Path workRoot) {
    this(workRoot, InMemoryJobStore::new);
  }

  JobWorkbench(Path workRoot, Function<Clock, JobStore> stores) {
    store = stores.apply(clock);
    offers =
        store instanceof InMemoryJobStore memory
            ? Optional.of(new InMemoryStageOffers(memory, clock))
            : Optional.empty();
    webhooks = new InMemoryWebhookStore(store::find, clock);
    around =
        new JobExecution.Surroundings(
            store,
            events,
            signal,
            telemetry,
            metrics,
            threads,
            new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(1)),
            workRoot,
            database,
            clock,
            new Semaphore(2),
            offers);
  }

  /** Two workers, heartbeats as often as can be; leases end only when the clock is moved. */
  JobSettings settings() {
    return settings(NODE, 2);
  }

  private JobSettings settings(String node, int workers) {
    return new JobSettings(
        node,
        workers,
        LEASE,
        Duration.ofMillis(5),
        Duration.ofMillis(5),
        3,
        3,
        1000,
        Retention.FOR_EVER,
        around.workRoot(),
        true);
  }

  /** One node of several, with workers of its own. */
  JobDispatcher node(String name, int workers, JobHandler handler) {
    JobExecution.Surroundings own =
        new JobExecution.Surroundings(
            store,
            events,
            signal,
            telemetry,
            metrics,
            threads,
            around.retries(),
            around.workRoot(),
            database,
            clock,
            new Semaphore(workers),
            offers);
    return new JobDispatcher(
        settings(name, workers), own, Map.of(ScriptedHandler.TYPE, handler), threads);
  }

  JobDispatcher dispatcher(JobHandler handler) {
    return dispatcher(handler, threads);
  }

  JobDispatcher dispatcher(JobHandler handler, ExecutorService workers) {
    return new JobDispatcher(settings(), around, Map.of(ScriptedHandler.TYPE, handler), workers);
  }

  JobService service(JobHandler handler, JobDispatcher dispatcher) {
    return new JobService(
        store,
        webhooks,
        events,
        signal,
        telemetry,
        metrics,
        Map.of(ScriptedHandler.TYPE, handler),
        Runnable::run,
        dispatcher,
        settings(),
        clock);
  }

  JobRequest request(String type) {
    return new JobRequest(JobIds.next(clock), type, "default", 0, "{}", Optional.empty());
  }

  /** Submits a job and listens to it. */
  Job submitted(JobService service, String type) {
    JobRequest request = request(type);
    events.subscribe(request.id(), heard::add);
    return service.submit(request);
  }

  Job submitted(JobService service) {
    return submitted(service, ScriptedHandler.TYPE);
  }

  ClaimedJob claimed() {
    return store.claim(NODE, LEASE, TURN).get(0);
  }

  Job job(String id) {
    return store.find(id).orElseThrow();
  }

  List<String> outcomes(String id) {
    return store.attempts(id).stream().map(a -> a.number() + " " + a.outcome()).toList();
  }

  /** The one ended span of this name. */
  SpanData span(String name) {
    List<SpanData> named =
        exporter.getFinishedSpanItems().stream().filter(s -> s.getName().equals(name)).toList();
    assertThat(named).as("spans named %s", name).hasSize(1);
    return named.get(0);
  }

  List<String> spanNames() {
    return exporter.getFinishedSpanItems().stream().map(SpanData::getName).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
