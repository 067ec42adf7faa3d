package io.throughline.app.http;

import io.throughline.upload.api.StorageUnreachableException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/** Tells what a server is that the request needs and that is away: worth trying again later. */
final class Outage {

  /** SQL states of connections that cannot be made or break, and of a PostgreSQL that stops. */
  private static final String CONNECTION = "08";

  private static final String STOPPING = "57P";
  private static final int DEEPEST_CAUSE = 20;

  private Outage() {}

  /** The answer, or empty if {@code failure} comes from something else. */
  static Optional<Problem> in(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof StorageUnreachableException) {
        return Optional.of(unavailable("storage-unavailable", "Storage", "object store"));
      }
      if (cause instanceof SQLException sql && isAway(sql)) {
        return Optional.of(unavailable("database-unavailable", "Database", "database"));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static boolean isAway(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return e instanceof SQLTransientConnectionException
        || e instanceof SQLRecoverableException
        || state.startsWith(CONNECTION)
        || state.startsWith(STOPPING);
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
