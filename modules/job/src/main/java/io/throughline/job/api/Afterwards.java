package io.throughline.job.api;

import java.util.Optional;

/**
 * What is to happen once a job has ended.
 *
 * @param callbackUrl who is told; accepted by {@link Callbacks} before
 */
public record Afterwards(Optional<String> callbackUrl) {

  private static final Afterwards NOTHING = new Afterwards(Optional.empty());

  /** Nobody is told. */
  public static Afterwards nothing() {
    return NOTHING;
  }
}
