package io.throughline.inference.engine.image;

/**
 * A normal distribution of red, green and blue. Immutable.
 *
 * @param share of the mixture that it is part of, 0 to 1
 * @param mean three values
 * @param inverse of the covariance: xx, xy, xz, yy, yz, zz
 * @param peak density at the mean
 */
record ColorNormal(double share, double[] mean, double[] inverse, double peak) {

  private static final double PEAK = Math.pow(2 * Math.PI, -1.5);

  /** Density at the colour that begins at sample {@code at}. */
  double density(byte[] samples, int at) {
    double x = (samples[at] & 0xFF) - mean[0];
    double y = (samples[at + 1] & 0xFF) - mean[1];
    double z = (samples[at + 2] & 0xFF) - mean[2];
    double square =
        inverse[0] * x * x
            + inverse[3] * y * y
            + inverse[5] * z * z
            + 2 * (inverse[1] * x * y + inverse[2] * x * z + inverse[4] * y * z);
    return peak * Math.exp(-0.5 * square);
  }

  /** What is summed up of colours to make a distribution of them. */
  static final class Sums {

    private final double[] first = new double[3];
    private final double[] second = new double[6];
    private long count;

    void add(byte[] samples, int at) {
      double x = samples[at] & 0xFF;
      double y = samples[at + 1] & 0xFF;
      double z = samples[at + 2] & 0xFF;
      first[0] += x;
      first[1] += y;
      first[2] += z;
      second[0] += x * x;
      second[1] += x * y;
      second[2] += x * z;
      second[3] += y * y;
      second[4] += y * z;
      second[5] += z * z;
      count++;
    }

    /**
     * @param all how many colours the mixture has
     * @param noise added to the variances, above 0
     */
    ColorNormal normal(long all, double noise) {
      if (count == 0) {
        return new ColorNormal(0, first, new double[6], 0);
      }
      double[] mean = {first[0] / count, first[1] / count, first[2] / count};
      double xx = second[0] / count - mean[0] * mean[0] + noise;
      double xy = second[1] / count - mean[0] * mean[1];
      double xz = second[2] / count - mean[0] * mean[2];
      double yy = second[3] / count - mean[1] * mean[1] + noise;
      double yz = second[4] / count - mean[1] * mean[2];
      double zz = second[5] / count - mean[2] * mean[2] + noise;
      double a = yy * zz - yz * yz;
      double b = xz * yz - xy * zz;
      double c = xy * yz - xz * yy;
      double determinant = xx * a + xy * b + xz * c;
      double[] inverse = {
        a / determinant,
        b / determinant,
        c / determinant,
        (xx * zz - xz * xz) / determinant,
        (xy * xz - xx * yz) / determinant,
        (xx * yy - xy * xy) / determinant
      };
      return new ColorNormal((double) count / all, mean, inverse, PEAK / Math.sqrt(determinant));
    }
  }
}
