package io.throughline.realtime.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of a stream by band-limited interpolation: a windowed sinc, one set of
 * taps for each phase that the two rates meet in (Smith, "Digital Audio Resampling", 2002). Not
 * thread-safe.
 */
final class Resampler {

  private static final int ZERO_CROSSINGS = 16;

  /** Share of the lower rate's band that is kept: the rest is the filter's slope. */
  private static final double BAND = 0.92;

  private final int up;
  private final int down;
  private final int half;
  private final float[][] taps;
  private float[] pending;
  private int position;
  private int phase;

  /**
   * @param from rate that comes in (Hz)
   * @param to rate that goes out (Hz)
   */
  Resampler(int from, int to) {
    int common = gcd(from, to);
    this.up = to / common;
    this.down = from / common;
    double cutoff = up == down ? 1 : BAND * Math.min(1, (double) to / from);
    this.half = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
    this.taps = new float[up][];
    for (int p = 0; p < up; p++) {
      taps[p] = taps(cutoff, (double) p / up);
    }
    // silence before the first sample, so that time 0 of both streams is the same
    this.pending = new float[half - 1];
    this.position = half - 1;
  }

  private float[] taps(double cutoff, double fraction) {
    double[] exact = new double[2 * half];
    double sum = 0;
    for (int k = 0; k < exact.length; k++) {
      double x = k - half + 1 - fraction;
      exact[k] = cutoff * sinc(cutoff * x) * window(x / half);
      sum += exact[k];
    }
    float[] rounded = new float[exact.length];
    for (int k = 0; k < exact.length; k++) {
      rounded[k] = (float) (exact[k] / sum);
    }
    return rounded;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /** Blackman's window from -1 to 1. */
  private static double window(double x) {
    return Math.abs(x) >= 1
        ? 0
        : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** What comes out when these samples come in; it lags by half the length of the filter. */
  float[] resample(float[] samples) {
    if (up == down) {
      return samples;
    }
    float[] in = Arrays.copyOf(pending, pending.length + samples.length);
    System.arraycopy(samples, 0, in, pending.length, samples.length);
    float[] out = new float[(int) ((long) samples.length * up / down) + 2];
    int count = 0;
    while (position + half < in.length) {
      out[count++] = at(in);
      phase += down;
      position += phase / up;
      phase %= up;
    }
    int gone = Math.min(in.length, position - half + 1);
    pending = Arrays.copyOfRange(in, gone, in.length);
    position -= gone;
    return Arrays.copyOf(out, count);
  }

  private float at(float[] in) {
    float[] filter = taps[phase];
    int first = position - half + 1;
    float sum = 0;
    for (int k = 0; k < filter.length; k++) {
      sum += in[first + k] * filter[k];
    }
    return sum;
  }
}
