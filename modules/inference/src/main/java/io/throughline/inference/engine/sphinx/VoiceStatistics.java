package io.throughline.inference.engine.sphinx;

/**
 * Sums over the features of one voice, enough for a Gaussian with full covariance; adding two gives
 * the statistics of both, so clusters merge without looking at the features again.
 */
final class VoiceStatistics {

  /** Keeps the covariance of very short stretches invertible. */
  private static final double FLOOR = 1e-3;

  /**
   * Frames after which more of a voice adds no evidence. Without that bound every chance difference
   * becomes certain in an hour's recording, and one speaker becomes many.
   */
  private static final double ENOUGH = 2_000;

  private final int dimension;
  private final double[] sum;
  private final double[] products;
  private double count;
  private double logDeterminant = Double.NaN;

  VoiceStatistics(int dimension) {
    this.dimension = dimension;
    this.sum = new double[dimension];
    this.products = new double[dimension * dimension];
  }

  void add(float[] feature) {
    count++;
    for (int i = 0; i < dimension; i++) {
      sum[i] += feature[i];
      for (int j = 0; j <= i; j++) {
        products[i * dimension + j] += feature[i] * feature[j];
      }
    }
    logDeterminant = Double.NaN;
  }

  /** The same voice as if it had been heard for so many frames at most. */
  private VoiceStatistics atMost(double frames) {
    if (count <= frames) {
      return this;
    }
    double share = frames / count;
    VoiceStatistics result = new VoiceStatistics(dimension);
    result.count = frames;
    for (int i = 0; i < sum.length; i++) {
      result.sum[i] = share * sum[i];
    }
    for (int i = 0; i < products.length; i++) {
      result.products[i] = share * products[i];
    }
    result.logDeterminant = logDeterminant();
    return result;
  }

  double count() {
    return count;
  }

  VoiceStatistics plus(VoiceStatistics other) {
    return combine(other, 1);
  }

  VoiceStatistics minus(VoiceStatistics other) {
    return combine(other, -1);
  }

  private VoiceStatistics combine(VoiceStatistics other, int sign) {
    VoiceStatistics result = new VoiceStatistics(dimension);
    result.count = count + sign * other.count;
    for (int i = 0; i < sum.length; i++) {
      result.sum[i] = sum[i] + sign * other.sum[i];
    }
    for (int i = 0; i < products.length; i++) {
      result.products[i] = products[i] + sign * other.products[i];
    }
    return result;
  }

  /**
   * How much better two Gaussians describe two stretches than one does, after the price of the
   * second (Bayesian information criterion, Chen and Gopalakrishnan 1998). Below zero: one voice.
   */
  static double difference(VoiceStatistics first, VoiceStatistics second, double price) {
    VoiceStatistics a = first.atMost(ENOUGH);
    VoiceStatistics b = second.atMost(ENOUGH);
    VoiceStatistics both = a.plus(b);
    double gain =
        0.5
            * (both.count * both.logDeterminant()
                - a.count * a.logDeterminant()
                - b.count * b.logDeterminant());
    int d = a.dimension;
    return gain - price * 0.5 * (d + 0.5 * d * (d + 1)) * Math.log(both.count);
  }

  /** Mean log likelihood of another stretch's features under this voice, up to a constant. */
  double likelihood(VoiceStatistics stretch) {
    double[] factor = cholesky(covariance());
    double[] inverseRow = new double[dimension];
    double trace = 0;
    double[] second = stretch.secondMomentAround(this);
    for (int column = 0; column < dimension; column++) {
      solve(factor, column, inverseRow);
      for (int row = 0; row < dimension; row++) {
        trace += inverseRow[row] * second[row * dimension + column];
      }
    }
    return -0.5 * (logDeterminant() + trace);
  }

  double logDeterminant() {
    if (Double.isNaN(logDeterminant)) {
      double[] factor = cholesky(covariance());
      double log = 0;
      for (int i = 0; i < dimension; i++) {
        log += Math.log(factor[i * dimension + i]);
      }
      logDeterminant = 2 * log;
    }
    return logDeterminant;
  }

  private double[] covariance() {
    return secondMomentAround(this);
  }

  /** Full matrix of mean products of the differences from the other's mean. */
  private double[] secondMomentAround(VoiceStatistics other) {
    double[] moment = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      double mi = other.sum[i] / other.count;
      for (int j = 0; j <= i; j++) {
        double mj = other.sum[j] / other.count;
        double value =
            products[i * dimension + j] / count
                - mi * sum[j] / count
                - mj * sum[i] / count
                + mi * mj;
        moment[i * dimension + j] = value + (i == j ? FLOOR : 0);
        moment[j * dimension + i] = moment[i * dimension + j];
      }
    }
    return moment;
  }

  /** Lower triangular factor of a positive definite matrix. */
  private double[] cholesky(double[] matrix) {
    double[] factor = new double[matrix.length];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double value = matrix[i * dimension + j];
        for (int k = 0; k < j; k++) {
          value -= factor[i * dimension + k] * factor[j * dimension + k];
        }
        if (i == j) {
          factor[i * dimension + i] = Math.sqrt(Math.max(FLOOR * FLOOR, value));
        } else {
          factor[i * dimension + j] = value / factor[j * dimension + j];
        }
      }
    }
    return factor;
  }

  /** Column of the inverse of the matrix whose factor is given. */
  private void solve(double[] factor, int column, double[] out) {
    for (int i = 0; i < dimension; i++) {
      double value = i == column ? 1 : 0;
      for (int k = 0; k < i; k++) {
        value -= factor[i * dimension + k] * out[k];
      }
      out[i] = value / factor[i * dimension + i];
    }
    for (int i = dimension - 1; i >= 0; i--) {
      double value = out[i];
      for (int k = i + 1; k < dimension; k++) {
        value -= factor[k * dimension + i] * out[k];
      }
      out[i] = value / factor[i * dimension + i];
    }
  }
}
