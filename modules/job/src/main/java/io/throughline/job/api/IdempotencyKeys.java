package io.throughline.job.api;

import java.util.Optional;

/**
 * Keys by which a client says that a request is the same as one it sent before (IETF draft "The
 * Idempotency-Key HTTP Header Field"): however often it is sent, there is one job. Keys are kept
 * for a day. Thread-safe.
 */
public interface IdempotencyKeys {

  /**
   * Takes a key for a request.
   *
   * @param key as the client sent it; only its hash is kept
   * @throws IdempotencyKeyException if another request with this key is on its way
   */
  Reservation reserve(String tenant, String key);

  /** A key in the hands of one request. Closing it gives it free unless it has got its job. */
  interface Reservation extends AutoCloseable {

    /**
     * The job that an earlier request with this key made.
     *
     * @param fingerprint digest of everything that makes the job what it is
     * @throws IdempotencyKeyException if that request was another one
     */
    Optional<String> earlier(String fingerprint);

    /**
     * Binds the key to a job within the caller's transaction, which must exist.
     *
     * @throws IdempotencyKeyException if the key was given to another request meanwhile
     */
    void submitted(String fingerprint, String jobId);

    /** True if this request was answered with the job of an earlier one. */
    boolean replayed();

    @Override
    void close();
  }
}
