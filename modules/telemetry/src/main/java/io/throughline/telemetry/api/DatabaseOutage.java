package io.throughline.telemetry.api;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;

/** Tells whether a failure comes of a database that is away or full: worth trying again later. */
public final class DatabaseOutage {

  /** SQL states of connections that cannot be made or break, and of a PostgreSQL that stops. */
  private static final String CONNECTION = "08";

  private static final String STOPPING = "57P";

  /** The embedded database closes, for want of room, and opens again. */
  private static final String STILL_OPEN = "90020";

  /** PostgreSQL's state for a disk without room; the embedded database says it in a cause. */
  private static final String DISK_FULL = "53100";

  private static final String NO_SPACE = "No space left on device";

  private DatabaseOutage() {}

  /** True if the failure or a cause of it is one of a database that is away or has no room. */
  public static boolean isIn(Throwable failure) {
    return Causes.of(failure).anyMatch(cause -> cause instanceof SQLException sql && isAway(sql))
        || Causes.of(failure).anyMatch(SQLException.class::isInstance)
            && Causes.of(failure).anyMatch(DatabaseOutage::isFull);
  }

  /** True of a database that does not answer. */
  public static boolean isAway(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientConnectionException
        || failure instanceof SQLRecoverableException
        || failure instanceof SQLNonTransientConnectionException
        || state.startsWith(CONNECTION)
        || state.startsWith(STOPPING)
        || state.equals(STILL_OPEN);
  }

  /** True of a disk without room, whoever says it. */
  public static boolean isFull(Throwable failure) {
    return failure instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())
        || failure instanceof IOException
            && String.valueOf(failure.getMessage()).contains(NO_SPACE);
  }
}
