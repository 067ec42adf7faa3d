package io.throughline.realtime.control;

/**
 * Speech between two pauses.
 *
 * @param start seconds from the first sample of the stream
 * @param samples of 16 kHz, from -1 to 1
 */
record Utterance(double start, float[] samples) {

  /** Length in seconds. */
  double duration() {
    return (double) samples.length / Hearing.SAMPLE_RATE;
  }
}
