package io.throughline.telemetry.api;

import java.time.Instant;

/**
 * The one way to make spans. Inject it in CDI beans; give {@link #off()} to plain cores under test.
 * Thread-safe.
 */
public interface Telemetry {

  /**
   * Runs {@code body} inside a new span that is current meanwhile and always ended. An exception
   * gives status ERROR, {@code error.type} and one {@code exception} event; {@link
   * java.util.concurrent.CancellationException} and {@link InterruptedException} are no failures
   * and leave the status unset. The exception is rethrown as it is.
   */
  <T, X extends Exception> T inSpan(SpanSpec spec, SpanBody<T, X> body) throws X;

  /** Records a span for something that is over already, such as a wait in a queue. */
  void record(SpanSpec spec, Instant start, Instant end);

  /** Runs {@code body} with no span recorded below it: for polling that usually finds nothing. */
  <T, X extends Exception> T untraced(SpanBody<T, X> body) throws X;

  /** Runs {@code body} as if {@code carrier}'s span were the current one, without a new span. */
  <T, X extends Exception> T under(TraceCarrier carrier, SpanBody<T, X> body) throws X;

  /** Marks the current span as failed, for failures that something above it swallows. */
  void recordFailure(Throwable failure);

  /** The current span; one that ignores everything if there is none. */
  ActiveSpan current();

  /** The current context in a form that can be stored and sent. */
  TraceCarrier capture();

  /** Telemetry that records nothing and costs nothing. */
  static Telemetry off() {
    return NoTelemetry.INSTANCE;
  }
}
