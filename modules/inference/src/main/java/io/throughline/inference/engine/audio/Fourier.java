package io.throughline.inference.engine.audio;

/**
 * The discrete Fourier transform of complex numbers, divided into ever smaller ones by the factors
 * of its length (Cooley and Tukey 1965). Immutable, so thread-safe.
 */
final class Fourier {

  private final int length;
  private final double[] cosines;
  private final double[] sines;

  Fourier(int length) {
    this.length = length;
    this.cosines = new double[length];
    this.sines = new double[length];
    for (int i = 0; i < length; i++) {
      cosines[i] = Math.cos(2 * Math.PI * i / length);
      sines[i] = -Math.sin(2 * Math.PI * i / length);
    }
  }

  /**
   * Transforms {@code in} into {@code out}: real and imaginary parts in turn, {@code 2 * length} of
   * each.
   */
  void transform(double[] in, double[] out) {
    transform(length, 1, in, 0, out, 0);
  }

  private void transform(int size, int stride, double[] in, int from, double[] out, int to) {
    if (size == 1) {
      out[to] = in[from];
      out[to + 1] = in[from + 1];
      return;
    }
    int factor = factor(size);
    int part = size / factor;
    for (int f = 0; f < factor; f++) {
      transform(part, stride * factor, in, from + 2 * f * stride, out, to + 2 * f * part);
    }
    double[] column = new double[2 * factor];
    for (int k = 0; k < part; k++) {
      for (int f = 0; f < factor; f++) {
        int at = to + 2 * (f * part + k);
        turn(out[at], out[at + 1], f * k * stride, column, 2 * f);
      }
      for (int g = 0; g < factor; g++) {
        combine(column, factor, g * part * stride, out, to + 2 * (g * part + k));
      }
    }
  }

  private static int factor(int size) {
    int factor = 2;
    while (size % factor != 0) {
      factor++;
    }
    return factor;
  }

  /** Multiplies by the {@code steps}-th power of the root of unity. */
  private void turn(double real, double imaginary, int steps, double[] out, int at) {
    double c = cosines[steps % length];
    double s = sines[steps % length];
    out[at] = real * c - imaginary * s;
    out[at + 1] = real * s + imaginary * c;
  }

  private void combine(double[] column, int factor, int steps, double[] out, int at) {
    double real = 0;
    double imaginary = 0;
    for (int f = 0; f < factor; f++) {
      double c = cosines[f * steps % length];
      double s = sines[f * steps % length];
      real += column[2 * f] * c - column[2 * f + 1] * s;
      imaginary += column[2 * f] * s + column[2 * f + 1] * c;
    }
    out[at] = real;
    out[at + 1] = imaginary;
  }
}
