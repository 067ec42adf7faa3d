package io.throughline.realtime.control;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What operators set of live transcription.
 *
 * @param worker name of this node
 * @param maxSessions how many sessions it has at once, at least 1
 * @param lagWarning lag from which clients are warned
 * @param lagLimit lag at which a session is ended, more than {@code lagWarning}
 * @param idle a client that sends nothing for so long is gone
 * @param longest a session lasts
 * @param traceEvery one of so many chunks of audio has a span, at least 1
 * @param work directory for the speech that engines read
 */
public record RealtimeSettings(
    String worker,
    int maxSessions,
    Duration lagWarning,
    Duration lagLimit,
    Duration idle,
    Duration longest,
    int traceEvery,
    Path work) {

  public RealtimeSettings {
    require(maxSessions >= 1, "THROUGHLINE_REALTIME_MAX_SESSIONS must be at least 1");
    require(isPositive(lagWarning), "THROUGHLINE_REALTIME_LAG_WARNING must be more than nothing");
    require(
        lagLimit.compareTo(lagWarning) > 0,
        "THROUGHLINE_REALTIME_LAG_LIMIT must be more than THROUGHLINE_REALTIME_LAG_WARNING");
    require(isPositive(idle), "THROUGHLINE_REALTIME_IDLE_TIMEOUT must be more than nothing");
    require(isPositive(longest), "THROUGHLINE_REALTIME_MAX_DURATION must be more than nothing");
    require(traceEvery >= 1, "THROUGHLINE_REALTIME_TRACE_CHUNKS must be at least 1");
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }

  private static void require(boolean kept, String otherwise) {
    if (!kept) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
