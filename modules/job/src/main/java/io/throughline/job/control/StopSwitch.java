package io.throughline.job.control;

import java.util.Optional;

/**
 * Lets one thread stop what another does, but only while that may be interrupted: outcomes are
 * written without interruption, because an interrupted write would lose them. Thread-safe.
 */
final class StopSwitch {

  private StopReason reason;
  private Thread thread;

  /** Interrupts the work; the first reason counts. */
  synchronized void stop(StopReason why) {
    if (reason == null) {
      reason = why;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  synchronized Optional<StopReason> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * From here to {@link #leave} a stop interrupts the calling thread.
   *
   * @throws InterruptedException if it has been stopped already
   */
  synchronized void enter() throws InterruptedException {
    if (reason != null) {
      throw new InterruptedException();
    }
    thread = Thread.currentThread();
  }

  synchronized void leave() {
    thread = null;
    Thread.interrupted();
  }
}
