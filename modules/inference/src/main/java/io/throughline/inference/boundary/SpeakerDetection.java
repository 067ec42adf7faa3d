package io.throughline.inference.boundary;

import io.throughline.job.api.InvalidRequestException;

/** How a caller wants speakers to be told apart, in Dalston's words. */
enum SpeakerDetection {
  /** Not at all. */
  NONE,
  /** By their voices. */
  DIARIZE,
  /** Each channel is a speaker. */
  PER_CHANNEL;

  static final String FIELD = "speaker_detection";

  static SpeakerDetection of(String wanted) {
    return switch (wanted) {
      case "none" -> NONE;
      case "diarize" -> DIARIZE;
      case "per_channel" -> PER_CHANNEL;
      default -> throw new InvalidRequestException(FIELD, "must be none, diarize or per_channel");
    };
  }
}
