package io.throughline.upload.api;

import io.throughline.telemetry.api.Causes;

/** Tells whether a failure comes of an object store that is away or full. */
public final class StorageOutage {

  private StorageOutage() {}

  /** True if the failure or a cause of it is one of a store that does not answer or has no room. */
  public static boolean isIn(Throwable failure) {
    return Causes.of(failure)
        .anyMatch(
            cause ->
                cause instanceof StorageUnreachableException
                    || cause instanceof StorageFullException);
  }
}
