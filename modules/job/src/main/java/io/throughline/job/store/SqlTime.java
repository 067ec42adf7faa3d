package io.throughline.job.store;

import java.time.Duration;

/** Times and durations in SQL that H2 and PostgreSQL both understand. */
final class SqlTime {

  private SqlTime() {}

  /**
   * A time that comes as text: JPA would turn it into a local one, which happens twice in the hour
   * when clocks go back.
   */
  static String text(String parameter) {
    return "cast(" + parameter + " as timestamp with time zone)";
  }

  static String interval(Duration duration) {
    return "interval '" + duration.toMillis() / 1000.0 + "' second";
  }
}
