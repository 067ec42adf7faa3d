package io.throughline.inference.engine.image;

/**
 * For each sample of a filtered line, which samples of the original it is made of and how much of
 * each. What would lie beyond the line's ends is left out and the rest normalised to a sum of 1.
 * Immutable.
 *
 * @param first index of the first original sample of each new one
 * @param count how many there are for each
 * @param taps most there are for any
 * @param weights {@code taps} for each new sample, zero after the first {@code count}
 */
public record LineWeights(int[] first, int[] count, int taps, float[] weights) {

  private static final int LOBES = 3;

  private interface Kernel {
    double at(double distance);
  }

  /**
   * Resizes a line of {@code from} samples to {@code to}, whose centres are aligned, by the Lanczos
   * kernel with three lobes, widened when shrinking so that it stays a low-pass (Duchon 1979,
   * <i>Lanczos Filtering in One and Two Dimensions</i>).
   */
  public static LineWeights lanczos3(int from, int to) {
    double stretch = Math.max(1, (double) from / to);
    return of(from, to, LOBES * stretch, distance -> lanczos(distance / stretch));
  }

  /**
   * Blurs a line of {@code length} samples.
   *
   * @param sigma standard deviation in samples, above 0; cut off at three of them
   */
  public static LineWeights gaussian(int length, double sigma) {
    return of(length, length, 3 * sigma, d -> Math.exp(-d * d / (2 * sigma * sigma)));
  }

  private static LineWeights of(int from, int to, double support, Kernel kernel) {
    int taps = (int) Math.ceil(support) * 2 + 1;
    int[] first = new int[to];
    int[] count = new int[to];
    float[] weights = new float[Math.multiplyExact(to, taps)];
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * from / to - 0.5;
      first[i] = Math.max(0, (int) Math.ceil(center - support));
      int last = Math.min(from - 1, (int) Math.floor(center + support));
      count[i] = last - first[i] + 1;
      double sum = 0;
      for (int k = 0; k < count[i]; k++) {
        sum += kernel.at(first[i] + k - center);
      }
      for (int k = 0; k < count[i]; k++) {
        weights[i * taps + k] = (float) (kernel.at(first[i] + k - center) / sum);
      }
    }
    return new LineWeights(first, count, taps, weights);
  }

  private static double lanczos(double x) {
    if (x == 0) {
      return 1;
    }
    if (Math.abs(x) >= LOBES) {
      return 0;
    }
    double t = Math.PI * x;
    return LOBES * Math.sin(t) * Math.sin(t / LOBES) / (t * t);
  }
}
