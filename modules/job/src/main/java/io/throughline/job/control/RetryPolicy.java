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
    return Optional.of(Duration.ofMillis(random.nextLong(bound(errors) + 1)));
  }

  /**
   * How long to wait for something that is away: as after an error, but at least half as long, as
   * nothing else ends the trying.
   *
   * @param attempt from 1
   */
  Duration outage(int attempt) {
    long bound = bound(attempt);
    return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
  }

  private long bound(int tries) {
    return Math.min(cap.toMillis(), base.toMillis() << Math.min(tries - 1, 20));
  }
}
