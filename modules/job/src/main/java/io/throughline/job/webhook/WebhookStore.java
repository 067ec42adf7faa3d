package io.throughline.job.webhook;

import io.throughline.job.api.Job;
import io.throughline.job.api.WebhookStatus;
import io.throughline.telemetry.api.TraceCarrier;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The webhooks of jobs. A webhook is due when its job has ended, and again when a job that was
 * redriven has. Every method is one transaction, except {@link #add}; all times are the database's.
 * Every adapter passes WebhookStoreContract.
 */
public interface WebhookStore {

  /** Adds the webhook of a job within the caller's transaction. */
  void add(String jobId, String tenant, Endpoint endpoint);

  /** How far a job's webhook has come; empty if it has none. */
  Optional<WebhookStatus> find(String jobId);

  /**
   * Takes the webhook that has been due for longest and counts an attempt at it.
   *
   * @param lease when it becomes due again if its outcome is never written
   */
  Optional<DueWebhook> claim(Duration lease);

  /** Ends a webhook well; false if a later attempt has it. */
  boolean delivered(DueWebhook webhook, int statusCode);

  /**
   * Writes down that a delivery failed. When it was one failure too many for the endpoint, that is
   * disabled with everything that waits for it.
   *
   * @param statusCode of the answer, if there was one
   * @param retryIn when to try again; empty to give up
   * @param disableAfter how many failures in a row disable an endpoint
   * @return the state of the webhook now; empty if a later attempt has it
   */
  Optional<String> failed(
      DueWebhook webhook, OptionalInt statusCode, Optional<Duration> retryIn, int disableAfter);

  boolean isDisabled(String tenant, String endpointDigest);

  /** Forgets an endpoint's failures and makes due what waited; false if it was not disabled. */
  boolean enable(String tenant, String endpointDigest);

  /**
   * A webhook in the hands of one attempt.
   *
   * @param messageId the same in every attempt
   * @param job as it ended
   * @param attempt from 1
   * @param parent span below which the delivery belongs
   */
  record DueWebhook(
      String messageId,
      Job job,
      String tenant,
      Endpoint endpoint,
      int attempt,
      TraceCarrier parent) {}
}
