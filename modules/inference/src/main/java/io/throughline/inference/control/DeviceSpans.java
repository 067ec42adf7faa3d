package io.throughline.inference.control;

import io.throughline.inference.api.DeviceActivity;
import io.throughline.inference.api.DeviceActivity.Kind;
import io.throughline.inference.api.DeviceReport;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Timelines;
import io.throughline.telemetry.api.Timelines.Slice;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes spans of what a device did: one for the transfers in each direction, one for all kernels,
 * and one for each of the longest kernels. How much of it a trace shows is up to its detail.
 */
final class DeviceSpans {

  /** Spans of single kernels; those that took less time are summed up in one. */
  static final int MOST_KERNELS = 200;

  private final Telemetry telemetry;
  private final Timelines timelines;

  DeviceSpans(Telemetry telemetry, Timelines timelines) {
    this.telemetry = telemetry;
    this.timelines = timelines;
  }

  /**
   * Records spans below the current one, and keeps everything beside the trace.
   *
   * @param now the time at which the clock of the report's times stood at {@code nanos}
   */
  void record(DeviceReport report, Instant now, long nanos) {
    List<DeviceActivity> kernels = of(Kind.KERNEL, report);
    transfers("gpu.transfer h2d", of(Kind.TO_DEVICE, report), report, now, nanos);
    if (!kernels.isEmpty()) {
      record(summed("gpu.compute", kernels, report), kernels, now, nanos);
      Set<DeviceActivity> longest = longest(kernels);
      for (DeviceActivity kernel : kernels) {
        if (longest.contains(kernel)) {
          record(kernel(kernel, report), List.of(kernel), now, nanos);
        }
      }
      List<DeviceActivity> others = kernels.stream().filter(k -> !longest.contains(k)).toList();
      if (!others.isEmpty()) {
        record(summed("gpu.kernels.other", others, report), others, now, nanos);
      }
    }
    transfers("gpu.transfer d2h", of(Kind.FROM_DEVICE, report), report, now, nanos);
    timelines.keep(
        report.device() + ", stream " + report.stream(),
        report.activities().stream().map(activity -> slice(activity, now, nanos)).toList());
  }

  private static Slice slice(DeviceActivity activity, Instant now, long nanos) {
    String name =
        switch (activity.kind()) {
          case TO_DEVICE -> "h2d";
          case FROM_DEVICE -> "d2h";
          case KERNEL -> activity.name();
        };
    Instant start = now.plusNanos(activity.start() - nanos);
    return new Slice(
        name,
        TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano(),
        activity.duration());
  }

  private static List<DeviceActivity> of(Kind kind, DeviceReport report) {
    return report.activities().stream().filter(activity -> activity.kind() == kind).toList();
  }

  private static Set<DeviceActivity> longest(List<DeviceActivity> kernels) {
    return new HashSet<>(
        kernels.stream()
            .sorted(Comparator.comparingLong(DeviceActivity::duration).reversed())
            .limit(MOST_KERNELS)
            .toList());
  }

  private void transfers(
      String name, List<DeviceActivity> transfers, DeviceReport report, Instant now, long nanos) {
    if (!transfers.isEmpty()) {
      SpanSpec spec =
          SpanSpec.internal(name)
              .with("gpu.bytes", transfers.stream().mapToLong(DeviceActivity::bytes).sum())
              .with("gpu.transfers", transfers.size());
      record(onStream(spec, transfers, report), transfers, now, nanos);
    }
  }

  private static SpanSpec summed(String name, List<DeviceActivity> kernels, DeviceReport report) {
    return onStream(SpanSpec.internal(name).with("gpu.kernels", kernels.size()), kernels, report);
  }

  private static SpanSpec kernel(DeviceActivity kernel, DeviceReport report) {
    return onStream(
        SpanSpec.internal("gpu.kernel " + kernel.name())
            .with("gpu.grid", kernel.grid())
            .with("gpu.block", kernel.block()),
        List.of(kernel),
        report);
  }

  private static SpanSpec onStream(
      SpanSpec spec, List<DeviceActivity> activities, DeviceReport report) {
    return spec.with("gpu.device", report.device())
        .with("gpu.stream", report.stream())
        .with("gpu.duration_ns", activities.stream().mapToLong(DeviceActivity::duration).sum())
        .with("gpu.device_time", true);
  }

  /** From the start of the first to the end of the last. */
  private void record(SpanSpec spec, List<DeviceActivity> activities, Instant now, long nanos) {
    long start = activities.stream().mapToLong(DeviceActivity::start).min().getAsLong();
    long end = activities.stream().mapToLong(a -> a.start() + a.duration()).max().getAsLong();
    telemetry.record(spec, now.plusNanos(start - nanos), now.plusNanos(end - nanos));
  }
}
