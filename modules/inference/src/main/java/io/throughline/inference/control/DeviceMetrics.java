package io.throughline.inference.control;

import io.throughline.inference.api.DeviceActivity;
import io.throughline.inference.api.DeviceReport;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Metrics.Reading;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What is measured of graphics cards, by the names of OpenTelemetry's hardware conventions. Nothing
 * is published before one has worked. Thread-safe.
 */
final class DeviceMetrics {

  private static final String DEVICE = "hw.name";

  static final Metric MEMORY =
      Metric.gauge(
          "hw.gpu.memory.usage",
          "By",
          "Memory of the graphics card in use, by whomever, after the last piece of work.",
          DEVICE);
  static final Metric UTILIZATION =
      Metric.gauge(
          "hw.gpu.utilization",
          "1",
          "Share of the time since the last reading in which a kernel of this server ran.",
          DEVICE);
  static final Metric IO =
      Metric.counter(
          "hw.gpu.io",
          "By",
          "Bytes copied to and from the graphics card.",
          DEVICE,
          "network.io.direction");
  static final Metric WAIT =
      Metric.shortTime(
          "throughline.gpu.wait.duration", "How long engines waited for the graphics card.");

  private final Metrics.Counter io;
  private final Metrics.Histogram wait;
  private final LongSupplier nanos;
  private String device = "";
  private long memory;
  private long busy;
  private long since;

  /**
   * @param nanos a clock for durations
   */
  DeviceMetrics(Metrics metrics, LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
    io = metrics.counter(IO);
    wait = metrics.histogram(WAIT);
    metrics.observe(MEMORY, this::memory);
    metrics.observe(UTILIZATION, this::utilization);
  }

  void waited(long nanoseconds, ActiveSpan span) {
    wait.record(nanoseconds / 1e9, span);
  }

  void worked(DeviceReport report) {
    for (DeviceActivity activity : report.activities()) {
      switch (activity.kind()) {
        case TO_DEVICE -> io.add(activity.bytes(), report.device(), "receive");
        case FROM_DEVICE -> io.add(activity.bytes(), report.device(), "transmit");
        case KERNEL -> busy(activity.duration());
      }
    }
    synchronized (this) {
      device = report.device();
      memory = report.memoryAfter();
    }
  }

  private synchronized void busy(long nanoseconds) {
    busy += nanoseconds;
  }

  private synchronized List<Reading> memory() {
    return device.isEmpty() ? List.of() : List.of(Reading.of(memory, device));
  }

  private synchronized List<Reading> utilization() {
    long now = nanos.getAsLong();
    double share = Math.min(1, (double) busy / Math.max(1, now - since));
    busy = 0;
    since = now;
    return device.isEmpty() ? List.of() : List.of(Reading.of(share, device));
  }
}
