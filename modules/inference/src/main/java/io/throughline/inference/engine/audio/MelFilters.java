package io.throughline.inference.engine.audio;

/**
 * Triangular filters that are evenly spaced on the mel scale of Slaney's Auditory Toolbox (1998)
 * from 0 to 8,000 Hz, each of area 1, over the 201 bins of a transform of 400 samples at 16 kHz.
 * Immutable.
 *
 * @param first first bin of each filter that is not zero
 * @param count how many bins there are for each
 * @param taps most there are for any
 * @param weights {@code taps} for each filter, zero after the first {@code count}
 */
public record MelFilters(int[] first, int[] count, int taps, float[] weights) {

  private static final int BINS = LogMel.WINDOW / 2 + 1;
  private static final double HERTZ_A_BIN = (double) LogMel.RATE / LogMel.WINDOW;

  /** Below this the scale is linear, above it logarithmic. */
  private static final double BREAK_HERTZ = 1000;

  private static final double BREAK_MEL = 15;
  private static final double STEP = Math.log(6.4) / 27;

  static MelFilters of(int mels) {
    double[] corners = new double[mels + 2];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = hertz(mel(LogMel.RATE / 2.0) * i / (mels + 1));
    }
    int[] first = new int[mels];
    int[] count = new int[mels];
    int taps = 0;
    for (int m = 0; m < mels; m++) {
      first[m] = (int) Math.ceil(corners[m] / HERTZ_A_BIN);
      int last = Math.min(BINS - 1, (int) Math.floor(corners[m + 2] / HERTZ_A_BIN));
      count[m] = Math.max(0, last - first[m] + 1);
      taps = Math.max(taps, count[m]);
    }
    float[] weights = new float[mels * taps];
    for (int m = 0; m < mels; m++) {
      for (int k = 0; k < count[m]; k++) {
        double hertz = (first[m] + k) * HERTZ_A_BIN;
        double rising = (hertz - corners[m]) / (corners[m + 1] - corners[m]);
        double falling = (corners[m + 2] - hertz) / (corners[m + 2] - corners[m + 1]);
        double area = (corners[m + 2] - corners[m]) / 2;
        weights[m * taps + k] = (float) (Math.max(0, Math.min(rising, falling)) / area);
      }
    }
    return new MelFilters(first, count, taps, weights);
  }

  private static double mel(double hertz) {
    return hertz < BREAK_HERTZ
        ? hertz * BREAK_MEL / BREAK_HERTZ
        : BREAK_MEL + Math.log(hertz / BREAK_HERTZ) / STEP;
  }

  private static double hertz(double mel) {
    return mel < BREAK_MEL
        ? mel * BREAK_HERTZ / BREAK_MEL
        : BREAK_HERTZ * Math.exp(STEP * (mel - BREAK_MEL));
  }
}
