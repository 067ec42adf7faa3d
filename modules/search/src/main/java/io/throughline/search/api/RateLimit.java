package io.throughline.search.api;

import java.time.Duration;
import java.util.Map;

/**
 * What a caller may still ask.
 *
 * @param perMinute queries in a minute; 0 for any number
 * @param remaining queries that may follow at once
 * @param reset until the whole minute's worth is there again
 */
public record RateLimit(int perMinute, int remaining, Duration reset) {

  private static final String POLICY = "\"search\"";

  /** For callers that may ask any number. */
  public static RateLimit none() {
    return new RateLimit(0, 0, Duration.ZERO);
  }

  /** The same as HTTP fields, by draft-ietf-httpapi-ratelimit-headers-10; none without a limit. */
  public Map<String, String> fields() {
    return perMinute == 0
        ? Map.of()
        : Map.of(
            "RateLimit-Policy", POLICY + ";q=" + perMinute + ";w=60",
            "RateLimit", POLICY + ";r=" + remaining + ";t=" + reset.toSeconds());
  }
}
