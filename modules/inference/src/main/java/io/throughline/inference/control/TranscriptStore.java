package io.throughline.inference.control;

import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.Transcript;
import io.throughline.job.api.Job;
import io.throughline.upload.api.ObjectStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

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
    try (InputStream in = storage.get(key(job))) {
      return SpeechJson.transcript(in);
    }
  }

  /**
   * The turns that a completed {@link SpeechJobType#DIARIZATION} job found.
   *
   * @throws IOException if they cannot be read
   * @throws IllegalStateException if the job has no result
   */
  public Diarization diarizationOf(Job job) throws IOException {
    try (InputStream in = storage.get(key(job))) {
      return SpeechJson.diarization(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String key(Job job) {
    return job.resultKey()
        .orElseThrow(() -> new IllegalStateException("job " + job.id() + " has no result"));
  }
}
