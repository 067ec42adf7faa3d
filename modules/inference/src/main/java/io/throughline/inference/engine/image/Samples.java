package io.throughline.inference.engine.image;

/** Samples of 8 bits. */
final class Samples {

  private Samples() {}

  /** The nearest sample; halves are rounded up. */
  static byte rounded(float value) {
    return (byte) (int) (value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5f);
  }

  /** Brightness of a colour as in ITU-R BT.601, 0 to 255. */
  static float luma(float red, float green, float blue) {
    return 0.299f * red + 0.587f * green + 0.114f * blue;
  }
}
