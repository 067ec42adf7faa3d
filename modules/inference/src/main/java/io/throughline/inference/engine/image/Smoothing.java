package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/**
 * The bilateral filter: an average of near pixels of near colours, which smooths and keeps edges
 * (Tomasi and Manduchi 1998). Colours are as far apart as the sum of their channels' differences.
 * Pixels beyond the picture's edge do not count. Thread-safe.
 */
final class Smoothing {

  private final RowWorkers workers;

  Smoothing(RowWorkers workers) {
    this.workers = workers;
  }

  /**
   * @param radius of the disc that is averaged, in pixels
   * @param sigmaColor standard deviation of the difference in colour
   * @param sigmaSpace standard deviation of the distance in pixels
   */
  Picture apply(Picture source, int radius, double sigmaColor, double sigmaSpace)
      throws InterruptedException {
    BilateralWeights weights = BilateralWeights.of(radius, sigmaColor, sigmaSpace);
    Picture target = Picture.blank(source.width(), source.height(), source.channels());
    workers.rows(
        source.height(),
        source.width() * source.channels() * weights.size() / 4,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            for (int x = 0; x < source.width(); x++) {
              average(source, target, weights, x, y);
            }
          }
        });
    return target;
  }

  private static void average(
      Picture source, Picture target, BilateralWeights weights, int x, int y) {
    byte[] in = source.samples();
    int at = source.row(y) + x * source.channels();
    int red = in[at] & 0xFF;
    int green = in[at + 1] & 0xFF;
    int blue = in[at + 2] & 0xFF;
    float sumRed = 0;
    float sumGreen = 0;
    float sumBlue = 0;
    float sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      int nx = x + weights.offsets()[2 * i];
      int ny = y + weights.offsets()[2 * i + 1];
      if (nx < 0 || ny < 0 || nx >= source.width() || ny >= source.height()) {
        continue;
      }
      int near = source.row(ny) + nx * source.channels();
      int r = in[near] & 0xFF;
      int g = in[near + 1] & 0xFF;
      int b = in[near + 2] & 0xFF;
      int difference = Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue);
      float weight = weights.distance()[i] * weights.nearness()[difference];
      sumRed += weight * r;
      sumGreen += weight * g;
      sumBlue += weight * b;
      sum += weight;
    }
    byte[] out = target.samples();
    out[at] = Samples.rounded(sumRed / sum);
    out[at + 1] = Samples.rounded(sumGreen / sum);
    out[at + 2] = Samples.rounded(sumBlue / sum);
    if (source.hasAlpha()) {
      out[at + 3] = in[at + 3];
    }
  }
}
