package io.throughline.inference.api;

import java.util.List;

/**
 * Output of the transcribe stage.
 *
 * @param language ISO 639-1 code of the text
 * @param segments in order of time
 */
public record Transcription(String language, List<Segment> segments) {

  public Transcription {
    segments = List.copyOf(segments);
  }

  /**
   * A stretch of speech, about a sentence.
   *
   * @param start seconds from the start of the audio
   * @param end seconds from the start of the audio
   * @param text words separated by single spaces, lower case where the engine has no case
   * @param words the words with times where the engine knows them, else empty
   */
  public record Segment(double start, double end, String text, List<Word> words) {
    public Segment {
      words = List.copyOf(words);
    }
  }
}
