package io.throughline.search.control;

import java.time.Duration;

/** Rings when it is told to. */
final class ManualAlarm implements Alarm {

  private Runnable call = () -> {};

  @Override
  public synchronized Runnable after(Duration delay, Runnable later) {
    call = later;
    return () -> {};
  }

  synchronized void ring() {
    call.run();
  }
}
