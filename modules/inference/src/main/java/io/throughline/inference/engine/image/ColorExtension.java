package io.throughline.inference.engine.image;

/**
 * Goes on with colours where they are not known: averages of those that are, over ever larger
 * squares, are what is taken where smaller ones have none (Gortler, Grzeszczuk, Szeliski and Cohen
 * 1996, <i>The Lumigraph</i>: pull-push). For one thread.
 *
 * @param weights 0 for a pixel whose colour is not known to 1 for one whose colour stays, by rows
 */
record ColorExtension(ColorField colors, float[] weights) {

  private static final int CHANNELS = ColorField.CHANNELS;

  /** The colours with none missing, in the place of those that came. */
  ColorField extended() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (weights.length > 1) {
      push(pulled().extended());
    }
    return colors;
  }

  private ColorExtension pulled() {
    int width = (colors.width() + 1) / 2;
    int height = (colors.height() + 1) / 2;
    ColorExtension half =
        new ColorExtension(ColorField.blank(width, height), new float[width * height]);
    for (int i = 0; i < weights.length; i++) {
      int to = i / colors.width() / 2 * width + i % colors.width() / 2;
      half.weights[to] += weights[i];
      for (int c = 0; c < CHANNELS; c++) {
        half.colors.samples()[CHANNELS * to + c] += weights[i] * colors.samples()[CHANNELS * i + c];
      }
    }
    half.normalize();
    return half;
  }

  private void normalize() {
    for (int i = 0; i < weights.length; i++) {
      for (int c = 0; c < CHANNELS && weights[i] > 0; c++) {
        colors.samples()[CHANNELS * i + c] /= weights[i];
      }
      weights[i] = Math.min(1, weights[i]);
    }
  }

  private void push(ColorField half) {
    float[] coarse = new float[CHANNELS];
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] < 1) {
        int x = i % colors.width();
        int y = i / colors.width();
        half.at(x / 2f - 0.25f, y / 2f - 0.25f, coarse);
        for (int c = 0; c < CHANNELS; c++) {
          float sample = colors.samples()[CHANNELS * i + c];
          colors.samples()[CHANNELS * i + c] = coarse[c] + weights[i] * (sample - coarse[c]);
        }
      }
    }
  }
}
