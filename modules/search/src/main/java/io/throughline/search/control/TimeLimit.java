package io.throughline.search.control;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Stops work that takes too long by interrupting its thread: whatever it holds is closed on the way
 * out, spans too. Thread-safe.
 */
final class TimeLimit {

  private final Duration limit;
  private final Alarm alarm;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  TimeLimit(Duration limit, Alarm alarm, LongSupplier nanoTime) {
    this.limit = limit;
    this.alarm = alarm;
    this.nanoTime = nanoTime;
  }

  Duration limit() {
    return limit;
  }

  /** Runs {@code work}; when it has returned, its thread is not interrupted by this any more. */
  <T> T run(Function<Running, T> work) {
    Running running = new Running(Thread.currentThread(), nanoTime.getAsLong());
    Runnable cancel = alarm.after(limit, running::expire);
    try {
      return work.apply(running);
    } finally {
      running.end();
      cancel.run();
    }
  }

  /** Work under the limit. */
  final class Running {

    private final Thread thread;
    private final long start;
    private boolean ended;
    private boolean interrupted;

    private Running(Thread thread, long start) {
      this.thread = thread;
      this.start = start;
    }

    private synchronized void expire() {
      if (!ended) {
        interrupted = true;
        thread.interrupt();
      }
    }

    /** From now on the work may take as long as it takes: what is left is short and wanted. */
    synchronized void end() {
      if (interrupted && !ended) {
        Thread.interrupted();
      }
      ended = true;
    }

    /** True if the work has no time left, which is why it may have been interrupted. */
    synchronized boolean expired() {
      return interrupted && !ended;
    }

    /** What is left; not negative. */
    Duration left() {
      long left = limit.toNanos() - (nanoTime.getAsLong() - start);
      return Duration.ofNanos(Math.max(0, left));
    }
  }
}
