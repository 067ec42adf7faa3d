package io.throughline.search.control;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps bytes for a while. What is in it can be lost at any time; nothing it does fails.
 * Thread-safe.
 */
public interface SearchCache {

  /** What was put under {@code key}, unless its time is over or it was lost. */
  Optional<byte[]> get(String key);

  /** Keeps {@code value} for {@code time}, in place of what was there. */
  void put(String key, byte[] value, Duration time);

  /** Where it keeps them: {@code memory} or {@code redis}. */
  String kind();

  /** Whether it answers now; for health. */
  boolean isUp();
}
