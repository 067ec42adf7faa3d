package io.throughline.job.control;

import java.time.Duration;
import java.util.Optional;

/** The table of idempotency keys. Every method is one transaction, except {@link #bind}. */
public interface IdempotencyKeyStore {

  /**
   * What a key is bound to.
   *
   * @param fingerprint digest of the request that brought it
   */
  record Bound(String fingerprint, String jobId) {}

  /**
   * Takes a key that is free.
   *
   * @param holder who takes it
   * @param keptFor how long a key stays bound to its job
   * @param heldFor how long a request may hold a key without a job
   */
  boolean take(String tenant, String keyHash, String holder, Duration keptFor, Duration heldFor);

  /** What a key is bound to; empty if it is free or only held. */
  Optional<Bound> bound(String tenant, String keyHash);

  /** Binds a key within the caller's transaction; false if {@code holder} does not hold it. */
  boolean bind(String tenant, String keyHash, String holder, Bound to);

  /** Gives a key free that is not bound. */
  void release(String tenant, String keyHash, String holder);
}
