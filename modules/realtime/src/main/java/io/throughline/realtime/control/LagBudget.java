package io.throughline.realtime.control;

import java.time.Duration;

/**
 * How far a session is behind what is spoken. Audio is due at the pace of speech from when it
 * arrives: a client that sends a recording faster than it was spoken does not make the server lag.
 * What is due and not heard is the lag. Thread-safe.
 */
final class LagBudget {

  /** How a session stands. */
  enum Verdict {
    WITHIN,
    /** The client is to be told, which is said at most once a second. */
    WARN,
    /** The limit has been exceeded all through the grace. */
    EXCEEDED
  }

  /** A lag that goes away at once, such as after a pause of the machine, ends no session. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private static final double NANOS = 1e9;
  private static final double WARNING_INTERVAL = 1;

  private final double warning;
  private final double limit;
  private double received;
  private double due;
  private double heard;
  private double most;
  private long last;
  private boolean begun;
  private double now;
  private double exceededSince = Double.NaN;
  private double warned = Double.NEGATIVE_INFINITY;

  LagBudget(Duration warning, Duration limit) {
    this.warning = warning.toNanos() / NANOS;
    this.limit = limit.toNanos() / NANOS;
  }

  /**
   * From now on audio is due; what came before waited for the model to be loaded.
   *
   * @param nanos of {@link System#nanoTime}, here and everywhere below
   */
  synchronized void begin(long nanos) {
    last = nanos;
    begun = true;
  }

  /** So many seconds of audio came; says how the session stands. */
  synchronized Verdict received(double seconds, long nanos) {
    advance(nanos);
    received += seconds;
    return verdict();
  }

  /** So many seconds of audio were heard. */
  synchronized void heard(double seconds, long nanos) {
    advance(nanos);
    heard += seconds;
    judge();
  }

  private void advance(long nanos) {
    if (!begun) {
      return;
    }
    double passed = (nanos - last) / NANOS;
    last = nanos;
    now += passed;
    due = Math.min(received, due + passed);
    judge();
  }

  private void judge() {
    most = Math.max(most, lag());
    if (lag() < limit) {
      exceededSince = Double.NaN;
    } else if (Double.isNaN(exceededSince)) {
      exceededSince = now;
    }
  }

  private Verdict verdict() {
    if (now - exceededSince >= GRACE.toNanos() / NANOS) {
      return Verdict.EXCEEDED;
    }
    if (lag() >= warning && now - warned >= WARNING_INTERVAL) {
      warned = now;
      return Verdict.WARN;
    }
    return Verdict.WITHIN;
  }

  /** Seconds of audio that are due and not heard. */
  synchronized double lag() {
    return Math.max(0, due - heard);
  }

  /** The longest lag there was, in seconds. */
  synchronized double most() {
    return most;
  }

  /** Seconds of audio that came. */
  synchronized double received() {
    return received;
  }
}
