package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/**
 * Resizes and blurs pictures by {@link LineWeights}, first along rows, then along columns, in
 * 32-bit floats that are rounded once at the end. Colours count by their alpha, so that what is
 * transparent does not bleed. Thread-safe.
 */
final class SeparableFilter {

  private final RowWorkers workers;

  SeparableFilter(RowWorkers workers) {
    this.workers = workers;
  }

  /** The picture in another size, by the Lanczos kernel. */
  Picture resize(Picture source, int width, int height) throws InterruptedException {
    return apply(
        source,
        LineWeights.lanczos3(source.width(), width),
        LineWeights.lanczos3(source.height(), height),
        Picture.blank(width, height, source.channels()));
  }

  /**
   * The picture out of focus.
   *
   * @param sigma standard deviation in pixels
   */
  Picture blur(Picture source, double sigma) throws InterruptedException {
    return apply(
        source,
        LineWeights.gaussian(source.width(), sigma),
        LineWeights.gaussian(source.height(), sigma),
        Picture.blank(source.width(), source.height(), source.channels()));
  }

  private Picture apply(Picture source, LineWeights across, LineWeights down, Picture target)
      throws InterruptedException {
    workers.rows(
        target.height(),
        target.width() * target.channels(),
        (from, to) -> new FilteredBand(source, target, across, down).fill(from, to));
    return target;
  }
}
