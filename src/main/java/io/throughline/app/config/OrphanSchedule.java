package io.throughline.app.config;

import io.throughline.job.api.JobReferences;
import io.throughline.job.control.JobRuntime;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.ObjectOwner;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Uploads;
import io.throughline.upload.control.OrphanSweep;
import io.throughline.upload.control.UploadRegister;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks for orphans again and again, unless that is switched off. */
@ApplicationScoped
public class OrphanSchedule {

  @Inject ObjectStorage storage;
  @Inject @Any Instance<ObjectOwner> owners;
  @Inject UploadRegister register;
  @Inject Uploads uploads;
  @Inject JobReferences jobs;
  @Inject Telemetry telemetry;
  @Inject Clock clock;

  @Inject
  @ConfigProperty(name = "throughline.orphan.age", defaultValue = "PT24H")
  Duration age;

  @Inject
  @ConfigProperty(name = "throughline.orphan.interval", defaultValue = "PT1H")
  Duration interval;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  void start(@Observes @Priority(JobRuntime.START_PRIORITY) Startup event) {
    if (age.isZero()) {
      return;
    }
    if (interval.toSeconds() < 1) {
      throw new IllegalArgumentException("throughline.orphan.interval must be at least PT1S");
    }
    OrphanSweep sweep =
        new OrphanSweep(
            storage,
            owners.stream().toList(),
            register,
            uploads,
            jobs::uploads,
            age,
            telemetry,
            clock);
    scheduler.scheduleWithFixedDelay(
        sweep, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }
}
