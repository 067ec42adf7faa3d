package io.throughline.inference.engine.image;

import java.util.Arrays;

/**
 * How much a pixel counts in the bilateral filter: by its distance, within a disc, times by how
 * near its colour is. Immutable.
 *
 * @param offsets dx and dy of each pixel of the disc
 * @param distance weight of each of them
 * @param nearness weight by the sum of the differences of three channels, 0 to 765
 */
public record BilateralWeights(int[] offsets, float[] distance, float[] nearness) {

  private static final int LARGEST_DIFFERENCE = 3 * 255;

  /**
   * Weights that fall off as normal distributions do.
   *
   * @param radius of the disc in pixels
   * @param sigmaColor standard deviation of the difference in colour
   * @param sigmaSpace standard deviation of the distance in pixels
   */
  public static BilateralWeights of(int radius, double sigmaColor, double sigmaSpace) {
    float[] nearness = new float[LARGEST_DIFFERENCE + 1];
    for (int d = 0; d < nearness.length; d++) {
      nearness[d] = (float) Math.exp(-d * (double) d / (2 * sigmaColor * sigmaColor));
    }
    int most = (2 * radius + 1) * (2 * radius + 1);
    int[] offsets = new int[2 * most];
    float[] distance = new float[most];
    int size = 0;
    for (int y = -radius; y <= radius; y++) {
      for (int x = -radius; x <= radius; x++) {
        double square = x * x + y * y;
        if (square <= radius * radius) {
          offsets[2 * size] = x;
          offsets[2 * size + 1] = y;
          distance[size++] = (float) Math.exp(-square / (2 * sigmaSpace * sigmaSpace));
        }
      }
    }
    return new BilateralWeights(
        Arrays.copyOf(offsets, 2 * size), Arrays.copyOf(distance, size), nearness);
  }

  /** Pixels in the disc. */
  public int size() {
    return distance.length;
  }
}
