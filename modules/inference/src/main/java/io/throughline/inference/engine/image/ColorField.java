package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/**
 * Colours of which there is one everywhere.
 *
 * @param samples red, green and blue from 0 to 255, interleaved, by rows
 */
record ColorField(int width, int height, float[] samples) {

  static final int CHANNELS = 3;

  static ColorField blank(int width, int height) {
    return new ColorField(width, height, new float[CHANNELS * width * height]);
  }

  static ColorField of(Picture picture) {
    ColorField field = blank(picture.width(), picture.height());
    for (int i = 0; i < field.samples.length; i++) {
      field.samples[i] = picture.samples()[i / CHANNELS * picture.channels() + i % CHANNELS] & 0xFF;
    }
    return field;
  }

  /**
   * The colour at a place, from the nearest four pixels.
   *
   * @param x in pixels, whole numbers being their centres
   * @param y likewise
   * @param color takes the three samples
   */
  void at(float x, float y, float[] color) {
    float across = Math.min(width - 1, Math.max(0, x));
    float down = Math.min(height - 1, Math.max(0, y));
    int left = (int) across;
    int top = (int) down;
    int right = CHANNELS * Math.min(1, width - 1 - left);
    int below = CHANNELS * width * Math.min(1, height - 1 - top);
    for (int c = 0; c < CHANNELS; c++) {
      int at = CHANNELS * (top * width + left) + c;
      float upper = between(samples[at], samples[at + right], across - left);
      float lower = between(samples[at + below], samples[at + below + right], across - left);
      color[c] = between(upper, lower, down - top);
    }
  }

  private static float between(float a, float b, float share) {
    return a + share * (b - a);
  }
}
