package io.throughline.inference.engine.gpu;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param error largest difference from the oracle
 * @param tolerance largest that is allowed
 * @param seconds that the device took, at best
 * @param floor seconds below which it cannot be
 */
record Row(String what, double error, double tolerance, double seconds, double floor) {

  boolean right() {
    return error <= tolerance;
  }

  static String head() {
    return String.format(
        "%-44s %-8s %10s %10s %10s %10s %6s",
        "operation", "check", "error", "allowed", "time us", "floor us", "ratio");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-44s %-8s %10.2g %10.2g %10.1f %10.1f %6.2f",
        what,
        right() ? "right" : "WRONG",
        error,
        tolerance,
        seconds * 1e6,
        floor * 1e6,
        floor / seconds);
  }
}
