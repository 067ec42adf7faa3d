package io.throughline.telemetry.api;

import java.util.List;

/**
 * Keeps beside a trace what is too much to be spans of it, such as every kernel that a device ran.
 * Whoever looks at the trace can download it; it is exported to nobody, and lost with the server.
 * Thread-safe.
 */
public interface Timelines {

  /**
   * Something that took time.
   *
   * @param name what it was; no values
   * @param start nanoseconds since 1970
   * @param duration nanoseconds
   */
  record Slice(String name, long start, long duration) {}

  /**
   * Keeps slices with the trace of the current span; does nothing if that is not recorded.
   *
   * @param lane what did them, one after the other
   */
  void keep(String lane, List<Slice> slices);

  /** Keeps nothing. */
  static Timelines off() {
    return (lane, slices) -> {};
  }
}
