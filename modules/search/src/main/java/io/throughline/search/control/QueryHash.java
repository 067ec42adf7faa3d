package io.throughline.search.control;

import io.throughline.telemetry.api.Telemetry;

/** The {@link KeyedHash} of this database, whose key is read when first needed. Thread-safe. */
final class QueryHash {

  private final QueryLog log;
  private final Telemetry telemetry;
  private volatile KeyedHash hash;

  QueryHash(QueryLog log, Telemetry telemetry) {
    this.log = log;
    this.telemetry = telemetry;
  }

  /** 64 lower-case hex digits. */
  String of(String text) {
    KeyedHash known = hash;
    if (known == null) {
      // Once in the life of a server: no part of the query that happens to come first.
      known = telemetry.<KeyedHash, RuntimeException>untraced(span -> new KeyedHash(log.hashKey()));
      hash = known;
    }
    return known.of(text);
  }
}
