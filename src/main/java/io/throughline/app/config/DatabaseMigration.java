package io.throughline.app.config;

import io.throughline.job.control.JobSettings;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to the newest schema, once, before anything else starts. */
@ApplicationScoped
public class DatabaseMigration {

  private static final int FIRST = 1000;

  /** A database of its own may start after the server; a file is there or it is not. */
  private static final int CONNECT_TRIES = 30;

  private static final int LONGEST_PAUSE_SECONDS = 5;

  @Inject JobSettings settings;

  @Resource(lookup = "jdbc/throughline")
  DataSource dataSource;

  void migrate(@Observes @Priority(FIRST) Startup event) {
    Flyway.configure(getClass().getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:sql/migrations")
        .failOnMissingLocations(true)
        .connectRetries(settings.onlyNode() ? 0 : CONNECT_TRIES)
        .connectRetriesInterval(LONGEST_PAUSE_SECONDS)
        .load()
        .migrate();
  }
}
