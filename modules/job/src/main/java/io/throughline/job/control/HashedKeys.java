package io.throughline.job.control;

import io.throughline.job.api.IdempotencyKeyException;
import io.throughline.job.api.IdempotencyKeyException.Reason;
import io.throughline.job.api.IdempotencyKeys;
import io.throughline.job.control.IdempotencyKeyStore.Bound;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@link IdempotencyKeys} on a store that sees hashes only. */
final class HashedKeys implements IdempotencyKeys {

  private static final Logger LOG = Logger.getLogger(HashedKeys.class.getName());
  private static final Duration KEPT = Duration.ofHours(24);

  /** Longer than an upload may take; a server that dies leaves its keys held for as long. */
  private static final Duration HELD = Duration.ofMinutes(30);

  private final IdempotencyKeyStore store;

  HashedKeys(IdempotencyKeyStore store) {
    this.store = store;
  }

  @Override
  public Reservation reserve(String tenant, String key) {
    String hash = sha256(key);
    String holder = UUID.randomUUID().toString();
    boolean taken = store.take(tenant, hash, holder, KEPT, HELD);
    Optional<Bound> bound = taken ? Optional.empty() : store.bound(tenant, hash);
    if (!taken && bound.isEmpty()) {
      throw new IdempotencyKeyException(Reason.IN_USE);
    }
    return new Held(tenant, hash, holder, bound);
  }

  private static String sha256(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private final class Held implements Reservation {

    private final String tenant;
    private final String hash;
    private final String holder;
    private final Optional<Bound> before;

    Held(String tenant, String hash, String holder, Optional<Bound> before) {
      this.tenant = tenant;
      this.hash = hash;
      this.holder = holder;
      this.before = before;
    }

    @Override
    public Optional<String> earlier(String fingerprint) {
      if (before.isPresent() && !before.get().fingerprint().equals(fingerprint)) {
        throw new IdempotencyKeyException(Reason.REUSED);
      }
      return before.map(Bound::jobId);
    }

    @Override
    public void submitted(String fingerprint, String jobId) {
      if (!store.bind(tenant, hash, holder, new Bound(fingerprint, jobId))) {
        throw new IdempotencyKeyException(Reason.IN_USE);
      }
    }

    @Override
    public boolean replayed() {
      return before.isPresent();
    }

    @Override
    public void close() {
      if (before.isPresent()) {
        return;
      }
      try {
        // also after it was bound: that transaction may have been rolled back
        store.release(tenant, hash, holder);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "an idempotency key stays in use for " + HELD, e);
      }
    }
  }
}
