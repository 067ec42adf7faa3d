package io.throughline.inference.control;

import io.throughline.job.api.Afterwards;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.Jobs;
import io.throughline.job.api.SubmissionKey;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Writes a received file and the job that will work on it in one transaction. */
@ApplicationScoped
public class JobSubmission {

  @Inject Telemetry telemetry;
  @Inject Uploads uploads;
  @Inject Jobs jobs;
  @Inject Clock clock;
  @Inject SubmissionKey key;

  /**
   * Submits a job; workers see it when this returns. A request that comes again with its
   * Idempotency-Key gets the job it got before, and its file is not taken over.
   *
   * @param type of the job
   * @param file what the job works on, if it needs one; taken over by a new job
   * @param parameters JSON that the job's handler understands
   */
  @Transactional
  public Job submit(
      String type,
      Optional<ReceivedFile> file,
      String parameters,
      int priority,
      Afterwards afterwards) {
    Optional<Upload> upload = file.map(ReceivedFile::upload);
    String fingerprint =
        Fingerprint.of(
            type,
            upload.map(Upload::sha256).orElse(""),
            parameters,
            Integer.toString(priority),
            afterwards.callbackUrl().orElse(""),
            afterwards.retention().toString());
    Optional<Job> earlier = key.earlier(fingerprint).flatMap(jobs::find);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Job job = create(type, upload, parameters, priority, afterwards);
    key.submitted(fingerprint, job.id());
    file.ifPresent(ReceivedFile::takeOver);
    return job;
  }

  private Job create(
      String type,
      Optional<Upload> upload,
      String parameters,
      int priority,
      Afterwards afterwards) {
    String id = JobIds.next(clock);
    return telemetry.<Job, RuntimeException>inSpan(
        SpanSpec.internal("job.create").with("job.id", id).with("job.type", type),
        span -> {
          upload.ifPresent(uploads::register);
          return jobs.submit(
              new JobRequest(
                  id,
                  type,
                  JobRequest.DEFAULT_TENANT,
                  priority,
                  parameters,
                  upload.map(Upload::id),
                  afterwards));
        });
  }
}
