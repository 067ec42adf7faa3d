package io.throughline.telemetry.export;

import io.throughline.telemetry.api.AuditLevel;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says once that spans do not arrive and once that they do again, however long it takes. The thread
 * of one exporter uses it.
 */
final class Outage {

  private static final Logger LOG = Logger.getLogger(Outage.class.getName());

  private final String target;
  private final SpanAccount account;
  private boolean on;
  private long lostBefore;

  /**
   * @param target what the exporter and its backend are called in the log
   */
  Outage(String target, SpanAccount account) {
    this.target = target;
    this.account = account;
  }

  void failed(String reason) {
    if (!on) {
      on = true;
      LOG.log(
          Level.WARNING,
          "Spans do not get through by {0}: {1}. Requests are served as always; spans that do not"
              + " get through are lost. The next line about this says when it is over.",
          new Object[] {target, reason});
    }
  }

  void worked() {
    long lost = lost();
    if (on) {
      on = false;
      LOG.log(
          AuditLevel.AUDIT,
          "Spans get through again by {0}; {1} were lost.",
          new Object[] {target, Long.toString(lost - lostBefore)});
    }
    lostBefore = lost;
  }

  private long lost() {
    SpanAccount.Counts counts = account.counts();
    return counts.failed() + counts.dropped();
  }
}
