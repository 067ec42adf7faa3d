package io.throughline.inference.boundary;

import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.JobState;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;
import java.util.Set;

/** The job types that the audio API shows. */
final class SpeechTypes {

  static final String TRANSCRIPTION = "transcription";
  static final Set<String> ALL = Set.of(TRANSCRIPTION);

  private SpeechTypes() {}

  /** The state named by a query parameter; none if it is absent. */
  static Optional<JobState> state(String status) {
    if (status == null || status.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JobState.of(status));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "status", "must be pending, running, cancelling, completed, failed, cancelled or dead");
    }
  }

  static NotFoundException unknown() {
    return new NotFoundException("there is no such transcription");
  }
}
