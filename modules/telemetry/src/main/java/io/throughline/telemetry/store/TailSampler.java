package io.throughline.telemetry.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says which traces stay once they have come to rest: every failed one, and of the others so many
 * of each operation and second, those that took long for their kind counted apart. A flood of one
 * request so neither washes everything else out of the store nor costs what keeping it would cost.
 * A token bucket for each operation lets short bursts pass whole. Thread-safe.
 */
final class TailSampler {

  /** So many seconds' worth may come at once. */
  private static final double BURST = 10;

  private static final int OPERATIONS = 512;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final TypicalDurations typical;
  private final Map<String, Operation> operations = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param perSecond how many ordinary traces of an operation stay, and how many slow ones
   * @param typical what is usual; learns of every trace that is asked for
   * @throws IllegalArgumentException if {@code perSecond} is negative
   */
  TailSampler(int perSecond, TypicalDurations typical) {
    if (perSecond < 0) {
      throw new IllegalArgumentException("THROUGHLINE_TRACES_KEEP_PER_SECOND must not be negative");
    }
    this.perSecond = perSecond;
    this.typical = typical;
  }

  /**
   * @param operation name of the root span
   * @param nanos how long it took
   * @param at when it ended, nanoseconds since 1970
   */
  synchronized boolean keeps(String operation, boolean failed, long nanos, long at) {
    boolean slow = typical.slowness(operation, nanos) >= TypicalDurations.SLOW;
    if (failed || perSecond == Integer.MAX_VALUE) {
      return true;
    }
    Operation kind = operations.computeIfAbsent(operation, name -> new Operation());
    if (operations.size() > OPERATIONS) {
      operations.remove(operations.keySet().iterator().next());
    }
    return (slow ? kind.slow : kind.ordinary).take(at);
  }

  private final class Operation {

    final Bucket ordinary = new Bucket();
    final Bucket slow = new Bucket();
  }

  private final class Bucket {

    private double tokens = perSecond * BURST;
    private long filled = Long.MAX_VALUE;

    boolean take(long at) {
      double seconds = Math.max(0, at - Math.min(filled, at)) / NANOS;
      filled = at;
      tokens = Math.min(perSecond * BURST, tokens + seconds * perSecond);
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
