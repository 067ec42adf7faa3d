package io.throughline.search.api;

import java.time.Duration;

/** A caller asks more than a caller may; answered as 429. */
public class RateLimitedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient RateLimit limit;
  private final Duration retryAfter;

  /**
   * @param limit what is allowed
   * @param retryAfter when one more query is allowed
   */
  public RateLimitedException(RateLimit limit, Duration retryAfter) {
    super("at most " + limit.perMinute() + " queries a minute");
    this.limit = limit;
    this.retryAfter = retryAfter;
  }

  public RateLimit limit() {
    return limit;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
