package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;
import java.util.Random;

/** Pictures to try filters on. */
final class Pictures {

  private Pictures() {}

  /** Every sample random. */
  static Picture noise(int width, int height, int channels, long seed) {
    Picture picture = Picture.blank(width, height, channels);
    new Random(seed).nextBytes(picture.samples());
    return picture;
  }

  static Picture filled(int width, int height, int... color) {
    Picture picture = Picture.blank(width, height, color.length);
    for (int i = 0; i < picture.samples().length; i++) {
      picture.samples()[i] = (byte) color[i % color.length];
    }
    return picture;
  }

  /** One colour on the left half, another on the right. */
  static Picture halves(int width, int height, int left, int right) {
    Picture picture = Picture.blank(width, height, 3);
    for (int i = 0; i < picture.samples().length; i++) {
      picture.samples()[i] = (byte) (i / 3 % width < width / 2 ? left : right);
    }
    return picture;
  }

  static int sample(Picture picture, int x, int y, int channel) {
    return picture.samples()[picture.row(y) + x * picture.channels() + channel] & 0xFF;
  }
}
