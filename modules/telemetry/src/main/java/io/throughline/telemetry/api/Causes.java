package io.throughline.telemetry.api;

import java.util.stream.Stream;

/** A failure with what caused it. */
public final class Causes {

  /** A chain may be a ring. */
  private static final int DEEPEST = 20;

  private Causes() {}

  /** The failure first, then its causes. */
  public static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }
}
