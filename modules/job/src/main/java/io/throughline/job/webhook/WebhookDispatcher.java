package io.throughline.job.webhook;

import io.throughline.job.webhook.WebhookStore.DueWebhook;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes due webhooks and has them delivered, a few at a time. Its loop is for one thread. */
final class WebhookDispatcher {

  private static final Logger LOG = Logger.getLogger(WebhookDispatcher.class.getName());

  private static final String DELIVERING = "delivering webhooks";
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Longer than an attempt may take. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Receivers that do not answer hold one each, for ten seconds at most. */
  private static final int AT_ONCE = 8;

  private final WebhookStore store;
  private final WebhookDelivery delivery;
  private final Telemetry telemetry;
  private final OutageLog database;
  private final Executor executor;
  private final Semaphore free = new Semaphore(AT_ONCE);

  WebhookDispatcher(
      WebhookStore store,
      WebhookDelivery delivery,
      Telemetry telemetry,
      OutageLog database,
      Executor executor) {
    this.store = store;
    this.delivery = delivery;
    this.telemetry = telemetry;
    this.database = database;
    this.executor = executor;
  }

  /** Delivers until the thread is interrupted. */
  void loop() {
    try {
      while (true) {
        free.acquire();
        if (!next()) {
          free.release();
          TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the next delivery, which gives its permit back; false if none is due. */
  private boolean next() {
    try {
      Optional<DueWebhook> due =
          telemetry.<Optional<DueWebhook>, RuntimeException>untraced(span -> store.claim(LEASE));
      database.worked(DELIVERING);
      due.ifPresent(webhook -> executor.execute(() -> run(webhook)));
      return due.isPresent();
    } catch (RejectedExecutionException e) {
      LOG.log(
          Level.WARNING,
          "no thread for a webhook; it is due again in " + LEASE,
          LoggedFailure.of(e));
      return false;
    } catch (RuntimeException e) {
      database.failed(DELIVERING, e);
      return false;
    }
  }

  private void run(DueWebhook webhook) {
    try {
      delivery.attempt(webhook);
    } finally {
      free.release();
    }
  }
}
