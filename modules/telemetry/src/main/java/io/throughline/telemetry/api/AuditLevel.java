package io.throughline.telemetry.api;

import java.util.logging.Level;

/** Between INFO, which Open Liberty keeps off its console, and WARNING. */
public final class AuditLevel extends Level {

  private static final long serialVersionUID = 1L;

  /** For the few lines that an operator is to see although nothing is wrong. */
  public static final Level AUDIT = new AuditLevel();

  private AuditLevel() {
    super("AUDIT", 850);
  }
}
