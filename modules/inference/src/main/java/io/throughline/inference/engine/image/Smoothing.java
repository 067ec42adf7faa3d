package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/**
 * The bilateral filter: an average of near pixels of near colours, which smooths and keeps edges
 * (Tomasi and Manduchi 1998). Colours are as far apart as the sum of their channels' differences.
 * Pixels beyond the picture's edge do not count. Thread-safe.
 */
final class Smoothing {

  private static final int LARGEST_DIFFERENCE = 3 * 255;

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
    float[] nearness = new float[LARGEST_DIFFERENCE + 1];
    for (int d = 0; d < nearness.length; d++) {
      nearness[d] = (float) Math.exp(-d * (double) d / (2 * sigmaColor * sigmaColor));
    }
    Disc disc = Disc.of(radius, sigmaSpace);
    Picture target = Picture.blank(source.width(), source.height(), source.channels());
    workers.rows(
        source.height(),
        source.width() * source.channels() * disc.size() / 4,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            for (int x = 0; x < source.width(); x++) {
              average(source, target, disc, nearness, x, y);
            }
          }
        });
    return target;
  }

  private static void average(
      Picture source, Picture target, Disc disc, float[] nearness, int x, int y) {
    byte[] in = source.samples();
    int at = source.row(y) + x * source.channels();
    int red = in[at] & 0xFF;
    int green = in[at + 1] & 0xFF;
    int blue = in[at + 2] & 0xFF;
    float sumRed = 0;
    float sumGreen = 0;
    float sumBlue = 0;
    float sum = 0;
    for (int i = 0; i < disc.size(); i++) {
      int nx = x + disc.dx()[i];
      int ny = y + disc.dy()[i];
      if (nx < 0 || ny < 0 || nx >= source.width() || ny >= source.height()) {
        continue;
      }
      int near = source.row(ny) + nx * source.channels();
      int r = in[near] & 0xFF;
      int g = in[near + 1] & 0xFF;
      int b = in[near + 2] & 0xFF;
      int difference = Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue);
      float weight = disc.weight()[i] * nearness[difference];
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

  /** The offsets of the pixels in a disc, and how much their distance lets them count. */
  private record Disc(int[] dx, int[] dy, float[] weight, int size) {

    static Disc of(int radius, double sigma) {
      int most = (2 * radius + 1) * (2 * radius + 1);
      Disc disc = new Disc(new int[most], new int[most], new float[most], 0);
      int size = 0;
      for (int y = -radius; y <= radius; y++) {
        for (int x = -radius; x <= radius; x++) {
          double square = x * x + y * y;
          if (square <= radius * radius) {
            disc.dx[size] = x;
            disc.dy[size] = y;
            disc.weight[size++] = (float) Math.exp(-square / (2 * sigma * sigma));
          }
        }
      }
      return new Disc(disc.dx, disc.dy, disc.weight, size);
    }
  }
}
