package io.throughline.inference.control;

import io.throughline.inference.api.DeviceReport;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.Progress;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Timelines;
import java.time.Clock;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets so many engines work on the graphics card at once, the others in the order in which they
 * came, and puts what the card says of their work into the trace. Thread-safe.
 */
public final class DeviceWork {

  private static final String CARD = "cuda";
  private static final double MEBIBYTE = 1 << 20;

  /** An engine at work, which tells that progress what it does. */
  @FunctionalInterface
  interface Call<T> {
    T with(Progress progress) throws Exception;
  }

  private final Clock clock;
  private final DeviceSpans spans;
  private final DeviceMetrics metrics;
  private final Turns places;

  /**
   * @param atOnce how many engines may work on the card at once, at least 1
   */
  public DeviceWork(
      Telemetry telemetry, Timelines timelines, Metrics metrics, Clock clock, int atOnce) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("throughline.gpu.max-concurrent must be at least 1");
    }
    this.clock = clock;
    this.spans = new DeviceSpans(telemetry, timelines);
    this.metrics = new DeviceMetrics(metrics, System::nanoTime);
    this.places = new Turns(atOnce, telemetry);
  }

  /**
   * Calls an engine; waits for a place before if it works on the card.
   *
   * @param span of the engine, the current one
   */
  <T> T run(EngineDescription engine, Progress progress, ActiveSpan span, Call<T> call)
      throws Exception {
    return engine.device().equals(CARD) ? onCard(progress, span, call) : call.with(progress);
  }

  /**
   * Waits for a place on the card, and makes the call.
   *
   * @param span that the call is in, the current one
   */
  <T> T onCard(Progress progress, ActiveSpan span, Call<T> call) throws Exception {
    takePlace(span);
    Queue<DeviceReport> reports = new ConcurrentLinkedQueue<>();
    // one look at both clocks for all that the card will say
    Instant now = clock.instant();
    long nanos = System.nanoTime();
    try {
      return call.with(new Watched(progress, reports));
    } finally {
      places.giveBack(1);
      for (DeviceReport report : reports) {
        describe(report, span);
        spans.record(report, now, nanos);
        metrics.worked(report);
      }
    }
  }

  private void takePlace(ActiveSpan span) throws InterruptedException {
    long start = System.nanoTime();
    places.take(1, () -> SpanSpec.internal("gpu.wait").with("gpu.waiting", places.waiting()));
    metrics.waited(System.nanoTime() - start, span);
  }

  /** How many engines wait for the card. */
  int waiting() {
    return places.waiting();
  }

  private static void describe(DeviceReport report, ActiveSpan span) {
    span.set("gpu.device", report.device());
    span.set("gpu.memory_before_mb", report.memoryBefore() / MEBIBYTE);
    span.set("gpu.memory_after_mb", report.memoryAfter() / MEBIBYTE);
  }

  /** Passes progress on and keeps what the card says. */
  private record Watched(Progress progress, Queue<DeviceReport> reports) implements Progress {

    @Override
    public void report(double fraction) {
      progress.report(fraction);
    }

    @Override
    public void device(DeviceReport report) {
      reports.add(report);
    }
  }
}
