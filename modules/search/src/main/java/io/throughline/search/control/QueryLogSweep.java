package io.throughline.search.control;

import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.time.Clock;
import java.time.Duration;

/** Forgets queries that are older than the query log remembers. */
public final class QueryLogSweep implements Runnable {

  private static final String FORGETTING = "forgetting old queries";

  private final QueryLog log;
  private final Duration kept;
  private final Telemetry telemetry;
  private final OutageLog database;
  private final Clock clock;

  public QueryLogSweep(
      QueryLog log, Duration kept, Telemetry telemetry, OutageLog database, Clock clock) {
    this.log = log;
    this.kept = kept;
    this.telemetry = telemetry;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      telemetry.<Integer, RuntimeException>untraced(
          span -> log.forgetBefore(clock.instant().minus(kept)));
      database.worked(FORGETTING);
    } catch (RuntimeException e) {
      database.failed(FORGETTING, e);
    }
  }
}
