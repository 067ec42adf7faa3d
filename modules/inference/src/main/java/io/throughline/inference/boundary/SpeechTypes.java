package io.throughline.inference.boundary;

import io.throughline.inference.control.SpeechJobType;
import io.throughline.job.api.JobState;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;
import java.util.Set;

/** The job types that the audio API shows. */
final class SpeechTypes {

  static final Set<String> ALL =
      Set.of(SpeechJobType.TRANSCRIPTION.id(), SpeechJobType.FULL_PROCESS.id());

  private SpeechTypes() {}

  /** The state named by a query parameter; none if it is absent. */
  static Optional<JobState> state(String status) {
    if (status == null || status.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(JobState.requested("status", status));
  }

  static NotFoundException unknown() {
    return new NotFoundException("there is no such transcription");
  }
}
