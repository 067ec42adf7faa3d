package io.throughline.inference.control;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of speech jobs, named as in {@code audio_processing.{type}}. */
public enum SpeechJobType {
  /** Text of a recording, with words and speakers where asked for. */
  TRANSCRIPTION("transcription", "/v1/audio/transcriptions/"),
  /** Everything: text, words, speakers. */
  FULL_PROCESS("full_process", "/v1/audio/transcriptions/"),
  /** Times for the words of a text that the caller has. */
  ALIGNMENT("alignment", "/task/"),
  /** Who speaks when. */
  DIARIZATION("diarization", "/task/"),
  /** Speakers for a text, both given by the caller. */
  COMBINE("combine", "/task/");

  private final String id;
  private final String resultPath;

  SpeechJobType(String id, String resultPath) {
    this.id = id;
    this.resultPath = resultPath;
  }

  /** Type in the job row. */
  public String id() {
    return id;
  }

  /** Where results of this type can be read: what comes before the job's id. */
  String resultPath() {
    return resultPath;
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
