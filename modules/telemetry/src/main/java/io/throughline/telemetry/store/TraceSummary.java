package io.throughline.telemetry.store;

import java.util.Map;

/**
 * A trace in one line.
 *
 * @param traceId 32 hexadecimal digits
 * @param service service of the first root span
 * @param operation name of the first root span
 * @param startNanos start of the earliest span, nanoseconds since 1970
 * @param endNanos end of the latest span, or how far the running ones have come
 * @param spans how many are kept
 * @param errors how many of them failed
 * @param running how many have not ended
 * @param orphans how many have a parent that is not among them
 * @param omitted how many were left out because the trace had too many
 * @param services spans by service
 */
public record TraceSummary(
    String traceId,
    String service,
    String operation,
    long startNanos,
    long endNanos,
    int spans,
    int errors,
    int running,
    int orphans,
    int omitted,
    Map<String, ServiceShare> services) {

  /**
   * One service's part of a trace.
   *
   * @param spans how many are its
   * @param errors how many of them failed
   */
  public record ServiceShare(int spans, int errors) {

    static final ServiceShare NONE = new ServiceShare(0, 0);

    ServiceShare plus(boolean failed) {
      return new ServiceShare(spans + 1, failed ? errors + 1 : errors);
    }
  }

  public TraceSummary {
    services = Map.copyOf(services);
  }

  /** Nanoseconds from the first start to the last end. */
  public long durationNanos() {
    return endNanos - startNanos;
  }
}
