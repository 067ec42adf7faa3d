package io.throughline.telemetry.sql;

import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** Named by {@code eclipselink.session.customizer} in persistence.xml: gives SQL its spans. */
public final class TracedSessions implements SessionCustomizer {

  @Override
  public void customize(Session session) {
    SqlTracing tracing = SqlTracing.configured();
    DatabaseLogin login = session.getLogin();
    if (login.getConnector() instanceof JNDIConnector connector) {
      login.setConnector(new TracedConnector(connector, tracing.comments()));
    }
    if (tracing.queries()) {
      session.setProfiler(new TracedQueries());
    }
  }
}
