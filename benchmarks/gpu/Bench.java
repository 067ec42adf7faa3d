package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceActivity;
import io.throughline.inference.api.DeviceActivity.Kind;
import io.throughline.inference.api.DeviceReport;
import java.util.ArrayList;
import java.util.List;

/** A card, and how to time kernels on it by its own clock. */
final class Bench {

  private static final int ROUNDS = 12;

  /** Kernels, asked for again and again. */
  interface Work {
    void ask(GpuSession session) throws InterruptedException;
  }

  /** Takes what the work needs to the device, gives it to the body, and gives it back. */
  interface Setting {
    void open(GpuSession session, Body body) throws InterruptedException;
  }

  /** Does the rounds. */
  interface Body {
    void rounds(Work work) throws InterruptedException;
  }

  final Gpu gpu;

  /** Bytes that it reads and writes in a second, each counted. */
  final double bandwidth;

  Bench(Gpu gpu) throws InterruptedException {
    this.gpu = gpu;
    int bytes = 256 << 20;
    double seconds =
        best(
            (session, body) -> {
              try (DeviceMemory from = session.allocate(bytes);
                  DeviceMemory to = session.allocate(bytes)) {
                body.rounds(s -> s.copy(from, to));
              }
            });
    this.bandwidth = 2.0 * bytes / seconds;
  }

  /** Seconds that the kernels of a round took together, in the best of the rounds. */
  double best(Setting setting) throws InterruptedException {
    List<DeviceReport> reports = new ArrayList<>();
    int[] kernels = new int[1];
    gpu.run(
        session -> {
          setting.open(
              session,
              work -> {
                for (int round = 0; round < ROUNDS; round++) {
                  kernels[0]++;
                  work.ask(session);
                }
              });
          return null;
        },
        reports::add);
    List<Long> times =
        reports.get(0).activities().stream()
            .filter(activity -> activity.kind() == Kind.KERNEL)
            .map(DeviceActivity::duration)
            .toList();
    int round = times.size() / kernels[0];
    double best = Double.MAX_VALUE;
    for (int from = 0; from + round <= times.size(); from += round) {
      best = Math.min(best, times.subList(from, from + round).stream().mapToLong(t -> t).sum());
    }
    return best / 1e9;
  }

  /** Seconds that so many bytes take. */
  double moving(double bytes) {
    return bytes / bandwidth;
  }
}
