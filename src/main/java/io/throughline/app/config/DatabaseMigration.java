package io.throughline.app.config;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to the newest schema, once, before anything else starts. */
@ApplicationScoped
public class DatabaseMigration {

  private static final int FIRST = 1000;

  @Resource(lookup = "jdbc/throughline")
  DataSource dataSource;

  void migrate(@Observes @Priority(FIRST) Startup event) {
    Flyway.configure(getClass().getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:sql/migrations")
        .failOnMissingLocations(true)
        .load()
        .migrate();
  }
}
