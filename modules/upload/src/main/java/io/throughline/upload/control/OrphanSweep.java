package io.throughline.upload.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.ObjectOwner;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Uploads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Removes what crashes, lost attempts and failed deletions left: files that no job has, and objects
 * that no row has. Every node may, at any time: deleting twice is harmless. Thread-safe.
 */
public final class OrphanSweep implements Runnable {

  /** After its file a form ends sooner, all fields at the slowest speed: then there is a row. */
  public static final Duration LEAST_AGE = Duration.ofHours(2);

  private static final Logger LOG = System.getLogger(OrphanSweep.class.getName());

  /** What a sweep removed. */
  private record Removed(int uploads, int objects) {}

  private final UnusedUploads uploads;
  private final OrphanObjects objects;
  private final Duration age;
  private final Telemetry telemetry;
  private final Clock clock;

  /**
   * @param owners of everything that may be deleted
   * @param used those of some upload ids that a job refers to
   * @param age what is younger is left alone; its row may be on the way
   * @throws IllegalArgumentException if {@code age} is below {@link #LEAST_AGE}
   */
  public OrphanSweep(
      ObjectStorage storage,
      List<ObjectOwner> owners,
      UploadRegister register,
      Uploads uploads,
      Function<Collection<String>, Set<String>> used,
      Duration age,
      Telemetry telemetry,
      Clock clock) {
    if (age.compareTo(LEAST_AGE) < 0) {
      throw new IllegalArgumentException("throughline.orphan.age must be at least " + LEAST_AGE);
    }
    this.uploads = new UnusedUploads(register, uploads, used);
    this.objects = new OrphanObjects(storage, owners);
    this.age = age;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /** Does not throw: a schedule would end. */
  @Override
  public void run() {
    Instant start = clock.instant();
    try {
      Removed removed = telemetry.<Removed, IOException>untraced(none -> collect(start.minus(age)));
      if (removed.uploads() + removed.objects() > 0) {
        telemetry.record(
            SpanSpec.internal("scheduler.collect_orphans")
                .with("uploads.count", removed.uploads())
                .with("objects.count", removed.objects()),
            start,
            clock.instant());
        LOG.log(
            Level.INFO,
            "removed {0} uploads without a job and {1} objects without a row",
            removed.uploads(),
            removed.objects());
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "Cannot look for orphans now; they keep their storage until the next sweep",
          LoggedFailure.of(e));
    }
  }

  private Removed collect(Instant before) throws IOException {
    return new Removed(uploads.collect(before), objects.collect(before));
  }
}
