package io.throughline.job.control;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter",
 * 2015): a random wait between nothing and {@code base * 2^errors}, capped.
 *
 * @param maxErrors errors after which there is no further attempt
 * @param base upper bound of the first wait
 * @param cap upper bound of any wait
 */
record RetryPolicy(int maxErrors, Duration base, Duration cap, RandomGenerator random) {

  /**
   * @param errors errors so far, this one included
   * @return how long to wait, or empty when it is enough
   */
  Optional<Duration> next(int errors) {
    if (errors >= maxErrors) {
      return Optional.empty();
    }
    long bound = Math.min(cap.toMillis(), base.toMillis() << Math.min(errors - 1, 20));
    return Optional.of(Duration.ofMillis(random.nextLong(bound + 1)));
  }
}
