package io.throughline.job.store;

import java.util.TimeZone;
import org.h2.util.DateTimeUtils;

/**
 * The Chatham Islands as this process's time zone until closed: 12:45 hours ahead of UTC, and their
 * summer time ends a week after Europe's begins.
 */
final class AwkwardTimeZone implements AutoCloseable {

  private final TimeZone usual = TimeZone.getDefault();

  AwkwardTimeZone() {
    become(TimeZone.getTimeZone("Pacific/Chatham"));
  }

  @Override
  public void close() {
    become(usual);
  }

  private static void become(TimeZone zone) {
    TimeZone.setDefault(zone);
    DateTimeUtils.resetCalendar();
  }
}
