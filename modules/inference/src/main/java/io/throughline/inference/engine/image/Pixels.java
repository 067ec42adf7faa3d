package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/** Changes pixels one by one, each by itself or with where it is. Alpha stays as it was. */
final class Pixels {

  /** New colour of a pixel, written over {@code rgb}: samples from 0 to 255, or beyond. */
  @FunctionalInterface
  interface Change {
    void apply(int x, int y, float[] rgb);
  }

  private final RowWorkers workers;

  Pixels(RowWorkers workers) {
    this.workers = workers;
  }

  Picture change(Picture source, Change change) throws InterruptedException {
    Picture target = Picture.blank(source.width(), source.height(), source.channels());
    workers.rows(
        source.height(),
        source.width() * source.channels(),
        (from, to) -> change(source, target, change, from, to));
    return target;
  }

  private static void change(Picture source, Picture target, Change change, int from, int to) {
    byte[] in = source.samples();
    byte[] out = target.samples();
    float[] rgb = new float[3];
    for (int y = from; y < to; y++) {
      int at = source.row(y);
      for (int x = 0; x < source.width(); x++) {
        for (int c = 0; c < 3; c++) {
          rgb[c] = in[at + c] & 0xFF;
        }
        change.apply(x, y, rgb);
        for (int c = 0; c < 3; c++) {
          out[at + c] = Samples.rounded(rgb[c]);
        }
        if (source.hasAlpha()) {
          out[at + 3] = in[at + 3];
        }
        at += source.channels();
      }
    }
  }
}
