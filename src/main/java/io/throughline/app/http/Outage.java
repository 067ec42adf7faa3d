package io.throughline.app.http;

import io.throughline.telemetry.api.Causes;
import io.throughline.telemetry.api.DatabaseOutage;
import io.throughline.upload.api.StorageUnreachableException;
import java.sql.SQLException;
import java.util.Optional;

/** Tells what it is that the request needs and that is away or full: worth trying again later. */
final class Outage {

  private Outage() {}

  /** The answer, or empty if {@code failure} comes from something else. */
  static Optional<Problem> in(Throwable failure) {
    return Causes.of(failure).map(Outage::problem).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Problem> problem(Throwable cause) {
    if (cause instanceof StorageUnreachableException) {
      return Optional.of(unavailable("storage-unavailable", "Storage", "object store"));
    }
    if (cause instanceof SQLException sql && DatabaseOutage.isAway(sql)) {
      return Optional.of(unavailable("database-unavailable", "Database", "database"));
    }
    return DatabaseOutage.isFull(cause)
        ? Optional.of(
            new Problem("storage-full", "Storage full", 507, "the server has no room", null))
        : Optional.empty();
  }

  private static Problem unavailable(String type, String title, String what) {
    return new Problem(
        type,
        title + " unavailable",
        503,
        "the " + what + " does not answer; try again later",
        null);
  }
}
