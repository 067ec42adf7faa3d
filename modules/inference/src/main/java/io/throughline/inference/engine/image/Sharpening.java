package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/** Unsharp masking: adds what a blur takes away. Thread-safe. */
final class Sharpening {

  private final SeparableFilter filter;
  private final Pixels pixels;

  Sharpening(SeparableFilter filter, Pixels pixels) {
    this.filter = filter;
    this.pixels = pixels;
  }

  /**
   * @param amount how many times the difference is added
   */
  Picture apply(Picture source, double amount) throws InterruptedException {
    Picture blurred = filter.blur(source, PictureFilters.SHARPENING_SIGMA);
    byte[] soft = blurred.samples();
    float factor = (float) amount;
    return pixels.change(
        source,
        (x, y, rgb) -> {
          int at = blurred.row(y) + x * blurred.channels();
          for (int c = 0; c < 3; c++) {
            rgb[c] += factor * (rgb[c] - (soft[at + c] & 0xFF));
          }
        });
  }
}
