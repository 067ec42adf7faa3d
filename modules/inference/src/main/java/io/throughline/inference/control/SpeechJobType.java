package io.throughline.inference.control;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of speech jobs, named as in {@code audio_processing.{type}}. */
public enum SpeechJobType {
  /** Text of a recording, with words and speakers where asked for. */
  TRANSCRIPTION("transcription"),
  /** Everything: text, words, speakers. */
  FULL_PROCESS("full_process"),
  /** Times for the words of a text that the caller has. */
  ALIGNMENT("alignment"),
  /** Who speaks when. */
  DIARIZATION("diarization"),
  /** Speakers for a text, both given by the caller. */
  COMBINE("combine");

  private final String id;

  SpeechJobType(String id) {
    this.id = id;
  }

  /** Type in the job row. */
  public String id() {
    return id;
  }

  /** The type with this id. */
  public static Optional<SpeechJobType> of(String id) {
    return Arrays.stream(values()).filter(type -> type.id.equals(id)).findFirst();
  }

  /** All ids. */
  public static Set<String> ids() {
    return Arrays.stream(values()).map(SpeechJobType::id).collect(Collectors.toUnmodifiableSet());
  }
}
