package io.throughline.search.control;

import java.time.Duration;

/** Calls somebody later. Thread-safe. */
@FunctionalInterface
public interface Alarm {

  /**
   * Runs {@code call} after {@code delay} on another thread.
   *
   * @return what takes that back, if it has not happened yet
   */
  Runnable after(Duration delay, Runnable call);
}
