package io.throughline.inference.engine.sphinx;

/**
 * A stretch of the audio.
 *
 * @param from first sample
 * @param to sample after the last
 */
record Stretch(long from, long to) {

  Stretch {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("stretch must not be negative: " + from + ".." + to);
    }
  }

  long length() {
    return to - from;
  }

  double startSeconds() {
    return (double) from / SphinxAudio.SAMPLE_RATE;
  }

  double endSeconds() {
    return (double) to / SphinxAudio.SAMPLE_RATE;
  }
}
