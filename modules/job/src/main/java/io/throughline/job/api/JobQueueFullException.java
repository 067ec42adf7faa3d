package io.throughline.job.api;

import java.time.Duration;

/** As many jobs wait as may wait; answered as 503 with Retry-After. Nothing was kept. */
public class JobQueueFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public JobQueueFullException(Duration retryAfter) {
    super("the server has as many waiting jobs as it may have");
    this.retryAfter = retryAfter;
  }

  /** When trying again makes sense. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
