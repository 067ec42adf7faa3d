package io.throughline.job.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class SettableClock extends Clock {

  /** In the night when clocks change in much of Europe and in the Chatham Islands a week later. */
  public static final Instant START = Instant.parse("2026-03-29T00:30:00.123456Z");

  private volatile Instant now = START;

  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
