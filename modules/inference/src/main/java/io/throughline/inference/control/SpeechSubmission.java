package io.throughline.inference.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.Jobs;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Writes a received recording and the job that will work on it in one transaction. */
@ApplicationScoped
public class SpeechSubmission {

  private static final String DEFAULT_TENANT = "default";

  @Inject Telemetry telemetry;
  @Inject Uploads uploads;
  @Inject Jobs jobs;
  @Inject Clock clock;

  /**
   * Submits a job; workers see it when this returns.
   *
   * @param upload the recording, if the job needs one
   */
  @Transactional
  public Job submit(
      SpeechJobType type, Optional<Upload> upload, SpeechParameters parameters, int priority) {
    String id = JobIds.next(clock);
    return telemetry.<Job, RuntimeException>inSpan(
        SpanSpec.internal("job.create").with("job.id", id).with("job.type", type.id()),
        span -> {
          upload.ifPresent(uploads::register);
          return jobs.submit(
              new JobRequest(
                  id,
                  type.id(),
                  DEFAULT_TENANT,
                  priority,
                  parameters.toJson(),
                  upload.map(Upload::id)));
        });
  }
}
