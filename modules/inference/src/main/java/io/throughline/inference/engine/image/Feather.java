package io.throughline.inference.engine.image;

/** Makes the edges of a matte soft. Thread-safe. */
final class Feather {

  private final RowWorkers workers;

  Feather(RowWorkers workers) {
    this.workers = workers;
  }

  /**
   * The matte out of focus.
   *
   * @param shares from 0 to 255, by rows
   * @param sigma standard deviation in pixels, above 0
   */
  byte[] apply(byte[] shares, int width, int height, double sigma) throws InterruptedException {
    byte[] across = new byte[shares.length];
    blur(shares, across, LineWeights.gaussian(width, sigma), height, width, 1);
    byte[] both = new byte[shares.length];
    blur(across, both, LineWeights.gaussian(height, sigma), width, 1, width);
    return both;
  }

  /**
   * Blurs lines.
   *
   * @param lines how many there are
   * @param line samples from the start of one to the start of the next
   * @param step samples from one pixel of a line to its next
   */
  private void blur(byte[] from, byte[] to, LineWeights weights, int lines, int line, int step)
      throws InterruptedException {
    int length = weights.first().length;
    workers.rows(
        lines,
        length * weights.taps() / 4,
        (first, last) -> {
          for (int l = first; l < last; l++) {
            for (int i = 0; i < length; i++) {
              float sum = 0;
              for (int k = 0; k < weights.count()[i]; k++) {
                int sample = l * line + (weights.first()[i] + k) * step;
                sum += weights.weights()[i * weights.taps() + k] * (from[sample] & 0xFF);
              }
              to[l * line + i * step] = Samples.rounded(sum);
            }
          }
        });
  }
}
