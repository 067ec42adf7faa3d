package io.throughline.search.api;

import java.time.Duration;

/** A query took longer than a query may, before anything was found; answered as 504. */
public class SearchTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param step where the time ran out
   */
  public SearchTimeoutException(String step, Duration limit) {
    super("the query took longer than " + limit.toMillis() + " ms; it was stopped at " + step);
  }
}
