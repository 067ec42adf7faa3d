package io.throughline.job.webhook;

import io.throughline.job.api.Callbacks;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobHandler;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
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
import java.time.Clock;
import java.util.Optional;

/**
 * Wires webhooks to the server: starts their loop at startup and ends it before the database goes.
 */
@ApplicationScoped
public class WebhookRuntime {

  /** After the database migration. */
  private static final int START_PRIORITY = 2100;

  @Inject WebhookSettings settings;
  @Inject WebhookStore store;
  @Inject WebhookTransport transport;
  @Inject Telemetry telemetry;
  @Inject Metrics metrics;
  @Inject OutageLog database;
  @Inject Clock clock;
  @Inject @Any Instance<JobHandler> handlers;

  @Resource(lookup = "java:app/concurrent/jobs")
  ManagedExecutorService executor;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private Thread loop;

  void start(@Observes @Priority(START_PRIORITY) Startup event) {
    settings.secret().ifPresent(this::start);
  }

  private void start(WebhookSecret secret) {
    WebhookDelivery delivery =
        new WebhookDelivery(
            store,
            transport,
            secret,
            this::resultPath,
            telemetry,
            new WebhookMetrics(metrics),
            clock);
    loop =
        threads.newThread(
            new WebhookDispatcher(store, delivery, telemetry, database, executor)::loop);
    loop.setName("throughline-webhooks");
    loop.start();
  }

  private Optional<String> resultPath(Job job) {
    return handlers.stream()
        .filter(handler -> handler.jobTypes().contains(job.type()))
        .findFirst()
        .flatMap(handler -> handler.resultPath(job));
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    if (loop != null) {
      loop.interrupt();
    }
  }

  @Produces
  @ApplicationScoped
  Callbacks callbacks() {
    return new SignedCallbacks(store, transport, settings.secret().isPresent());
  }
}
