package io.throughline.telemetry.store;

/**
 * How much a {@link SpanStore} holds.
 *
 * @param traces most traces
 * @param spans most spans of all traces
 * @param spansPerTrace most spans of one; what comes later is counted and left out
 * @param bytes most memory, estimated
 */
public record StoreLimits(int traces, int spans, int spansPerTrace, long bytes) {

  /** What a server has that says nothing else. */
  public static final StoreLimits DEFAULT =
      new StoreLimits(20_000, 200_000, 5_000, 32L * 1024 * 1024);

  public StoreLimits {
    if (traces < 1 || spans < 1 || spansPerTrace < 1 || bytes < 1) {
      throw new IllegalArgumentException("every limit is at least 1");
    }
  }

  /**
   * Limits of a server's settings.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  static StoreLimits of(int spans, long bytes) {
    if (spans < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "THROUGHLINE_TRACES_MEMORY_SPANS and THROUGHLINE_TRACES_MEMORY_BYTES must be at least 1");
    }
    return new StoreLimits(DEFAULT.traces, spans, DEFAULT.spansPerTrace, bytes);
  }
}
