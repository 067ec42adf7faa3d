package io.throughline.inference.api;

import java.util.List;

/**
 * Output of the align stage: the same segments in the same order, with words timed.
 *
 * @param segments as in the request, words filled in
 * @param unaligned number of words whose time had to be interpolated from their neighbours
 */
public record Alignment(List<Transcription.Segment> segments, int unaligned) {

  public Alignment {
    segments = List.copyOf(segments);
  }

  /** Number of words over all segments. */
  public int wordCount() {
    return segments.stream().mapToInt(s -> s.words().size()).sum();
  }
}
