package io.throughline.inference.api;

import java.util.List;
import java.util.Optional;

/**
 * The finished result of a speech job.
 *
 * @param language ISO 639-1 code
 * @param duration seconds of audio
 * @param segments in order of time
 * @param speakers labels in order of first appearance; empty without diarization
 * @param summary what a language model made of it, if that was asked for and it could
 */
public record Transcript(
    String language,
    double duration,
    List<Segment> segments,
    List<String> speakers,
    Optional<String> summary) {

  public Transcript {
    segments = List.copyOf(segments);
    speakers = List.copyOf(speakers);
  }

  /** A transcript that nobody has summed up. */
  public Transcript(
      String language, double duration, List<Segment> segments, List<String> speakers) {
    this(language, duration, segments, speakers, Optional.empty());
  }

  /** The same with a summary. */
  public Transcript withSummary(String text) {
    return new Transcript(language, duration, segments, speakers, Optional.of(text));
  }

  /** The whole text, segments joined by spaces. */
  public String text() {
    return String.join(" ", segments.stream().map(Segment::text).toList());
  }

  /**
   * One speaker's stretch.
   *
   * @param id position from 0
   * @param start seconds
   * @param end seconds
   */
  public record Segment(
      int id,
      double start,
      double end,
      String text,
      Optional<String> speaker,
      List<SpokenWord> words) {
    public Segment {
      words = List.copyOf(words);
    }
  }

  /** A word, when it was spoken and by whom. */
  public record SpokenWord(Word word, Optional<String> speaker) {}
}
