package io.throughline.inference.api;

import java.util.List;
import java.util.Optional;

/**
 * Input of the transcribe stage.
 *
 * @param audio mono 16 kHz audio
 * @param language ISO 639-1 code asked for, or empty to let the engine decide
 * @param translate true to translate to English
 * @param prompt text to condition on, or empty
 * @param vocabulary words to favour
 */
public record TranscriptionRequest(
    PcmAudio audio,
    Optional<String> language,
    boolean translate,
    Optional<String> prompt,
    List<String> vocabulary) {

  public TranscriptionRequest {
    vocabulary = List.copyOf(vocabulary);
  }
}
