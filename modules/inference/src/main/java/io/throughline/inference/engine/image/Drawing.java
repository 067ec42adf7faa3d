package io.throughline.inference.engine.image;

import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.Picture;

/** Few tones of brightness, and lines where it changes. */
final class Drawing {

  /** A change of brightness that makes a black line, of 255 a pixel, at full strength. */
  private static final float STEEP = 90;

  private final Picture smooth;
  private final float step;
  private final float edges;

  /**
   * @param smooth what the lines are drawn around
   */
  Drawing(Comic wanted, Picture smooth) {
    this.smooth = smooth;
    this.step = 255f / (wanted.levels() - 1);
    this.edges = (float) wanted.edges();
  }

  void apply(int x, int y, float[] rgb) {
    float line = Math.min(1, Math.max(0, edges * (2 * slope(x, y) / STEEP - 0.5f)));
    float luma = Samples.luma(rgb[0], rgb[1], rgb[2]);
    float tone = (float) Math.floor(luma / step + 0.5f) * step;
    // one factor for all three, or colours would change
    float gain = luma == 0 ? 0 : tone / luma * (1 - line);
    for (int c = 0; c < 3; c++) {
      rgb[c] *= gain;
    }
  }

  /** Sobel's operator on brightness, divided by 8: change a pixel. */
  private float slope(int x, int y) {
    float across =
        luma(x + 1, y - 1)
            + 2 * luma(x + 1, y)
            + luma(x + 1, y + 1)
            - luma(x - 1, y - 1)
            - 2 * luma(x - 1, y)
            - luma(x - 1, y + 1);
    float down =
        luma(x - 1, y + 1)
            + 2 * luma(x, y + 1)
            + luma(x + 1, y + 1)
            - luma(x - 1, y - 1)
            - 2 * luma(x, y - 1)
            - luma(x + 1, y - 1);
    return (float) Math.sqrt(across * across + down * down) / 8;
  }

  private float luma(int x, int y) {
    int column = Math.max(0, Math.min(smooth.width() - 1, x));
    int row = Math.max(0, Math.min(smooth.height() - 1, y));
    int at = smooth.row(row) + column * smooth.channels();
    byte[] in = smooth.samples();
    return Samples.luma(in[at] & 0xFF, in[at + 1] & 0xFF, in[at + 2] & 0xFF);
  }
}
