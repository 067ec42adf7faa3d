package io.throughline.telemetry.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says once that something which several loops need does not answer, and once that it does again,
 * however long it takes and however often they try. Thread-safe.
 */
public final class OutageLog {

  private final Logger log;
  private final String what;
  private final Clock clock;
  private final Set<String> failing = new HashSet<>();
  private Instant since;

  /**
   * @param what does not answer, as a subject: {@code the database}
   */
  public OutageLog(Logger log, String what, Clock clock) {
    this.log = log;
    this.what = what;
    this.clock = clock;
  }

  /**
   * A loop did not get what it needed.
   *
   * @param loop what cannot be done meanwhile, such as {@code claiming jobs}; names the loop
   */
  public synchronized void failed(String loop, Throwable failure) {
    if (failing.isEmpty()) {
      since = clock.instant();
      log.log(
          Level.WARNING,
          what
              + " does not answer: "
              + loop
              + " goes on when it does, nothing that was accepted is lost. The next line about"
              + " this says when it is over.",
          LoggedFailure.of(failure));
    } else {
      log.log(Level.FINE, loop + " failed, too", LoggedFailure.of(failure));
    }
    failing.add(loop);
  }

  /** A loop got what it needed. The outage is over when all have that noticed it. */
  public synchronized void worked(String loop) {
    if (failing.remove(loop) && failing.isEmpty()) {
      Duration lasted = Duration.between(since, clock.instant());
      log.log(AuditLevel.AUDIT, what + " answers again after " + lasted.toSeconds() + " s.");
    }
  }
}
