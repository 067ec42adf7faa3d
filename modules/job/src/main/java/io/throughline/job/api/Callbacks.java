package io.throughline.job.api;

import java.util.Optional;

/** The URLs that are told when a job has ended; docs/webhooks.md. Thread-safe. */
public interface Callbacks {

  /** The request field that names the URL. */
  String FIELD = "callback_url";

  /**
   * Judges a URL before its job is submitted.
   *
   * @param url as the client sent it; null or blank for none
   * @return the URL to submit the job with
   * @throws InvalidRequestException naming {@link #FIELD}, if this server sends no webhooks, the
   *     URL leads where the server does not go, or the endpoint is disabled
   */
  Optional<String> accepted(String tenant, String url);

  /**
   * Enables an endpoint that was disabled; what waited for it becomes due.
   *
   * @return false if it was not disabled
   */
  boolean enable(String tenant, String url);
}
