package io.throughline.telemetry.export;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the spans that were given to one exporter, or to the server's own store.
 * Thread-safe and cheap.
 */
public final class SpanAccount {

  private final String exporter;
  private final LongAdder ended = new LongAdder();
  private final LongAdder exported = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder queued = new LongAdder();

  /**
   * Counts at one moment. While spans end meanwhile, they may be counted as ended and not yet as
   * anything else; at rest {@code ended = exported + failed + dropped + queued}.
   *
   * @param ended sampled spans that ended
   * @param exported spans the backend took
   * @param failed spans the backend did not take
   * @param dropped spans there was no room or no time for
   * @param queued spans that wait or are on their way
   */
  public record Counts(long ended, long exported, long failed, long dropped, long queued) {

    /** Spans that got lost in the counting; 0 at rest. */
    public long difference() {
      return ended - exported - failed - dropped - queued;
    }
  }

  /**
   * @param exporter one word: {@code otlp}, {@code zipkin}, {@code logging} or {@code store}
   */
  public SpanAccount(String exporter) {
    this.exporter = exporter;
  }

  /** Where the spans go. */
  public String exporter() {
    return exporter;
  }

  /** The counts now. */
  public Counts counts() {
    return new Counts(ended.sum(), exported.sum(), failed.sum(), dropped.sum(), queued.sum());
  }

  /** A span ended and waits. */
  public void queuedOne() {
    ended.increment();
    queued.increment();
  }

  /** A span ended and there was no room for it. */
  public void droppedOne() {
    ended.increment();
    dropped.increment();
  }

  /** Waiting spans arrived. */
  public void exported(int spans) {
    queued.add(-spans);
    exported.add(spans);
  }

  /** Waiting spans were refused. */
  public void failed(int spans) {
    queued.add(-spans);
    failed.add(spans);
  }

  /** Waiting spans were given up. */
  public void dropped(int spans) {
    queued.add(-spans);
    dropped.add(spans);
  }
}
