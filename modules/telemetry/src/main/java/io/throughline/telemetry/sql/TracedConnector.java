package io.throughline.telemetry.sql;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetryBuilder;
import io.opentelemetry.instrumentation.jdbc.datasource.internal.Experimental;
import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;

/**
 * EclipseLink's way to a connection, with a span around every statement. The data source is wrapped
 * at its first use after CDI is up: EclipseLink logs in before that, and what it asks then is not
 * part of any request.
 */
final class TracedConnector extends JNDIConnector {

  private static final long serialVersionUID = 1L;

  private transient volatile DataSource traced;

  private final boolean comments;

  /**
   * @param comments true to add the trace context to each statement as a comment
   */
  TracedConnector(JNDIConnector original, boolean comments) {
    this.comments = comments;
    setName(original.getName());
    setDataSource(original.getDataSource());
  }

  @Override
  public Connection connect(Properties properties, Session session) {
    DataSource wrapped = traced();
    if (wrapped == null) {
      return super.connect(properties, session);
    }
    try {
      return wrapped.getConnection();
    } catch (SQLException e) {
      throw org.eclipse.persistence.exceptions.DatabaseException.sqlException(e, null, false);
    }
  }

  private DataSource traced() {
    if (traced == null && getDataSource() != null) {
      traced = wrap(getDataSource());
    }
    return traced;
  }

  private DataSource wrap(DataSource source) {
    try {
      return wrap(source, CDI.current().select(OpenTelemetry.class).get(), comments);
    } catch (IllegalStateException cdiIsNotUp) {
      return null;
    }
  }

  static DataSource wrap(DataSource source, OpenTelemetry openTelemetry, boolean comments) {
    JdbcTelemetryBuilder builder =
        JdbcTelemetry.builder(new TracesOnly(openTelemetry))
            .setDataSourceInstrumenterEnabled(false);
    if (comments) {
      Experimental.setEnableSqlCommenter(builder, true);
      Experimental.setSqlCommenterPropagator(builder, W3CTraceContextPropagator.getInstance());
    }
    return builder.build().wrap(source);
  }
}
