package io.throughline.search.control;

import java.time.Duration;

/**
 * What operators set.
 *
 * @param queriesPerMinute of one caller; 0 for any number
 * @param timeout longest that a query takes
 * @param cacheBytes what the cache of this process may take
 * @param logKept how long the query log remembers
 * @throws IllegalArgumentException naming the setting, if a value cannot be used
 */
public record SearchSettings(
    int queriesPerMinute, Duration timeout, long cacheBytes, Duration logKept) {

  public SearchSettings {
    if (queriesPerMinute < 0) {
      throw new IllegalArgumentException("THROUGHLINE_SEARCH_RATE must be 0 or more");
    }
    if (timeout.toMillis() < 100 || timeout.toHours() > 1) {
      throw new IllegalArgumentException("THROUGHLINE_SEARCH_TIMEOUT must be from PT0.1S to PT1H");
    }
    if (cacheBytes < 0) {
      throw new IllegalArgumentException("THROUGHLINE_SEARCH_CACHE_BYTES must be 0 or more");
    }
    if (logKept.toMinutes() < 1) {
      throw new IllegalArgumentException("THROUGHLINE_SEARCH_LOG_RETENTION must be at least PT1M");
    }
  }
}
