package io.throughline.telemetry.sql;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What is traced of the database beyond a span for each statement.
 *
 * @param comments true to add the trace context to the SQL itself, as a comment in the form of
 *     sqlcommenter, so that the database's own log of slow statements names the trace
 * @param queries true for a span around each JPA query too
 */
record SqlTracing(boolean comments, boolean queries) {

  static SqlTracing configured() {
    return of(ConfigProvider.getConfig());
  }

  static SqlTracing of(Config config) {
    return new SqlTracing(
        isOn(config, "throughline.telemetry.sql-comments"),
        isOn(config, "throughline.telemetry.jpa-spans"));
  }

  private static boolean isOn(Config config, String setting) {
    return config.getOptionalValue(setting, Boolean.class).orElse(false);
  }
}
