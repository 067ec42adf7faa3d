package io.throughline.telemetry.otel;

import io.throughline.telemetry.api.AuditLevel;
import io.throughline.telemetry.config.TracingSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Says at start whether tracing is on and where spans go, and names every wrong setting. */
@ApplicationScoped
public class TracingAnnouncement {

  private static final Logger LOG = Logger.getLogger(TracingAnnouncement.class.getName());
  private static final int EARLY = 500;

  @Inject TracingSettings settings;

  void announce(@Observes @Priority(EARLY) Startup event) {
    settings.problems().forEach(LOG::severe);
    LOG.log(settings.state().byServer() ? Level.WARNING : AuditLevel.AUDIT, settings.summary());
  }
}
