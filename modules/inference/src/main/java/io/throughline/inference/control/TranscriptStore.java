package io.throughline.inference.control;

import io.throughline.inference.api.Transcript;
import io.throughline.job.api.Job;
import io.throughline.upload.api.ObjectStorage;
import java.io.IOException;
import java.io.InputStream;

/** Reads the committed results of speech jobs. Thread-safe. */
public final class TranscriptStore {

  private final ObjectStorage storage;

  TranscriptStore(ObjectStorage storage) {
    this.storage = storage;
  }

  /**
   * The transcript of a completed job.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalStateException if the job has no result
   */
  public Transcript of(Job job) throws IOException {
    String key =
        job.resultKey()
            .orElseThrow(() -> new IllegalStateException("job " + job.id() + " has no result"));
    try (InputStream in = storage.get(key)) {
      return SpeechJson.transcript(in);
    }
  }
}
