package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How likely a colour is among some pixels: a mixture of five normal distributions of red, green
 * and blue, each with a full covariance matrix. For one thread.
 */
final class ColorMixture {

  private static final int COMPONENTS = 5;
  private static final int ROUNDS = 8;
  private static final int SEED = 1;

  /** Variance that every colour has at least, so that a flat picture has a density, too. */
  private static final double NOISE = 2;

  private static final double LEAST_DENSITY = 1e-30;

  private final Picture picture;
  private final int[] members;
  private final ColorNormal[] components = new ColorNormal[COMPONENTS];

  /**
   * Learns the colours of some pixels, of which there must be one.
   *
   * @param belongs whether the pixel of that number, by rows, is one of them
   */
  ColorMixture(Picture picture, IntPredicate belongs) {
    this.picture = picture;
    this.members = IntStream.range(0, pixels(picture)).filter(belongs).toArray();
    fit(clustered());
  }

  private static int pixels(Picture picture) {
    return picture.width() * picture.height();
  }

  /** Learns again, each pixel in the component that it fitted best before. */
  ColorMixture refined(IntPredicate belongs) {
    return new ColorMixture(picture, belongs, components);
  }

  private ColorMixture(Picture picture, IntPredicate belongs, ColorNormal[] before) {
    this.picture = picture;
    this.members = IntStream.range(0, pixels(picture)).filter(belongs).toArray();
    byte[] component = new byte[members.length];
    for (int i = 0; i < members.length; i++) {
      component[i] = likeliest(before, members[i]);
    }
    fit(component);
  }

  /** Minus the logarithm of the density at a pixel's colour. */
  double cost(int pixel) {
    double density = 0;
    for (ColorNormal component : components) {
      density += component.share() * component.density(picture.samples(), at(pixel));
    }
    return -Math.log(Math.max(density, LEAST_DENSITY));
  }

  private int at(int pixel) {
    return pixel * picture.channels();
  }

  private byte likeliest(ColorNormal[] among, int pixel) {
    byte best = 0;
    double most = -1;
    for (byte k = 0; k < COMPONENTS; k++) {
      double density = among[k].share() * among[k].density(picture.samples(), at(pixel));
      if (density > most) {
        most = density;
        best = k;
      }
    }
    return best;
  }

  /** The nearest of five colours for each member, by k-means from seeded random pixels. */
  private byte[] clustered() {
    Random random = new Random(SEED);
    double[][] centers = new double[COMPONENTS][3];
    for (double[] center : centers) {
      int at = at(members[random.nextInt(members.length)]);
      for (int c = 0; c < 3; c++) {
        center[c] = picture.samples()[at + c] & 0xFF;
      }
    }
    byte[] nearest = new byte[members.length];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] sums = new double[COMPONENTS][4];
      for (int i = 0; i < members.length; i++) {
        int at = at(members[i]);
        nearest[i] = nearest(centers, at);
        double[] sum = sums[nearest[i]];
        for (int c = 0; c < 3; c++) {
          sum[c] += picture.samples()[at + c] & 0xFF;
        }
        sum[3]++;
      }
      for (int k = 0; k < COMPONENTS; k++) {
        for (int c = 0; sums[k][3] > 0 && c < 3; c++) {
          centers[k][c] = sums[k][c] / sums[k][3];
        }
      }
    }
    return nearest;
  }

  private byte nearest(double[][] centers, int at) {
    byte best = 0;
    double least = Double.MAX_VALUE;
    for (byte k = 0; k < COMPONENTS; k++) {
      double square = 0;
      for (int c = 0; c < 3; c++) {
        double d = (picture.samples()[at + c] & 0xFF) - centers[k][c];
        square += d * d;
      }
      if (square < least) {
        least = square;
        best = k;
      }
    }
    return best;
  }

  private void fit(byte[] component) {
    for (int k = 0; k < COMPONENTS; k++) {
      ColorNormal.Sums sums = new ColorNormal.Sums();
      for (int i = 0; i < members.length; i++) {
        if (component[i] == k) {
          sums.add(picture.samples(), at(members[i]));
        }
      }
      components[k] = sums.normal(members.length, NOISE);
    }
  }
}
