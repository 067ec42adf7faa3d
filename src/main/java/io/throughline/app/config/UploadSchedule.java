package io.throughline.app.config;

import io.throughline.job.control.JobRuntime;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.control.ResumableUploads;
import io.throughline.upload.control.UploadSweep;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks for expired uploads again and again. */
@ApplicationScoped
public class UploadSchedule {

  /** An upload stays at most this share of its time too long, and one look an hour is enough. */
  private static final int LOOKS = 24;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  @Inject ResumableUploads uploads;
  @Inject Telemetry telemetry;
  @Inject Clock clock;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  void start(@Observes @Priority(JobRuntime.START_PRIORITY) Startup event) {
    Duration share = uploads.lifetime().dividedBy(LOOKS);
    long pause = (share.compareTo(LONGEST_PAUSE) < 0 ? share : LONGEST_PAUSE).toMillis();
    scheduler.scheduleWithFixedDelay(
        new UploadSweep(uploads, telemetry, clock), pause, pause, TimeUnit.MILLISECONDS);
  }
}
