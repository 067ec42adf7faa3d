package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobAttempt;
import io.throughline.job.api.JobChanges;
import io.throughline.job.api.JobConflictException;
import io.throughline.job.api.JobDetails;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobOutlook;
import io.throughline.job.api.JobPage;
import io.throughline.job.api.JobPosition;
import io.throughline.job.api.JobQueueFullException;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.JobStage;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs;
import io.throughline.job.api.WebhookStatus;
import io.throughline.job.webhook.Endpoint;
import io.throughline.job.webhook.WebhookStore;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanKind;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** {@link Jobs} on a store, with spans. */
final class JobService implements Jobs {

  /** Runs something once the current transaction has committed. */
  interface AfterCommit {
    void run(Runnable action);
  }

  private static final Logger LOG = Logger.getLogger(JobService.class.getName());

  /** A guess: a queue moves on with every job, and clients should not all come back at once. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final JobStore store;
  private final WebhookStore webhooks;
  private final JobEvents events;
  private final JobSignal signal;
  private final Telemetry telemetry;
  private final JobMetrics metrics;
  private final Map<String, JobHandler> handlers;
  private final AfterCommit afterCommit;
  private final JobDispatcher dispatcher;
  private final JobSettings settings;
  private final RunTimes times;

  JobService(
      JobStore store,
      WebhookStore webhooks,
      JobEvents events,
      JobSignal signal,
      Telemetry telemetry,
      JobMetrics metrics,
      Map<String, JobHandler> handlers,
      AfterCommit afterCommit,
      JobDispatcher dispatcher,
      JobSettings settings,
      Clock clock) {
    this.store = store;
    this.webhooks = webhooks;
    this.events = events;
    this.signal = signal;
    this.telemetry = telemetry;
    this.metrics = metrics;
    this.handlers = Map.copyOf(handlers);
    this.afterCommit = afterCommit;
    this.dispatcher = dispatcher;
    this.settings = settings;
    this.times = new RunTimes(store, handlers, clock);
  }

  @Override
  public Job submit(JobRequest request) {
    TraceCarrier message =
        telemetry.inSpan(
            send(request.type(), request.id()),
            span -> LogFields.current().onto(telemetry.capture()));
    Job job =
        store
            .insert(
                request.keptFor(settings.retention()),
                message,
                telemetry.current().traceId(),
                settings.maxQueued())
            .orElseThrow(() -> new JobQueueFullException(RETRY_AFTER));
    request
        .afterwards()
        .callbackUrl()
        .ifPresent(url -> webhooks.add(job.id(), job.tenant(), Endpoint.of(url)));
    afterCommit.run(
        () -> {
          metrics.submitted(request.type());
          announce(message);
        });
    return job;
  }

  /** What carries the hint to other nodes is part of sending the message. */
  private void announce(TraceCarrier message) {
    telemetry.<Void, RuntimeException>under(
        message,
        span -> {
          signal.announce();
          return null;
        });
  }

  private SpanSpec send(String type, String jobId) {
    return SpanSpec.of("send " + type, SpanKind.PRODUCER)
        .with("messaging.system", signal.system())
        .with("messaging.destination.name", type)
        .with("messaging.operation.name", "send")
        .with("messaging.operation.type", "send")
        .with("messaging.message.id", jobId);
  }

  @Override
  public Optional<Job> redrive(String jobId) {
    Optional<Job> ended = store.find(jobId);
    ended.ifPresent(this::redrive);
    return ended.flatMap(job -> store.find(jobId));
  }

  private void redrive(Job ended) {
    TraceCarrier message =
        telemetry.inSpan(
            send(ended.type(), ended.id()).linkedTo(ended.trace()),
            span -> LogFields.current().onto(telemetry.capture()));
    if (!store.redrive(ended.id(), message, telemetry.current().traceId())) {
      throw new JobConflictException(ended.id(), ended.state(), "tried again");
    }
    events.publish(new JobEvent(ended.id(), ended.attempt(), JobState.PENDING, 0, ""));
    announce(message);
  }

  @Override
  public Optional<Job> find(String jobId) {
    return store.find(jobId);
  }

  @Override
  public JobPage list(JobFilter filter) {
    return store.list(filter);
  }

  @Override
  public List<JobStage> stages(String jobId) {
    return store.stages(jobId);
  }

