package io.throughline.job.control;

import io.throughline.job.api.IdempotencyKeys;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.Jobs;
import io.throughline.job.webhook.WebhookStore;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wires the job module to the server: starts its loops at startup and drains them at the end. At
 * SIGTERM the drain begins with a hook of the process, beside the server's own: the server takes
 * threads and connections away before it tells the application that it stops, and attempts that
 * fail for that would be spent.
 */
@ApplicationScoped
public class JobRuntime {

  /** After the database migration, before anything that submits jobs. */
  public static final int START_PRIORITY = 2000;

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);

  @Inject JobSettings settings;
  @Inject JobStore store;
  @Inject StageOffers offers;
  @Inject WebhookStore webhooks;
  @Inject JobSignal signal;
  @Inject JobEvents events;
  @Inject Telemetry telemetry;
  @Inject Metrics measurements;
  @Inject Clock clock;
  @Inject @Any Instance<JobHandler> handlers;
  @Inject @JobThreads ManagedExecutorService executor;

  /** A wait in the queue that is not too long. */
  @Inject
  @ConfigProperty(name = "throughline.slo.queue-wait", defaultValue = "PT30S")
  Duration promptly;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry transactions;

  private OutageLog database;
  private JobDispatcher dispatcher;
  private Jobs jobs;
  private final Thread drain = new Thread(() -> dispatcher.drain(DRAIN_LIMIT), "throughline-drain");
  private Thread dispatchThread;
  private Thread heartbeatThread;
  private Thread followThread;
  private Thread retentionThread;

  @PostConstruct
  void watchDatabase() {
    database = new OutageLog(Logger.getLogger(JobRuntime.class.getName()), "the database", clock);
  }

  void start(@Observes @Priority(START_PRIORITY) Startup event) throws IOException {
    Map<String, JobHandler> byType = new HashMap<>();
    handlers.forEach(handler -> handler.jobTypes().forEach(type -> byType.put(type, handler)));
    Files.createDirectories(settings.workRoot());
    WorkDirectories.sweep(settings.workRoot());
    JobMetrics metrics = new JobMetrics(measurements, telemetry, clock, promptly);
    JobExecution.Surroundings around =
        new JobExecution.Surroundings(
            store,
            events,
            signal,
            telemetry,
            metrics,
            executor,
            new RetryPolicy(
                settings.maxErrors(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                RandomGenerator.getDefault()),
            settings.workRoot(),
            database,
            clock,
            new Semaphore(settings.workers()),
            settings.onlyNode() ? Optional.empty() : Optional.of(offers));
    dispatcher = new JobDispatcher(settings, around, byType, executor);
    metrics.watch(dispatcher::busy, settings.workers(), byType.keySet());
    jobs =
        new JobService(
            store,
            webhooks,
            events,
            signal,
            telemetry,
            metrics,
            byType,
            this::afterCommit,
            dispatcher,
            settings,
            clock);
    dispatcher.recoverAtStart();
    Runtime.getRuntime().addShutdownHook(drain);
    dispatchThread = threads.newThread(dispatcher::dispatchLoop);
    dispatchThread.setName("throughline-dispatch");
    dispatchThread.start();
    heartbeatThread = threads.newThread(dispatcher::heartbeatLoop);
    heartbeatThread.setName("throughline-heartbeat");
    heartbeatThread.start();
    retentionThread =
        threads.newThread(
            new RetentionSweep(store, byType, settings.node(), telemetry, database, clock)::loop);
    retentionThread.setName("throughline-retention");
    retentionThread.start();
    if (!settings.onlyNode()) {
      followThread = threads.newThread(new FollowedJobs(events, store, telemetry, database)::loop);
      followThread.setName("throughline-follow");
      followThread.start();
    }
  }

  /** Not at {@code @PreDestroy}: the persistence unit is closed then, no job could be released. */
  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    if (dispatcher != null) {
      stopDraining();
      dispatcher.drain(DRAIN_LIMIT);
      dispatchThread.interrupt();
      heartbeatThread.interrupt();
      retentionThread.interrupt();
      if (followThread != null) {
        followThread.interrupt();
      }
    }
  }

  /** Shared by all loops, so that an outage is one. */
  @Produces
  @Singleton
  OutageLog databaseOutages() {
    return database;
  }

  /** The application may be stopped or replaced while the process goes on. */
  private void stopDraining() {
    try {
      Runtime.getRuntime().removeShutdownHook(drain);
    } catch (IllegalStateException processEnds) {
      // it drains already
    }
  }

  @Produces
  @ApplicationScoped
  Jobs jobs() {
    return jobs;
  }

  @Produces
  @ApplicationScoped
  IdempotencyKeys idempotencyKeys(IdempotencyKeyStore keys) {
    return new HashedKeys(keys);
  }

  private void afterCommit(Runnable action) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              action.run();
            }
          }
        });
  }
}
