package io.throughline.search.control;

import io.throughline.search.api.RateLimit;
import io.throughline.search.api.RateLimitedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each caller of this node: it holds a minute's worth of queries and fills
 * steadily. Remembers the callers that asked last; who is forgotten starts with a full bucket, as
 * would have come of the wait. Thread-safe.
 */
final class RateLimiter {

  private static final double SECONDS = 60;
  private static final int CALLERS = 10_000;

  private final int perMinute;
  private final Clock clock;
  private final Map<String, Bucket> buckets;

  private record Bucket(double tokens, Instant at) {}

  /**
   * @param perMinute queries a caller may ask in a minute; 0 for any number
   */
  RateLimiter(int perMinute, Clock clock) {
    this.perMinute = perMinute;
    this.clock = clock;
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > CALLERS;
          }
        };
  }

  /**
   * Takes one query from the caller's bucket.
   *
   * @throws RateLimitedException if it is empty
   */
  synchronized RateLimit take(String caller) {
    if (perMinute == 0) {
      return RateLimit.none();
    }
    Instant now = clock.instant();
    double tokens = filled(buckets.get(caller), now);
    if (tokens < 1) {
      buckets.put(caller, new Bucket(tokens, now));
      throw new RateLimitedException(limit(tokens), wait(1 - tokens));
    }
    buckets.put(caller, new Bucket(tokens - 1, now));
    return limit(tokens - 1);
  }

  /** How many callers are remembered. */
  synchronized int callers() {
    return buckets.size();
  }

  private double filled(Bucket bucket, Instant now) {
    if (bucket == null) {
      return perMinute;
    }
    // A clock that was set back fills nothing.
    long millis = Math.max(0, Duration.between(bucket.at, now).toMillis());
    return Math.min(perMinute, bucket.tokens + millis / 1000.0 * perMinute / SECONDS);
  }

  private RateLimit limit(double tokens) {
    return new RateLimit(perMinute, (int) tokens, wait(perMinute - tokens));
  }

  private Duration wait(double tokens) {
    return Duration.ofSeconds((long) Math.ceil(tokens * SECONDS / perMinute));
  }
}
