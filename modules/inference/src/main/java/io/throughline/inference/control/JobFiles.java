package io.throughline.inference.control;

import io.throughline.job.api.Job;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.Uploads;
import java.io.IOException;

/** The upload and the results of a job. Thread-safe. */
public final class JobFiles {

  private final Uploads uploads;
  private final ObjectStorage storage;

  public JobFiles(Uploads uploads, ObjectStorage storage) {
    this.uploads = uploads;
    this.storage = storage;
  }

  /**
   * What the job works on.
   *
   * @throws IOException if it is gone
   */
  public Upload upload(Job job) throws IOException {
    return job.uploadId()
        .flatMap(uploads::find)
        .orElseThrow(() -> new IOException("the upload of the job is gone"));
  }

  /** Removes them all; idempotent. */
  public void discard(Job job) throws IOException {
    try (var results = storage.list(ResultKeys.prefix(job))) {
      for (ObjectStorage.StoredObject result : results.toList()) {
        storage.delete(result.key());
      }
    }
    if (job.uploadId().isPresent()) {
      uploads.delete(job.uploadId().get());
    }
  }
}
