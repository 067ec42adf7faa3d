package io.throughline.inference.api;

import java.util.List;

/**
 * Output of the diarize stage.
 *
 * @param turns in order of start time; turns of one speaker do not overlap
 */
public record Diarization(List<Turn> turns) {

  public Diarization {
    turns = List.copyOf(turns);
  }

  /** Number of different speakers. */
  public int speakerCount() {
    return (int) turns.stream().map(Turn::speaker).distinct().count();
  }

  /**
   * One speaker's uninterrupted stretch.
   *
   * @param start seconds from the start of the audio
   * @param end seconds from the start of the audio
   * @param speaker label, {@code SPEAKER_00} for the first heard, then {@code SPEAKER_01} ...
   */
  public record Turn(double start, double end, String speaker) {}
}
