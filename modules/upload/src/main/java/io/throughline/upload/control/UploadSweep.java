package io.throughline.upload.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;

/** Looks for expired uploads; every node may, at any time. Thread-safe. */
public final class UploadSweep implements Runnable {

  private static final Logger LOG = System.getLogger(UploadSweep.class.getName());

  private final ResumableUploads uploads;
  private final Telemetry telemetry;
  private final Clock clock;

  public UploadSweep(ResumableUploads uploads, Telemetry telemetry, Clock clock) {
    this.uploads = uploads;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /** Does not throw: a schedule would end. */
  @Override
  public void run() {
    Instant start = clock.instant();
    try {
      int expired = telemetry.<Integer, RuntimeException>untraced(none -> uploads.expire());
      if (expired > 0) {
        // a look that found nothing is not worth a trace
        telemetry.record(
            SpanSpec.internal("scheduler.expire_uploads").with("uploads.count", expired),
            start,
            clock.instant());
        LOG.log(Level.INFO, "{0} uploads have expired; their bytes are deleted", expired);
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "Cannot look for expired uploads now; they keep their storage until the next look",
          LoggedFailure.of(e));
    }
  }
}
