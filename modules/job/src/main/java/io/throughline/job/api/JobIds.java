package io.throughline.job.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes version 7 UUIDs (RFC 9562): their order is the order of creation, to the millisecond.
 * Thread-safe.
 */
public final class JobIds {

  private static final SecureRandom RANDOM = new SecureRandom();

  private JobIds() {}

  /** A new id for the moment that {@code clock} shows. */
  public static String next(Clock clock) {
    long random = RANDOM.nextLong();
    long high = clock.millis() << 16 | 0x7000L | random & 0x0FFFL;
    long low = RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
