package io.throughline.app.http;

import io.throughline.upload.api.StorageUnreachableException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/** Tells what it is that the request needs and that is away or full: worth trying again later. */
final class Outage {

  /** SQL states of connections that cannot be made or break, and of a PostgreSQL that stops. */
  private static final String CONNECTION = "08";

  private static final String STOPPING = "57P";

  /** The embedded database closes, for want of room, and opens again. */
  private static final String STILL_OPEN = "90020";

  /** PostgreSQL's state for a disk without room; the embedded database says it in a cause. */
  private static final String DISK_FULL = "53100";

  private static final String NO_SPACE = "No space left on device";
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
      if (isFull(cause)) {
        return Optional.of(
            new Problem("storage-full", "Storage full", 507, "the server has no room", null));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static boolean isAway(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return e instanceof SQLTransientConnectionException
        || e instanceof SQLRecoverableException
        || e instanceof SQLNonTransientConnectionException
        || state.startsWith(CONNECTION)
        || state.startsWith(STOPPING)
        || state.equals(STILL_OPEN);
  }

  private static boolean isFull(Throwable cause) {
    return cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())
        || cause instanceof IOException && String.valueOf(cause.getMessage()).contains(NO_SPACE);
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
