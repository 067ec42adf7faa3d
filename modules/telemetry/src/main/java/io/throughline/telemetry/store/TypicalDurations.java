package io.throughline.telemetry.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long traces of one kind usually take. Thread-safe. */
final class TypicalDurations {

  /** So many times longer than usual is slow. */
  static final double SLOW = 2;

  private static final int KINDS = 512;
  private static final int WEIGHT = 16;

  private final Map<String, Double> means =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
          return size() > KINDS;
        }
      };

  /** How many times longer than usual this one took; it counts from now on. */
  synchronized double slowness(String operation, long nanos) {
    double duration = Math.max(1, nanos);
    double mean = means.getOrDefault(operation, duration);
    means.put(operation, mean + (duration - mean) / WEIGHT);
    return duration / mean;
  }
}
