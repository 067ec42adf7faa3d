package io.throughline.telemetry.store;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.util.List;
import java.util.logging.Logger;

/** Listens to the application's loggers, so that a trace can show what was logged in it. */
@ApplicationScoped
public class KeptLogs {

  private static final int FIRST = 900;
  private static final int LINES = 5_000;

  /** Held here: a logger that nobody holds forgets its handlers. */
  private final Logger logger = Logger.getLogger("io.throughline");

  private final TraceLogs lines = new TraceLogs(LINES);

  void start(@Observes @Priority(FIRST) Startup event) {
    logger.addHandler(lines);
  }

  /** The lines of one trace, in the order in which they were written. */
  public List<LogLine> of(String traceId) {
    return lines.of(traceId);
  }

  @PreDestroy
  void stop() {
    logger.removeHandler(lines);
    lines.close();
  }
}
