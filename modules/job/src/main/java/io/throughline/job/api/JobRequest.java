package io.throughline.job.api;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Work to be done.
 *
 * @param id time-ordered UUID made by the caller with {@link JobIds}
 * @param type a type that some {@link JobHandler} handles
 * @param tenant whose it is
 * @param priority higher runs first; 0 is normal
 * @param parameters JSON object
 * @param uploadId the media it works on, if any
 * @param afterwards what is to happen once it has ended
 */
public record JobRequest(
    String id,
    String type,
    String tenant,
    int priority,
    String parameters,
    Optional<String> uploadId,
    Afterwards afterwards) {

  /** Whose everything is until callers are known. */
  public static final String DEFAULT_TENANT = "default";

  /** The same work, kept so many days if nothing else was asked for. */
  public JobRequest keptFor(int days) {
    return new JobRequest(
        id,
        type,
        tenant,
        priority,
        parameters,
        uploadId,
        new Afterwards(
            afterwards.callbackUrl(), OptionalInt.of(afterwards.retention().orElse(days))));
  }

  /** Work after whose end nothing is to happen. */
  public JobRequest(
      String id,
      String type,
      String tenant,
      int priority,
      String parameters,
      Optional<String> uploadId) {
    this(id, type, tenant, priority, parameters, uploadId, Afterwards.nothing());
  }
}
