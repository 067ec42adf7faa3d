package io.throughline.search.store;

/** Times in SQL that H2 and PostgreSQL both understand. */
final class SqlTime {

  private SqlTime() {}

  /** Times come as text: JPA would turn them into local ones, which clock changes repeat. */
  static String of(String parameter) {
    return "cast(" + parameter + " as timestamp with time zone)";
  }
}