  @Override
  public List<JobAttempt> attempts(String jobId) {
    return store.attempts(jobId);
  }

  @Override
  public Optional<Job> change(String jobId, JobChanges changes) {
    boolean changed = store.change(jobId, changes);
    Optional<Job> job = store.find(jobId);
    if (!changed && job.isPresent()) {
      throw new JobConflictException(jobId, job.get().state(), "given another priority");
    }
    return job;
  }

  @Override
  public JobOutlook outlook(Job job) {
    return switch (job.state()) {
      case PENDING -> new JobOutlook(position(job), OptionalLong.empty());
      case RUNNING -> new JobOutlook(OptionalLong.empty(), times.secondsLeft(job));
      default -> JobOutlook.none();
    };
  }

  @Override
  public JobDetails details(Job job) {
    JobHandler handler = handlers.get(job.type());
    return handler == null ? JobDetails.none() : handler.details(job);
  }

  private OptionalLong position(Job job) {
    OptionalLong ahead = store.ahead(job.id());
    return ahead.isPresent() ? OptionalLong.of(ahead.getAsLong() + 1) : ahead;
  }

  @Override
  public Optional<WebhookStatus> webhook(String jobId) {
    return webhooks.find(jobId);
  }

  @Override
  public Optional<Job> cancel(String jobId) {
    boolean wasOver = store.find(jobId).filter(j -> j.state().isTerminal()).isPresent();
    Optional<Job> job = store.requestCancel(jobId);
    job.ifPresent(
        j -> {
          if (j.state() == JobState.CANCELLING) {
            dispatcher.cancelHere(jobId);
          } else if (j.state() != JobState.CANCELLED) {
            throw new JobConflictException(jobId, j.state(), "cancelled");
          } else if (!wasOver) {
            metrics.ended(j, JobState.CANCELLED);
          }
          events.publish(JobEvent.of(j));
        });
    return job;
  }

  @Override
  public boolean delete(String jobId) {
    Optional<Job> job = store.find(jobId);
    if (job.isEmpty()) {
      return false;
    }
    if (!job.get().state().isTerminal()) {
      throw new JobConflictException(jobId, job.get().state(), "deleted; cancel it first");
    }
    boolean deleted = store.delete(jobId);
    if (deleted) {
      discard(job.get());
    }
    return deleted;
  }

  private void discard(Job job) {
    JobHandler handler = handlers.get(job.type());
    if (handler == null) {
      return;
    }
    try {
      handler.discard(job);
    } catch (Exception e) {
      LOG.log(
          Level.WARNING,
          "job " + job.id() + " is deleted but some of its objects stay behind",
          LoggedFailure.of(e));
    }
  }

  @Override
  public CompletableFuture<Job> finished(String jobId) {
    CompletableFuture<Job> done = new CompletableFuture<>();
    Subscription subscription =
        follow(
            jobId,
            Optional.empty(),
            event -> {
              if (event.state().isTerminal()) {
                store.find(jobId).ifPresent(done::complete);
              }
            });
    done.whenComplete((job, failure) -> subscription.close());
    return done;
  }

  @Override
  public Subscription follow(
      String jobId, Optional<JobPosition> known, Consumer<JobEvent> listener) {
    JobFollower follower = new JobFollower(known, listener);
    follower.from(events.subscribe(jobId, follower::accept));
    // Read after subscribing: what happens in between comes twice rather than never.
    try {
      follower.begin(store.find(jobId).map(job -> missed(known, job)).orElse(List.of()));
      return follower;
    } catch (RuntimeException e) {
      follower.close();
      throw e;
    }
  }

  private List<JobEvent> missed(Optional<JobPosition> known, Job job) {
    List<JobEvent> missed = new ArrayList<>();
    known.ifPresent(position -> since(position, job).forEach(missed::add));
    missed.add(JobEvent.of(job));
    return missed;
  }

  /** The attempts that began meanwhile, and the waits between them. */
  private Stream<JobEvent> since(JobPosition known, Job job) {
    return store.attempts(job.id()).stream()
        .map(JobAttempt::number)
        .filter(number -> number > known.attempt())
        .flatMap(
            number ->
                Stream.of(JobState.PENDING, JobState.RUNNING)
                    .map(
                        state ->
                            new JobEvent(
                                job.id(),
                                state == JobState.PENDING ? number - 1 : number,
                                state,
                                0,
                                "")));
  }
}
