package io.throughline.job.api;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to happen once a job has ended.
 *
 * @param callbackUrl who is told; accepted by {@link Callbacks} before
 * @param retention how many days the job is kept then, see {@link Retention}; empty for the
 *     server's default
 */
public record Afterwards(Optional<String> callbackUrl, OptionalInt retention) {

  private static final Afterwards NOTHING = new Afterwards(Optional.empty(), OptionalInt.empty());

  /** Nobody is told, and the job is kept as long as others. */
  public static Afterwards nothing() {
    return NOTHING;
  }
}
