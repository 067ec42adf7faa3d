package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/** What a model of colours leaves to be done: its picture's size, and transparency. Thread-safe. */
public final class PictureSize implements AutoCloseable {

  private final RowWorkers workers = RowWorkers.onAllProcessors();
  private final SeparableFilter separable = new SeparableFilter(workers);

  /**
   * A model's picture in the size that is wanted, with the alpha channel of its source if that has
   * one.
   *
   * @param made three channels
   * @param source what the model had to work on
   */
  public Picture fitted(Picture made, Picture source, int width, int height)
      throws InterruptedException {
    Picture colors = resized(made, width, height);
    if (!source.hasAlpha()) {
      return colors;
    }
    Picture transparent = resized(source, width, height);
    Picture both = Picture.blank(width, height, 4);
    workers.rows(
        height,
        4 * width,
        (from, to) -> {
          for (int i = from * width; i < to * width; i++) {
            System.arraycopy(colors.samples(), 3 * i, both.samples(), 4 * i, 3);
            both.samples()[4 * i + 3] = transparent.samples()[4 * i + 3];
          }
        });
    return both;
  }

  private Picture resized(Picture picture, int width, int height) throws InterruptedException {
    return picture.width() == width && picture.height() == height
        ? picture
        : separable.resize(picture, width, height);
  }

  @Override
  public void close() {
    workers.close();
  }
}
