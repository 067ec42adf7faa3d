package io.throughline.telemetry.sql;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
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

  TracedConnector(JNDIConnector original) {
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

  private static DataSource wrap(DataSource source) {
    try {
      OpenTelemetry openTelemetry = CDI.current().select(OpenTelemetry.class).get();
      return JdbcTelemetry.builder(new TracesOnly(openTelemetry))
          .setDataSourceInstrumenterEnabled(false)
          .build()
          .wrap(source);
    } catch (IllegalStateException cdiIsNotUp) {
      return null;
    }
  }
}
